"""`import claimreview`: the fact-checks of others become claims and reviews."""

import pytest
from django.db import transaction

from claims.models import Change, Import, ImportedRecord, Review, Source, Speaker, Stance
from tests.support import factories as make
from tests.support.factchecks import RATING, REVIEW, but

pytestmark = pytest.mark.django_db


def test_a_fact_check_becomes_a_claim_its_review_and_the_sources_it_appeared_in(review):
    made = review(REVIEW)
    assert (made.author, made.author_url, made.url) == (
        *("Checks", "https://checks.example/"),
        "https://checks.example/moon",
    )
    assert (made.rating, made.verdict, str(made.published_on), made.language, made.own) == (
        *("False", "false", "2021-06-22"),
        *("en", False),
    )
    assert (made.rating_value, made.best_rating, made.worst_rating) == (1, 5, 1)
    assert (made.claim.text, made.claim.kind, made.claim.language) == ("The moon is made of cheese.", "event", "en")
    assert set(Source.objects.values_list("url", "kind", "headline")) == {
        ("https://news.example/moon", "news_article", "Cheese!"),
        ("https://x.com/ann/status/1", "social_post", ""),
    }
    assert made.claim.first_appearance.url == "https://x.com/ann/status/1"


def test_no_speaker_and_no_stance_is_made_of_a_claimant_who_is_proposed(review, reported):
    review(REVIEW)
    assert not Speaker.objects.exists()
    assert not Stance.objects.exists()
    assert reported() == [["object 1", "proposed", "", "claimant: Ann Example (https://example.org/ann)"]]
    assert ImportedRecord.objects.get(collection="reviews").raw["itemReviewed"]["author"]["name"] == "Ann Example"


def test_a_review_waits_for_approval_by_somebody_else_than_who_imported_it(review):
    made = review(REVIEW)
    assert (made.status, made.coder.username, made.approver) == ("approval_needed", "ada", None)


def test_a_second_person_can_answer_for_the_reviews_which_publishes_them(review):
    made = review(REVIEW, reviewer="bob")
    assert (made.status, made.coder.username, made.approver.username) == ("published", "ada", "bob")
    assert Import.objects.get().reviewer.username == "bob"


def test_the_same_file_again_changes_nothing(said):
    said(REVIEW)
    before = Change.objects.count()
    assert "0 records changed, 1 as before, 0 refused" in said(REVIEW)
    assert Change.objects.count() == before


def test_a_changed_rating_changes_the_review_that_somebody_took_up_again(said, review, reported):
    said(REVIEW)
    with transaction.atomic():
        Review.objects.update(status="draft")
    made = review(but(reviewRating={**RATING, "alternateName": "Mostly false", "ratingValue": 2}))
    assert (made.rating, made.verdict, made.rating_value) == ("Mostly false", "mostly_false", 2)
    assert reported()[0] == ["object 1", "changed", "", "reviews: rating, reviews: rating_value, reviews: verdict"]


@pytest.mark.parametrize("reviewer", ["", "bob"])
def test_a_review_that_waits_or_is_published_is_not_changed_by_a_file(said, review, reported, reviewer):
    said(REVIEW, reviewer=reviewer)
    made = review(but(reviewRating="True"))
    assert made.verdict == "false"
    assert reported()[0][:2] == ["object 1", "refused"]
    assert "/reopen/" in reported()[0][3]


def test_claims_with_the_same_words_are_the_same_claim(said):
    claim = make.ClaimFactory(text="The moon  is made of CHEESE.", kind="event")
    said([REVIEW, but(url="https://others.example/1", author="Others")])
    assert set(Review.objects.values_list("claim", "author")) == {(claim.pk, "Checks"), (claim.pk, "Others")}


def test_a_review_that_is_there_already_is_the_same_one_under_another_system(said):
    said(REVIEW)
    said(REVIEW, system="feed")
    assert Review.objects.count() == 1
