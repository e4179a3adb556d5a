"""Rules of sources, statements, stances and claims: what may be recorded once, and what belongs together."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from claims.choices import SYMMETRIC_RELATIONS, ClaimRelationKind
from claims.models import IncidentActor, Stance, Statement
from tests.support import factories as make
from tests.support.rules import accepted, actor, execute, refused, relation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unguarded")]

PAGE = "https://nato.int/news/a"
SAME_PAGE = [
    PAGE,
    "http://nato.int/news/a",
    "https://NATO.int/news/a",
    "https://nato.int:443/news/a",
    "http://nato.int:80/news/a",
    "https://nato.int/news/a/",
    "https://nato.int/news/a#top",
    "https://nato.int/news/a?",
    "https://nato.int/news/a?utm_source=x",
    "https://nato.int/news/a/?utm_source=x&utm_medium=y&fbclid=z#top",
]
OTHER_PAGES = [
    "https://nato.int/news/A",
    "https://www.nato.int/news/a",
    "https://nato.int:8443/news/a",
    "https://nato.int/news/a?id=1",
    "https://nato.int/news/a?id=2&utm_source=x",
    "https://nato.int/news/a?page=utm_source",
    "https://nato.int/news",
    "https://nato.int/news/a/b",
    "https://nato.int/news/a.html",
    "https://nato.int",
]


@pytest.mark.parametrize("url", SAME_PAGE)
def test_a_page_is_one_source_however_its_address_is_written(url):
    make.SourceFactory(url=PAGE)
    with refused("source_url_unique"):
        make.SourceFactory(url=url)


def test_different_pages_are_different_sources_and_offline_ones_have_no_address():
    with accepted():
        for url in (PAGE, *OTHER_PAGES, "", ""):
            make.SourceFactory(url=url)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://nato.int", "http://nato.int/"),
        ("https://nato.int/?id=1", "https://nato.int?id=1&utm_campaign=x"),
        ("https://nato.int/a?id=1&b=2", "https://nato.int/a/?utm_id=9&id=1&gclid=7&b=2&mc_cid=3"),
    ],
)
def test_tracking_parameters_and_slashes_do_not_make_another_page(first, second):
    make.SourceFactory(url=first)
    with refused("source_url_unique"):
        make.SourceFactory(url=second)


def test_what_somebody_said_is_recorded_once_for_each_source_and_day():
    said = make.StatementFactory(text="Something " * 1000)
    again = {"speaker": said.speaker, "source": said.source, "made_on": said.made_on, "text": said.text}
    with refused("statement_recorded_once"):
        make.StatementFactory(**again)
    with accepted():
        make.StatementFactory(**again | {"speaker": make.SpeakerFactory()})
        make.StatementFactory(**again | {"source": make.SourceFactory()})
        make.StatementFactory(**again | {"made_on": date(2025, 9, 24)})
        make.StatementFactory(**again | {"text": "Something else."})


def test_nobody_speaks_on_their_own_behalf():
    speaker = make.SpeakerFactory()
    with refused("statement_not_on_own_behalf"):
        make.StatementFactory(speaker=speaker, on_behalf_of=speaker)
    with accepted():
        make.StatementFactory(speaker=speaker, on_behalf_of=make.SpeakerFactory())


@pytest.mark.parametrize("field", ["text", "original_text"])
def test_the_excerpt_of_a_stance_is_words_of_its_statement(field):
    words = {"text": "They were drones.", "original_text": "Det var droner.", "original_language": "da"}
    said = make.StatementFactory(language="en", **words)
    with accepted():
        stance = make.StanceFactory(statement=said, excerpt=words[field][2:9])
        make.StanceFactory(statement=said, excerpt="")
    for wrong in ("they were drones", "They  were", "Det var drones"):
        with refused("stance_excerpt_in_statement"):
            make.StanceFactory(statement=said, excerpt=wrong, review_status="suggested")
        with refused("stance_excerpt_in_statement"):
            Stance.objects.filter(pk=stance.pk).update(excerpt=wrong)
    with refused("stance_excerpt_in_statement"):
        Stance.objects.filter(pk=stance.pk).update(statement=make.StatementFactory())
    with refused("stance_excerpt_in_statement"):
        Statement.objects.filter(pk=said.pk).update(**{field: "Nothing."})
    with accepted():
        Statement.objects.filter(pk=said.pk).update(**{field: f"Yes. {words[field]}"})


def test_text_and_excerpt_change_together_in_either_order():
    stance = make.StanceFactory(statement__text="They were drones.", excerpt="drones")
    said, this = Statement.objects.filter(pk=stance.statement_id), Stance.objects.filter(pk=stance.pk)
    with accepted():
        said.update(text="They were balloons.")
        this.update(excerpt="balloons")
    with accepted():
        this.update(excerpt="kites")
        said.update(text="They were kites.")


def test_a_statement_has_one_confirmed_stance_on_a_claim():
    first = make.StanceFactory()
    pair = {"statement": first.statement, "claim": first.claim}
    with refused("stance_confirmed_once"):
        make.StanceFactory(**pair, position="denies")
    with accepted():
        second = make.StanceFactory(**pair, position="denies", review_status="suggested")
        make.StanceFactory(**pair, position="reports", review_status="rejected")
        make.StanceFactory(statement=first.statement)
        make.StanceFactory(claim=first.claim)
    with refused("stance_confirmed_once"):
        Stance.objects.filter(pk=second.pk).update(review_status="confirmed")
    with accepted():
        Stance.objects.filter(pk=first.pk).update(review_status="rejected")
        Stance.objects.filter(pk=second.pk).update(review_status="confirmed")


def test_nobody_codes_the_same_stance_twice():
    alice, bob = (get_user_model().objects.create(username=name) for name in ("alice", "bob"))
    first = make.StanceFactory(review_status="suggested")
    same = {"statement": first.statement, "claim": first.claim, "review_status": "suggested"}
    with refused("stance_coded_once_by_each"):
        make.StanceFactory(**same)
    with accepted():
        make.StanceFactory(**same, coder=alice)
        make.StanceFactory(**same, coder=bob)
        make.StanceFactory(**same, method="model", model_name="m-1")
        make.StanceFactory(**same, method="model", model_name="m-2")
    with refused("stance_coded_once_by_each"):
        make.StanceFactory(**same, coder=alice)


@pytest.mark.parametrize("qualification", ["", " ", "\n\t"])
def test_who_qualifies_names_the_condition(qualification):
    with refused("stance_qualifies_with_qualification"):
        make.StanceFactory(position="qualifies", qualification=qualification)
    with accepted():
        make.StanceFactory(position="qualifies", qualification="if there is proof")
        make.StanceFactory(position="affirms", qualification=qualification)


@pytest.mark.parametrize("coding", [{"method": "model"}, {"model_name": "m-1"}])
def test_a_model_is_named_and_a_human_is_not_a_model(coding):
    with refused("stance_model_has_name"):
        make.StanceFactory(review_status="suggested", **coding)


def test_what_a_model_suggested_is_confirmed_by_a_human():
    model = {"method": "model", "model_name": "m-1"}
    with refused("stance_of_model_confirmed_by_human"):
        make.StanceFactory(**model)
    with accepted():
        stance = make.StanceFactory(**model, review_status="suggested")
        make.StanceFactory(**model, review_status="rejected")
    with refused("stance_of_model_confirmed_by_human"):
        execute("UPDATE claims_stance SET review_status = 'confirmed' WHERE id = %s", stance.pk)
    with accepted():
        reviewer = get_user_model().objects.create(username="alice")
        Stance.objects.filter(pk=stance.pk).update(review_status="confirmed", reviewer=reviewer)
        connection.check_constraints()
    with refused("stance_of_model_confirmed_by_human"):
        Stance.objects.filter(pk=stance.pk).update(reviewer=None)


@pytest.mark.parametrize("kind", ClaimRelationKind)
def test_a_relation_between_claims_holds_once_and_a_symmetric_one_once_for_both_ways(kind):
    first = relation(kind=kind)
    with refused("claim_relation_unique"):
        relation(claim=first.claim, other=first.other, kind=kind)
    with refused("claim_relation_symmetric_once") if kind in SYMMETRIC_RELATIONS else accepted():
        relation(claim=first.other, other=first.claim, kind=kind)
    with accepted():
        relation(claim=first.claim, kind=kind)


def test_claims_are_equivalent_and_contradict_each_other_at_most_once_each():
    first = relation(kind="equivalent")
    with accepted():
        relation(claim=first.other, other=first.claim, kind="contradicts")


@pytest.mark.parametrize("kind", ClaimRelationKind)
def test_a_claim_has_no_relation_to_itself(kind):
    claim = make.ClaimFactory()
    with refused("claim_relation_not_to_itself"):
        relation(claim=claim, other=claim, kind=kind)


def test_a_claim_is_linked_to_an_incident_once_under_each_aspect():
    first = make.IncidentClaimFactory()
    with refused("incident_claim_unique"):
        make.IncidentClaimFactory(incident=first.incident, claim=first.claim)
    with accepted():
        make.IncidentClaimFactory(incident=first.incident, claim=first.claim, aspect="intent")
        make.IncidentClaimFactory(incident=first.incident)
        make.IncidentClaimFactory(claim=first.claim)


def test_a_speaker_has_each_part_in_an_incident_once():
    first = actor()
    pair = {"incident": first.incident, "speaker": first.speaker}
    with refused("incident_actor_unique"):
        IncidentActor.objects.create(**pair, role="witness")
    with accepted():
        IncidentActor.objects.create(**pair, role="responder")


def test_a_stance_is_written_after_its_statement():
    stance = make.StanceFactory()
    with refused("stance_after_statement"):
        Stance.objects.filter(pk=stance.pk).update(statement=stance.statement_id + 1_000)


def test_a_stance_has_the_day_of_its_statement_whatever_is_written():
    stance = make.StanceFactory(statement__made_on=date(2025, 9, 23))
    Stance.objects.filter(pk=stance.pk).update(made_on=date(1999, 1, 1))
    stance.refresh_from_db()
    assert stance.made_on == date(2025, 9, 23)
    Statement.objects.filter(pk=stance.statement_id).update(made_on=date(2025, 9, 24))
    stance.refresh_from_db()
    assert stance.made_on == date(2025, 9, 24)


def test_nobody_confirms_what_they_suggested_themselves():
    alice, bob = (get_user_model().objects.create(username=name) for name in ("alice", "bob"))
    stance = make.StanceFactory(coder=alice, review_status="suggested")
    with refused("stance_confirmed_by_somebody_else"):
        Stance.objects.filter(pk=stance.pk).update(review_status="confirmed", reviewer=alice)
    with accepted():
        Stance.objects.filter(pk=stance.pk).update(review_status="rejected", reviewer=alice)
        Stance.objects.filter(pk=stance.pk).update(review_status="confirmed", reviewer=bob)
