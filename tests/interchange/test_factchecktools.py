"""`import factchecktools`: answers of Google's Fact Check Tools API become claims and reviews."""

import hashlib
import json

import pytest

from claims.models import Claim, ImportedRecord, Review, Source, Speaker, Stance
from tests.support.commands import fails, run

pytestmark = pytest.mark.django_db
CHECK = {
    "publisher": {"name": "Checks", "site": "checks.example"},
    "url": "https://checks.example/moon",
    "title": "No, the moon is not made of cheese",
    "reviewDate": "2021-06-22T00:00:00Z",
    "textualRating": "Falsch",
    "languageCode": "de",
}
CLAIM = {
    "text": "Der Mond ist aus Käse.",
    "claimant": "Ann",
    "claimDate": "2021-06-20T10:11:12Z",
    "claimReview": [CHECK],
}
SEARCH = {"claims": [CLAIM], "nextPageToken": "CAo"}
MARKUP = {
    "url": "https://checks.example/moon",
    "claimReviewed": "The moon is made of cheese.",
    "claimDate": "2021-06-20",
    "claimAuthor": {"name": "Ann", "sameAs": "https://example.org/ann"},
    "claimFirstAppearance": "https://news.example/first",
    "claimAppearances": ["https://news.example/second"],
    "rating": {"ratingValue": 1, "worstRating": 1, "bestRating": 5, "textualRating": "False"},
}
PAGES = {
    "claimReviewMarkupPages": [
        {
            "name": "pages/1",
            "pageUrl": "https://checks.example/moon",
            "publishDate": "2021-06-22",
            "claimReviewAuthor": {"name": "Checks"},
            "claimReviewMarkups": [MARKUP],
        }
    ]
}


@pytest.fixture
def said(tmp_path, team):
    def work(*answers, text=None, command=run, **options):
        written = "\n".join(map(json.dumps, answers)) if text is None else text
        (tmp_path / "answers.json").write_text(written, encoding="utf-8")
        options = {"coder": "ada", "report": tmp_path / "report.csv", **options}
        return command("import", "factchecktools", tmp_path / "answers.json", **options)

    return work


def test_a_claim_of_a_search_becomes_a_claim_and_its_reviews(said):
    said(SEARCH)
    made = Review.objects.get()
    assert (made.claim.text, made.claim.language) == ("Der Mond ist aus Käse.", "de")
    assert (made.author, made.author_url, made.headline) == (
        *("Checks", "https://checks.example/"),
        "No, the moon is not made of cheese",
    )
    assert (made.rating, made.verdict, str(made.published_on), made.published_on_precision) == (
        *("Falsch", "false"),
        *("2021-06-22", "day"),
    )
    assert made.status == "approval_needed"


def test_a_claimant_is_proposed_and_no_speaker(said, reported):
    said(SEARCH)
    assert not Speaker.objects.exists()
    assert not Stance.objects.exists()
    assert reported() == [["claims 1, claimReview 1", "proposed", "", "claimant: Ann"]]
    assert ImportedRecord.objects.get(collection="reviews").raw["claimant"] == "Ann"


def test_a_review_is_named_by_its_address_and_the_words_of_the_claim(said):
    said(SEARCH)
    expected = hashlib.sha256("https://checks.example/moon\nder mond ist aus käse.".encode()).hexdigest()
    assert ImportedRecord.objects.get(collection="reviews").key == expected


def test_pages_of_one_s_own_markup_are_read(said):
    said(PAGES)
    made = Review.objects.get()
    assert (made.claim.text, made.author, made.rating_value) == ("The moon is made of cheese.", "Checks", 1)
    assert made.claim.first_appearance.url == "https://news.example/first"
    assert Source.objects.count() == 2


def test_several_answers_may_stand_in_one_file(said):
    other = {**CLAIM, "text": "Zwei Monde.", "claimReview": [CHECK, {**CHECK, "url": "https://others.example/1"}]}
    said(SEARCH, {"claims": [other]}, {}, PAGES)
    assert (Claim.objects.count(), Review.objects.count()) == (3, 4)


def test_the_same_answers_again_change_nothing_and_a_changed_one_its_review(said):
    said(SEARCH)
    assert "1 as before, 0 refused" in said(SEARCH)
    Review.objects.update(status="draft")
    said({"claims": [{**CLAIM, "claimReview": [{**CHECK, "textualRating": "Stimmt"}]}]})
    assert Review.objects.get().verdict == "true"


def test_what_lacks_something_is_refused_with_its_place(said, reported):
    said(
        {"claims": [{"text": "Nothing."}, {**CLAIM, "text": ""}, {**CLAIM, "claimReview": [{"url": CHECK["url"]}]}, 7]}
    )
    assert [(line[0], line[2]) for line in reported()] == [
        ("claims 1", ""),
        ("claims 2, claimReview 1", "claim_text_not_blank"),
        ("claims 3, claimReview 1", "review_rating_not_blank"),
        ("claims 4", ""),
    ]
    assert not Review.objects.exists()


def test_what_is_no_answer_is_said(said, reported):
    assert "no JSON after the beginning" in said(text="claims: none", command=fails)
    said({"error": {"code": 403}})
    assert "neither a claim" in reported()[0][3]
