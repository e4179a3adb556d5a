"""The history of a row: every change is written down, whoever writes, and nobody reads what is not public."""

import json
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from claims.models import (
    Affiliation,
    Change,
    Citation,
    Claim,
    Correction,
    Incident,
    IncidentActor,
    IncidentClaim,
    Source,
    Speaker,
    Stance,
    Statement,
    Topic,
)
from tests.support import factories as make

pytestmark = pytest.mark.django_db

RECORDED = (Speaker, Affiliation, Source, Topic, Incident, Statement, Claim, Stance, Correction)


@pytest.fixture
def history(get):
    """The entries of a row's history, the newest first: the kind, and old and new values by field."""

    def ask(row):
        key = getattr(row, "slug", row.pk)
        entries = get(f"{row._meta.model_name}s/{key}/history/")["results"]
        return [(entry["kind"], {c["field"]: (c["old"], c["new"]) for c in entry["changes"]}) for entry in entries]

    return ask


def test_a_new_row_is_written_down_with_all_that_it_says(history):
    [(kind, changes)] = history(make.SpeakerFactory(slug="kaja-kallas", name="Kaja Kallas", country="EE"))
    assert kind == "created"
    assert changes["name"] == (None, "Kaja Kallas")
    assert changes["country"] == (None, "EE")
    assert "id" not in changes
    assert "updated_at" not in changes


def test_a_change_is_written_down_with_the_fields_that_differ_and_no_others(history):
    speaker = make.SpeakerFactory(name="Kaja", country="EE")
    speaker.name = "Kaja Kallas"
    speaker.save()
    assert [kind for kind, _ in history(speaker)] == ["changed", "created"]
    assert history(speaker)[0] == ("changed", {"name": ("Kaja", "Kaja Kallas")})


def test_an_update_that_changes_nothing_is_not_written_down(history):
    speaker = make.SpeakerFactory()
    speaker.save()
    Speaker.objects.update(name=speaker.name)
    assert len(history(speaker)) == 1


def test_other_rows_are_named_by_their_slugs(history):
    said, by = make.StatementFactory(), make.OrganizationFactory(slug="kremlin")
    Statement.objects.update(on_behalf_of=by)
    assert history(said)[0] == ("changed", {"on_behalf_of": (None, "kremlin")})


def test_writing_many_rows_at_once_writes_down_each(history):
    speakers = make.SpeakerFactory.create_batch(3, country="DK")
    Speaker.objects.update(country="SE")
    assert [history(speaker)[0] for speaker in speakers] == [("changed", {"country": ("DK", "SE")})] * 3


def test_raw_sql_is_written_down_as_nobodys(history):
    claim = make.ClaimFactory(context="")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET context = 'At night.' WHERE id = %s", [claim.pk])
    assert history(claim)[0] == ("changed", {"context": ("", "At night.")})
    assert Change.objects.latest("pk").user_id is None


def test_the_history_of_a_row_that_is_gone_ends_with_that(history):
    topic = make.TopicFactory(slug="drones", name="Drones")
    make.TopicFactory()
    topic.delete()
    assert [kind for kind, _ in history(topic)] == ["deleted", "created"]
    assert history(topic)[0][1]["name"] == ("Drones", None)


def test_a_renamed_row_keeps_its_history(history):
    topic = make.TopicFactory(slug="drons")
    topic.slug = "drones"
    topic.save()
    assert [kind for kind, _ in history(topic)] == ["changed", "created"]


@pytest.mark.parametrize("collection", ["speakers", "claims", "topics"])
def test_what_never_was_has_no_history(get, collection):
    assert "nobody" in get(f"{collection}/nobody/history/", status=404)["detail"]


def test_a_role_is_asked_for_by_its_number(history):
    role = make.AffiliationFactory(role="Spokesman")
    Affiliation.objects.update(role="Press secretary")
    assert history(role)[0] == ("changed", {"role": ("Spokesman", "Press secretary")})


