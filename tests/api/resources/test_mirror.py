"""A copy that follows the feed of changes equals what the API serves; a change that the feed misses is found."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import Change, Claim, Incident, Source, Speaker, Stance, Statement, Topic
from tests.support import factories as make
from tests.support.article import load_article
from tests.support.mirror import check_mirror

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(tmp_path):
    return f"--copy={tmp_path / 'copy.json'}"


@pytest.mark.usefixtures("article")
def test_a_mirror_of_the_article_equals_it():
    assert "all" in check_mirror()


@pytest.mark.usefixtures("article")
def test_a_mirror_keeps_up_with_every_sort_of_change(copy):
    Claim.objects.last().topics.add(make.TopicFactory(broader=make.TopicFactory()))
    check_mirror(copy)
    speaker, claim, said = Speaker.objects.first(), Claim.objects.first(), Statement.objects.first()
    Speaker.objects.filter(pk=speaker.pk).update(name="Somebody Else", slug="somebody-else")
    Claim.objects.filter(pk=claim.pk).update(first_appearance=make.SourceFactory())
    for model in (Claim, Incident, Source, Statement, Topic):
        model.objects.filter(pk=model.objects.last().pk).update(slug="renamed")
    said.incidents.set(make.IncidentFactory.create_batch(2))
    claim.topics.add(make.TopicFactory())
    make.IncidentClaimFactory(claim=claim)
    for stance in Stance.objects.filter(review_status="confirmed")[:5]:
        Stance.objects.filter(pk=stance.pk).update(review_status="suggested")
    Stance.objects.filter(review_status="suggested").last().delete()
    for one in Statement.objects.all()[:3]:
        Statement.objects.filter(pk=one.pk).update(supersedes=make.StatementFactory())
        make.correct(one, "retracted")
        make.correct(one, "active")
    make.StanceFactory(claim=claim)
    make.TopicFactory(name="Short-lived").delete()
    assert "all" in check_mirror(copy)
    assert check_mirror(copy).startswith("0 changes read")


@pytest.mark.usefixtures("article")
def test_what_escapes_the_feed_is_found_in_a_mirror(copy):
    check_mirror(copy)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE claims_speaker SET country = 'AQ' WHERE slug = 'dmitry-peskov'")
        cursor.execute("INSERT INTO claims_topic (slug, name) VALUES ('secret', 'Secret')")
        cursor.execute("SET LOCAL session_replication_role = origin")
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("mirror_check", copy, stdout=out)
    assert error.value.returncode == 1
    assert "speakers/dmitry-peskov/ country is" in out.getvalue()
    assert "topics/secret/ is served, but not in the copy" in out.getvalue()


@pytest.mark.usefixtures("article")
def test_loading_the_fixtures_again_is_no_change():
    before = Change.objects.count()
    assert before > 100
    load_article()
    assert Change.objects.count() == before
