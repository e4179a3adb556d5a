"""Former slugs: recorded by the database whoever renames, never given to another row, and answered with a redirect."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from claims.choices import CitableCollection
from claims.models import Redirect, Speaker
from tests.support import factories as make
from tests.support.factories import take
from tests.support.positions import MONDAY
from tests.support.redirects import by_copy, by_insert, by_rename, redirect, redirects, rename
from tests.support.rules import accepted
from tests.support.transactions import rule_violated

pytestmark = pytest.mark.django_db

FACTORIES = {
    "reviews": make.ReviewFactory,
    "speakers": make.SpeakerFactory,
    "sources": make.SourceFactory,
    "topics": make.TopicFactory,
    "incidents": make.IncidentFactory,
    "statements": make.StatementFactory,
    "claims": make.ClaimFactory,
}
every_collection = pytest.mark.parametrize("collection", CitableCollection.values)


def violated(work):
    """The rule that `work` violates, at once or when its constraints are checked; None if it violates none."""

    def checked():
        with accepted():
            work()

    return rule_violated(checked)


@every_collection
def test_renaming_a_row_records_its_former_slug(collection):
    written = FACTORIES[collection]()
    former = written.slug
    rename(written, "new")
    assert redirects(collection) == {former: "new"}
    written.refresh_from_db()
    written.slug = "newer"
    written.save()
    assert redirects(collection) == {former: "newer", "new": "newer"}


def test_only_another_slug_is_a_former_one():
    peskov = make.SpeakerFactory(slug="peskov")
    peskov.summary = "The Kremlin’s spokesman."
    peskov.save()
    rename(peskov, "peskov")
    assert redirects() == {}


def test_raw_sql_may_rename_many_rows_at_once():
    make.SpeakerFactory(slug="a")
    make.SpeakerFactory(slug="b")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_speaker SET slug = slug || '-x'")
    assert redirects() == {"a": "a-x", "b": "b-x"}


def test_a_row_may_have_its_own_former_slug_back():
    peskov = make.SpeakerFactory(slug="a")
    for slug in ("b", "c", "a"):
        rename(peskov, slug)
    assert redirects() == {"b": "a", "c": "a"}


@pytest.mark.parametrize("write", [by_insert, by_rename, by_copy])
def test_a_former_slug_is_not_given_to_another_row(write):
    rename(make.SpeakerFactory(slug="a"), "b")
    assert violated(lambda: write("a")) == "slug_is_nobodys_former_one"
    assert violated(lambda: write("c")) is None


def test_a_former_slug_of_a_speaker_may_name_a_claim():
    rename(make.SpeakerFactory(slug="a"), "b")
    make.ClaimFactory(slug="a")
    assert redirects("claims") == {}


def test_slugs_do_not_move_along_a_row_of_speakers_in_one_statement():
    first, second = make.SpeakerFactory(slug="b"), make.SpeakerFactory(slug="c")

    def shift():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE claims_speaker SET slug = CASE slug WHEN 'b' THEN 'a' ELSE 'b' END WHERE id IN (%s, %s)",
                [first.pk, second.pk],
            )

    assert violated(shift) in {"slug_is_nobodys_former_one", "redirect_slug_is_free"}


def test_a_made_up_slug_is_no_former_one():
    rename(make.SpeakerFactory(slug="dmitry-peskov"), "peskov")
    assert make.SpeakerFactory(slug="", name="Dmitry Peskov").slug == "dmitry-peskov-2"


def test_former_slugs_of_a_deleted_row_lead_nowhere_and_are_free():
    peskov = make.SpeakerFactory(slug="a")
    rename(peskov, "b")
    peskov.delete()
    assert redirects() == {}
    make.SpeakerFactory(slug="a")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"new": "nowhere"}, "redirect_leads_to_a_row"),
        ({"old": "other"}, "redirect_slug_is_free"),
        ({"old": "new"}, "redirect_leads_elsewhere"),
        ({"old": "Old"}, "redirect_old_slug_well_formed"),
        ({"old": ""}, "redirect_old_slug_not_blank"),
        ({"collection": "stances"}, "redirect_collection_valid"),
    ],
)
def test_redirects_written_by_hand_lead_from_a_free_slug_to_a_row(fields, name):
    make.SpeakerFactory(slug="new")
    make.SpeakerFactory(slug="other")
    assert violated(lambda: redirect(**fields)) == name
    assert violated(redirect) is None
    assert violated(redirect) == "redirect_unique"


def test_a_former_slug_answers_with_the_present_address(reader):
    rename(make.SpeakerFactory(slug="a"), "b")
    rename(Speaker.objects.get(), "c")
    for rest in ("", "?brief=true", "positions/", "positions/?as_of=2025-09-23&limit=3", "?fields=slug,name"):
        response = reader.get(f"/api/v1/speakers/a/{rest}")
        assert (response.status_code, response.content) == (301, b"")
        assert response["Location"] == f"http://localhost/api/v1/speakers/c/{rest}"
        assert response["Cache-Control"] == "public, no-cache"
    assert reader.get("/api/v1/speakers/a/?brief=true", follow=True).json()["slug"] == "c"


@every_collection
def test_former_slugs_of_every_collection_answer(reader, collection):
    written = FACTORIES[collection]()
    rename(written, "new")
    below = {"claims": ["", "stances/", "positions/"], "incidents": ["", "matrix/"]}.get(collection, [""])
    for rest in below:
        response = reader.get(f"/api/v1/{collection}/{written.slug}/{rest}")
        assert response.status_code == 301
        assert response["Location"] == f"http://localhost/api/v1/{collection}/new/{rest}"


def test_a_slug_that_never_was_is_still_not_found(get):
    rename(make.SpeakerFactory(slug="a"), "b")
    assert get("claims/a/", status=404)["detail"] == "There is no claim “a”."
    assert get("speakers/c/", status=404)["detail"] == "There is no speaker “c”."


def test_wrong_parameters_are_refused_before_a_former_slug_leads_on(get):
    rename(make.SpeakerFactory(slug="a"), "b")
    assert get("speakers/a/?nonsense=1", status=400)["errors"][0]["parameter"] == "nonsense"


def test_a_filter_takes_a_former_slug_for_the_present_row(get):
    peskov, zakharova = make.SpeakerFactory(slug="peskov"), make.SpeakerFactory(slug="zakharova")
    claim = make.ClaimFactory(slug="claim")
    ours, others = take(peskov, claim, "denies", MONDAY), take(zakharova, claim, "affirms", MONDAY)
    make.StatementFactory()
    rename(peskov, "dmitry-peskov")
    rename(claim, "renamed")
    for asked in ("speaker=peskov", "speaker=peskov&speaker=dmitry-peskov", "speaker__in=peskov&claim=claim"):
        assert [each["slug"] for each in get(f"statements/?{asked}")["results"]] == [ours.statement.slug]
    both = get("statements/?speaker__in=zakharova,peskov&ordering=slug")["results"]
    assert [each["slug"] for each in both] == sorted([ours.statement.slug, others.statement.slug])
    assert [each["slug"] for each in get("claims/?speaker=peskov&position=denies")["results"]] == ["renamed"]
    assert get("incidents/?part_of=none", status=400)["errors"][0]["parameter"] == "part_of"
    wrong = get("statements/?speaker=peskov&speaker=nobody", status=400)["errors"]
    assert [each["detail"][:8] for each in wrong] == ["“nobody”"]


def test_pages_asked_for_by_a_former_slug_go_on(get):
    peskov = make.SpeakerFactory(slug="peskov")
    said = make.StatementFactory.create_batch(3, speaker=peskov)
    rename(peskov, "dmitry-peskov")
    page = get("statements/?speaker=peskov&limit=2&ordering=slug")
    rest = get(page["next"].partition("/api/v1/")[2])
    assert [each["slug"] for each in page["results"] + rest["results"]] == sorted(each.slug for each in said)


def test_only_a_request_that_finds_nothing_looks_for_redirects(get, django_assert_num_queries):
    peskov = make.SpeakerFactory(slug="a")
    rename(peskov, "b")
    with django_assert_num_queries(1):
        get("speakers/b/")
    with django_assert_num_queries(1):
        get("statements/?speaker=b")
    with django_assert_num_queries(2):  # the answer, the redirect
        get("speakers/c/", status=404)
    with django_assert_num_queries(3):  # nothing found, the redirect, the answer
        get("statements/?speaker=a")


def test_clients_can_follow_along(get):
    peskov, claim = make.SpeakerFactory(slug="a"), make.ClaimFactory(slug="x")
    rename(peskov, "b")
    rename(claim, "y")
    rename(peskov, "c")
    rows = get("redirects/?ordering=created_at")["results"]
    assert [(each["collection"], each["old_slug"], each["new_slug"], each["url"]) for each in rows] == [
        ("speakers", "a", "c", "http://localhost/api/v1/speakers/c/"),
        ("claims", "x", "y", "http://localhost/api/v1/claims/y/"),
        ("speakers", "b", "c", "http://localhost/api/v1/speakers/c/"),
    ]
    assert [each["old_slug"] for each in get("redirects/?collection=claims")["results"]] == ["x"]
    assert get(f"redirects/{rows[0]['id']}/") == rows[0]


def test_redirects_are_dumped_and_loaded_by_their_slugs(tmp_path):
    rename(make.SpeakerFactory(slug="a"), "b")
    file, again = tmp_path / "dump.json", StringIO()
    options = {"natural_foreign": True, "natural_primary": True}
    call_command("dumpdata", "claims.speaker", "claims.redirect", output=str(file), **options)
    Speaker.objects.all().delete()
    assert not Redirect.objects.exists()
    call_command("loaddata", str(file), verbosity=0)
    call_command("loaddata", str(file), verbosity=0)
    assert redirects() == {"a": "b"}
    call_command("dumpdata", "claims.speaker", "claims.redirect", stdout=again, **options)
    assert again.getvalue().strip() == file.read_text().strip()