def test_what_is_shown_inside_a_row_belongs_to_its_history(history):
    said, incident, claim = make.StatementFactory(), make.IncidentFactory(), make.ClaimFactory()
    make.CitationFactory(statement=said, exact="baseless")
    assert history(said)[0][1]["citations"][1]["exact"] == "baseless"
    Citation.objects.update(prefix="are ")
    old, new = history(said)[0][1]["citations"]
    assert (old["prefix"], new["prefix"]) == ("", "are ")
    said.incidents.add(incident)
    assert history(said)[0] == ("changed", {"incidents": (None, incident.slug)})
    said.incidents.clear()
    assert history(said)[0] == ("changed", {"incidents": (incident.slug, None)})
    actor = IncidentActor.objects.create(incident=incident, speaker=said.speaker, role="witness")
    assert history(incident)[0][1] == {"actors": (None, {"role": "witness", "speaker": said.speaker.slug})}
    actor.delete()
    assert history(incident)[0][1] == {"actors": ({"role": "witness", "speaker": said.speaker.slug}, None)}
    claim.topics.add(topic := make.TopicFactory())
    assert history(claim)[0][1] == {"topics": (None, topic.slug)}


def test_what_moves_to_another_row_is_in_the_history_of_both(history):
    link = make.IncidentClaimFactory(aspect="intent")
    before, after = link.claim, make.ClaimFactory()
    IncidentClaim.objects.update(claim=after)
    shown = {"aspect": "intent", "incident": link.incident.slug}
    assert history(before)[0] == ("changed", {"incidents": (shown, None)})
    assert history(after)[0] == ("changed", {"incidents": (None, shown)})


def test_a_relation_is_in_the_history_of_both_claims(history):
    one, other = make.ClaimFactory.create_batch(2)
    one.relations.create(other=other, kind="supports")
    assert history(one)[0][1] == {"relations": (None, {"kind": "supports", "claim": other.slug})}
    assert history(other)[0][1] == {"relations_to": (None, {"kind": "supports", "claim": one.slug})}


def test_the_text_of_a_source_is_in_no_history(history):
    source = make.SourceFactory(content="All rights reserved.")
    Source.objects.update(content="Some rights reserved.")
    Source.objects.update(headline="A headline")
    assert [changes for kind, changes in history(source) if kind == "changed"] == [
        {"headline": ("", "A headline")},
        {},
    ]
    assert "rights" not in json.dumps(list(Change.objects.values_list("old", "new")))


@pytest.mark.usefixtures("unguarded")
def test_a_stance_has_a_history_only_while_it_is_public(history, get):
    coder = get_user_model().objects.create_user("vera")
    stance = make.StanceFactory(review_status="suggested", rationale="A guess.", coder=coder)
    Stance.objects.update(rationale="He said so.")
    get(f"stances/{stance.pk}/history/", status=404)
    reviewer = get_user_model().objects.create_user("walter")
    Stance.objects.update(review_status="confirmed", reviewer=reviewer, review_note="Between us: a bold one.")
    [(kind, changes)] = history(stance)
    assert kind == "created"
    assert changes["rationale"] == (None, "He said so.")
    assert changes["statement"] == (None, stance.statement.slug)
    assert changes.keys().isdisjoint({"coder", "reviewer", "review_note"})
    Stance.objects.update(rationale="He said so twice.")
    assert history(stance)[0] == ("changed", {"rationale": ("He said so.", "He said so twice.")})
    Stance.objects.update(review_status="rejected")
    get(f"stances/{stance.pk}/history/", status=404)
    stance.delete()
    get(f"stances/{stance.pk}/history/", status=404)


@pytest.mark.usefixtures("unguarded")
def test_a_stance_follows_the_day_of_its_statement_in_its_history(history):
    stance = make.StanceFactory(statement__made_on=date(2025, 9, 22))
    Statement.objects.update(made_on=date(2025, 9, 23))
    assert history(stance)[0] == ("changed", {"made_on": ("2025-09-22", "2025-09-23")})


@pytest.mark.parametrize("model", RECORDED)
def test_every_column_of_a_collection_is_written_down(model):
    make.StanceFactory(statement__affiliation=None)
    make.CorrectionFactory()
    make.AffiliationFactory()
    make.TopicFactory()
    make.IncidentFactory()
    names = {field.name for field in model._meta.concrete_fields if not field.generated}
    kept = Change.objects.filter(collection=f"{model._meta.model_name}s", kind="created").latest("pk").new
    renamed = {"external_url": "url"} if model is Source else {}
    # Copies of columns of the statement, whose history has them.
    copies = {"speaker", "on_behalf_of"} if model is Stance else set()
    assert {renamed.get(name, name) for name in kept} == names - {"id", "created_at", "updated_at"} - copies
