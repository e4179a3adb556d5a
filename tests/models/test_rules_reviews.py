"""Rules of reviews: their ratings and verdicts, who approves them, and what stays once they are approved."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from claims.choices import ClaimKind, Verdict
from claims.models import ClaimTally, Review
from tests.support import factories as make
from tests.support.rules import accepted, execute, refused

pytestmark = pytest.mark.django_db

OUTCOMES = {"kept", "broken", "compromise", "stalled", "in_the_works", "not_yet_rated"}


def user(name):
    return User.objects.get_or_create(username=name)[0]


def draft(**fields):
    return make.ReviewFactory(**{"status": "draft"} | fields)


def write(review, **changes):
    Review.objects.filter(pk=review.pk).update(**changes)


def test_a_review_by_others_has_the_address_it_stands_at():
    with refused("review_of_others_has_url"):
        draft(url="")
    with accepted():
        draft(url="", own=True)


@pytest.mark.parametrize(
    "scale", [{"rating_value": 1}, {"best_rating": 5, "worst_rating": 1}, {"rating_value": 1, "best_rating": 5}]
)
def test_a_number_comes_with_its_scale(scale):
    with refused("review_rating_value_with_scale"):
        draft(**scale)


@pytest.mark.parametrize(
    ("value", "best", "worst"),
    [
        *((6, 5, 1), (0, 5, 1), (1, 1, 1), (3, 1, 5), (-1, -1, -1), (2, 1_000_001, 1), (1, 5, -1_000_001)),
        *((float("nan"), 5, 1), (float("inf"), 5, 1), (1, float("nan"), 1), (1, 5, float("-inf"))),
    ],
)
def test_a_rating_is_on_its_scale_whose_worst_is_below_its_best(value, best, worst):
    with refused("review_rating_value_on_scale"):
        draft(rating_value=value, best_rating=best, worst_rating=worst)


@pytest.mark.parametrize(("value", "best", "worst"), [(1, 5, 1), (5, 5, 1), (2.5, 4, 0), (0, 10, -10)])
def test_a_rating_at_the_ends_of_its_scale_is_on_it(value, best, worst):
    with accepted():
        draft(rating_value=value, best_rating=best, worst_rating=worst)


def test_a_review_by_others_is_not_proofread():
    with refused("review_of_others_not_proofread"):
        make.ReviewFactory(status="proofreading_needed")


@pytest.mark.parametrize("status", ["proofreading_needed", "published"])
def test_what_somebody_wrote_is_approved_by_somebody_else(status):
    for approver in (None, user("alice")):
        with refused("review_approved_by_somebody_else"):
            make.ReviewFactory(status=status, own=True, coder=user("alice"), approver=approver)
    with accepted():
        make.ReviewFactory(status=status, own=True, coder=user("alice"), approver=user("bob"))
    with accepted():
        make.ReviewFactory(status=status, own=True)  # nobody is known to have written it, as in fixtures


def test_a_claim_has_one_review_from_one_address_however_it_is_written():
    review = draft(url="https://facts.example/a?b=1")
    with refused("review_url_unique"):
        draft(claim=review.claim, url="http://FACTS.example/a/?b=1&utm_source=x#top")
    with accepted():
        draft(url="https://facts.example/a?b=1")  # of another claim
        draft(claim=review.claim, url="", own=True)
        draft(claim=review.claim, url="", own=True)


@pytest.mark.parametrize("verdict", Verdict.values)
@pytest.mark.parametrize("kind", ["promise", "prediction"])
def test_outcomes_are_for_promises_and_other_verdicts_for_other_claims(kind, verdict):
    fits = verdict == "other" or (verdict in OUTCOMES) == (kind == "promise")
    with accepted() if fits else refused("review_verdict_fits_claim"):
        draft(claim=make.ClaimFactory(kind=kind), verdict=verdict)


@pytest.mark.parametrize(("kind", "verdict"), [("promise", "kept"), ("event", "false")])
def test_the_kind_of_a_claim_does_not_change_away_from_the_verdicts_on_it(kind, verdict):
    claim = draft(claim=make.ClaimFactory(kind=kind), verdict=verdict).claim
    other_kinds = [each for each in ClaimKind.values if (each == "promise") != (kind == "promise")]
    for other in other_kinds:
        with refused("review_verdict_fits_claim"):
            type(claim).objects.filter(pk=claim.pk).update(kind=other)
    with accepted():
        type(claim).objects.filter(pk=claim.pk).update(kind=kind)


def test_a_review_does_not_move_to_a_claim_that_its_verdict_does_not_fit():
    review = draft(claim=make.ClaimFactory(kind="promise"), verdict="kept")
    with refused("review_verdict_fits_claim"):
        write(review, claim=make.ClaimFactory())


ANOTHER_REVIEW = {
    "claim_id": lambda: make.ClaimFactory().pk,
    "author": lambda: "Somebody",
    "author_url": lambda: "https://somebody.example/",
    "url": lambda: "https://somebody.example/found",
    "headline": lambda: "Found out",
    "published_on": lambda: date(2025, 9, 1),
    "published_on_precision": lambda: "month",
    "language": lambda: "da",
    "rating": lambda: "Forkert",
    "rating_value": lambda: 2,
    "best_rating": lambda: 6,
    "worst_rating": lambda: 0,
    "verdict": lambda: "mostly_false",
    "body": lambda: "On second thoughts.",
    "own": lambda: False,
    "coder_id": lambda: user("somebody").pk,
    "approver_id": lambda: user("somebody").pk,
    "review_note": lambda: "Well done.",
    "status": lambda: "proofreading_needed",
}
# Proofreading is about these; and the status itself is what becomes of a review.
PROOFREAD = {"headline", "body", "language", "author_url", "published_on", "published_on_precision", "review_note"}


def finished(status):
    """A review of ours with all that one can have."""
    scale = {"rating_value": 1, "best_rating": 5, "worst_rating": 1}
    day = {"published_on": date(2025, 1, 1), "published_on_precision": "day"}
    return make.ReviewFactory(own=True, status=status, coder=user("alice"), approver=user("bob"), **scale, **day)


def test_all_columns_are_tried():
    free = {"id", "slug", "created_at", "updated_at"}
    assert {field.attname for field in Review._meta.concrete_fields} == ANOTHER_REVIEW.keys() | free


@pytest.mark.parametrize("column", ANOTHER_REVIEW)
def test_a_published_review_stays_as_it_is(column):
    review = finished("published")
    with refused("review_is_as_published"):
        write(review, **{column: ANOTHER_REVIEW[column]()})


@pytest.mark.parametrize("column", [each for each in ANOTHER_REVIEW if each != "status"])
def test_of_an_approved_review_the_words_alone_are_changed(column):
    review = finished("proofreading_needed")
    with accepted() if column in PROOFREAD else refused("review_is_as_approved"):
        write(review, **{column: ANOTHER_REVIEW[column]()})


def test_an_approved_review_is_published_without_another_verdict():
    review = finished("proofreading_needed")
    with refused("review_is_as_approved"):
        write(review, status="published", verdict="true")
    with accepted():
        write(review, status="published", body="Without typing errors.")


@pytest.mark.parametrize("status", ["proofreading_needed", "published"])
def test_a_review_that_is_taken_up_again_may_change(status):
    review = finished(status)
    with accepted():
        write(review, status="draft", approver=None, verdict="true", body="On second thoughts.")


def test_a_published_review_is_not_deleted_before_it_is_taken_up_again():
    review = finished("published")
    with refused("review_is_as_published"):
        execute("DELETE FROM claims_review WHERE id = %s", review.pk)
    write(review, status="draft")
    with accepted():
        execute("DELETE FROM claims_review WHERE id = %s", review.pk)


def test_a_claim_stays_as_published_reviews_found_it():
    review = finished("published")
    with refused("claim_is_as_reviewed"):
        type(review.claim).objects.filter(pk=review.claim_id).update(text="It was nobody.")
    write(review, status="draft")
    with accepted():
        type(review.claim).objects.filter(pk=review.claim_id).update(text="It was nobody.")


def test_agreement_is_derived_and_nothing_else():
    tally = make.ReviewFactory().claim.tally
    with refused("positions_are_derived"):
        ClaimTally.objects.filter(pk=tally.pk).update(agreement="mixed")
    execute("SET LOCAL claims.refreshing = 'on'")
    with refused("claim_tally_agreement_valid"):
        ClaimTally.objects.filter(pk=tally.pk).update(agreement="x")
