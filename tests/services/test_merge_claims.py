"""Merging claims: stances, relations and links move, and contradictions are refused."""

import pytest

from claims.models import (
    ClaimRelation,
    Review,
    Stance,
)
from tests.support import factories as make
from tests.support.factories import take
from tests.support.merging import merged, refused
from tests.support.positions import FRIDAY, MONDAY, tally

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return make.ClaimFactory(slug="kept", context="")


@pytest.fixture
def twin():
    return make.ClaimFactory(slug="twin", context="Some context.", first_appearance=make.SourceFactory())


def test_what_refers_to_a_claim_moves(claim, twin):
    speakers = make.SpeakerFactory.create_batch(2)
    take(speakers[0], claim, "affirms", MONDAY)
    take(speakers[0], twin, "denies", FRIDAY)
    take(speakers[1], twin, "affirms", MONDAY)
    third, incident, topics = make.ClaimFactory(), make.IncidentFactory(), make.TopicFactory.create_batch(2)
    twin.relations.create(other=third, kind="supports")
    twin.relations_to.create(claim=third, kind="narrower")
    twin.relations.create(other=claim, kind="equivalent")
    make.IncidentClaimFactory(claim=claim, incident=incident)
    make.IncidentClaimFactory(claim=twin, incident=incident)
    make.IncidentClaimFactory(claim=twin, incident=incident, aspect="cause")
    claim.topics.set(topics[:1])
    twin.topics.set(topics)
    dropped = merged(claim, twin)
    assert tally(claim) == {"affirms": 1, "denies": 1, "disputed": 1}
    assert sorted(ClaimRelation.objects.values_list("claim", "other", "kind")) == sorted(
        [(claim.pk, third.pk, "supports"), (third.pk, claim.pk, "narrower")]
    )
    assert sorted(claim.incident_links.values_list("aspect", flat=True)) == ["cause", "occurrence"]
    assert set(claim.topics.all()) == set(topics)
    # The context stays empty: confirmed stances rest on it.
    assert (claim.context, claim.first_appearance) == ("", twin.first_appearance)
    assert any("equivalent" in each for each in dropped)
    assert any(twin.text in each for each in dropped)


def test_the_names_of_the_merged_claim_become_other_names_also_where_stances_are_confirmed():
    kept = make.ClaimFactory(name="Removal of the spare room subsidy")
    other = make.ClaimFactory(name="Bedroom tax", other_names=["under-occupancy charge"])
    take(make.SpeakerFactory(), kept, "affirms", MONDAY)
    dropped = merged(kept, other)
    kept.refresh_from_db()
    assert kept.name == "Removal of the spare room subsidy"
    assert kept.other_names == ["Bedroom tax", "under-occupancy charge"]
    assert not any(each.startswith("name ") for each in dropped), dropped


def test_two_confirmed_stances_that_disagree_are_refused(claim, twin):
    own = take(make.SpeakerFactory(), claim, "affirms", MONDAY)
    other = make.StanceFactory(statement=own.statement, claim=twin, position="denies")
    message = refused(claim, twin)
    assert message == (
        f"Statement “{own.statement}” affirms “kept”, and denies “twin” (stances {own.pk} and {other.pk})."
    )
    assert Stance.objects.filter(claim=twin).get() == other


def test_conditions_that_differ_are_refused(claim, twin):
    own = take(make.SpeakerFactory(), claim, "qualifies", MONDAY)
    make.StanceFactory(statement=own.statement, claim=twin, position="qualifies", qualification="if it rains")
    assert "qualifies (if there is proof)" in refused(claim, twin)


@pytest.mark.parametrize(
    ("own", "other", "stays"),
    [
        ("confirmed", "confirmed", "own"),
        ("suggested", "suggested", "own"),
        ("confirmed", "suggested", "own"),
        ("suggested", "confirmed", "other"),
        ("rejected", "confirmed", "other"),
    ],
)
def test_of_two_stances_that_agree_the_confirmed_one_or_the_kept_claims_stays(claim, twin, own, other, stays):
    said = make.StatementFactory()
    stances = {
        "own": make.StanceFactory(statement=said, claim=claim, review_status=own),
        "other": make.StanceFactory(statement=said, claim=twin, review_status=other),
    }
    dropped = merged(claim, twin)
    assert sum("stance" in each for each in dropped) == 1
    assert Stance.objects.get() == stances[stays]
    assert Stance.objects.get().claim == claim


def test_a_suggestion_that_says_something_else_stays_beside_a_confirmed_stance(claim, twin):
    said = make.StatementFactory()
    make.StanceFactory(statement=said, claim=claim)
    make.StanceFactory(statement=said, claim=twin, position="denies", review_status="suggested")
    merged(claim, twin)
    assert claim.stances.count() == 2


@pytest.mark.parametrize("kind", ["contradicts", "narrower", "supports", "depends_on"])
def test_claims_that_bear_on_each_other_are_refused(claim, twin, kind):
    twin.relations.create(other=claim, kind=kind)
    assert refused(claim, twin) == f"Claims that are one have no relation: “twin {kind} kept”."


def test_relations_that_hold_both_ways_stay_once(claim, twin):
    third = make.ClaimFactory()
    third.relations.create(other=claim, kind="contradicts")
    twin.relations.create(other=third, kind="contradicts")
    merged(claim, twin)
    assert ClaimRelation.objects.values_list("claim", "other").get() == (third.pk, claim.pk)


def test_reviews_move_and_a_published_one_stays_as_it_is(claim, twin):
    make.ReviewFactory(claim=claim, slug="own", verdict="false")
    make.ReviewFactory(claim=twin, slug="published", verdict="true")
    make.ReviewFactory(claim=twin, slug="draft", verdict="true", status="draft")
    merged(claim, twin)
    assert {*claim.reviews.values_list("slug", flat=True)} == {"own", "published", "draft"}
    claim.tally.refresh_from_db()
    assert claim.tally.agreement == "mixed"
    assert claim.context == ""  # published reviews rest on it


ADDRESS = "https://facts.example/a"


@pytest.mark.parametrize(
    ("own", "other", "stays"),
    [
        ("published", "published", "own"),
        ("published", "draft", "own"),
        ("draft", "published", "other"),
        ("draft", "draft", "own"),
    ],
)
def test_of_two_reviews_at_one_address_the_published_one_or_the_kept_claims_stays(claim, twin, own, other, stays):
    make.ReviewFactory(claim=claim, slug="own", status=own, url=ADDRESS)
    make.ReviewFactory(claim=twin, slug="other", status=other, url=f"{ADDRESS}/?utm_source=x")
    merged(claim, twin)
    assert [*Review.objects.values_list("slug", "claim")] == [(stays, claim.pk)]


def test_two_published_reviews_at_one_address_that_differ_are_refused(claim, twin):
    make.ReviewFactory(claim=claim, slug="own", url=ADDRESS, verdict="false")
    make.ReviewFactory(claim=twin, slug="other", url=ADDRESS, verdict="true")
    told = "Review “own” says false of “kept”, and “other”, at the same address, true of “twin”."
    assert refused(claim, twin) == told


def test_a_review_of_a_promise_does_not_move_to_what_is_none(claim):
    promise = make.ClaimFactory(slug="twin", kind="promise")
    make.ReviewFactory(claim=promise, slug="outcome", verdict="kept", status="draft")
    assert refused(claim, promise) == "One of the two is a promise, and review “outcome” is of the other."
