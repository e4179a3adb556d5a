"""`import claimreview` reads fact-checks however a site has written them, and says what it cannot read."""

import io
import json

import pytest

from claims.choices import Verdict
from claims.models import Claim, Review, Source
from claims.services.interchange.formats.claimreview import read_claimreview
from claims.services.interchange.formats.stream import BUFFER
from claims.services.interchange.formats.verdicts import labels, verdict_of
from claims.services.interchange.mapping import MappingFile
from tests.support.commands import fails
from tests.support.factchecks import ITEM, RATING, REVIEW, but

pytestmark = pytest.mark.django_db
FORMS = {
    "a list": [REVIEW],
    "a graph": {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, REVIEW]},
    "a list of graphs": [{"@graph": [REVIEW]}],
    "a feed": {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]},
    "a feed in a list": [{"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": REVIEW}]}],
    "one a line": json.dumps(REVIEW).encode() + b"\n" + json.dumps(REVIEW).encode() + b"\n",
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(REVIEW).encode(),
    "a page": b'<!doctype html><script type="application/ld+json">' + json.dumps(REVIEW).encode() + b"</script>",
    "microdata": {
        "type": "https://schema.org/ClaimReview",
        "properties": {
            **{name: [REVIEW[name]] for name in ("url", "claimReviewed", "datePublished")},
            "author": [{"type": "Organization", "properties": {"name": ["Checks"]}}],
            "reviewRating": {"type": "Rating", "properties": {"alternateName": ["False"]}},
        },
    },
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_file_is_read(review, form):
    made = review(FORMS[form])
    assert (made.claim.text, made.author, made.verdict) == ("The moon is made of cheese.", "Checks", "false")


@pytest.mark.parametrize(
    ("rating", "words", "verdict"),
    [
        ("Pants on Fire!", "Pants on Fire!", "false"),
        ({"alternateName": ["Falsch", "False"]}, "Falsch", "false"),
        ({"alternateName": {"@value": "Faux", "@language": "fr"}}, "Faux", "false"),
        ({"alternateName": "ФЕЙК"}, "ФЕЙК", "false"),
        ({"alternateName": "Missing Context"}, "Missing Context", "missing_context"),
        ({"alternateName": "Größtenteils&nbsp;richtig"}, "Größtenteils richtig", "mostly_true"),
        ({"alternateName": "Verdad a medias"}, "Verdad a medias", "half_true"),
        ({"ratingValue": "Satire"}, "Satire", "satire"),
        ({"name": "No evidence"}, "No evidence", "unverifiable"),
        ([{"alternateName": "Misleading"}], "Misleading", "misleading"),
    ],
)
def test_the_words_of_a_rating_give_the_verdict(review, rating, words, verdict):
    made = review(but(reviewRating=rating))
    assert (made.rating, made.verdict, made.rating_value) == (words, verdict, None)


def test_unknown_words_are_another_verdict_even_with_a_number_and_are_told(review, reported):
    made = review(but(reviewRating={**RATING, "alternateName": "Three spoons"}, itemReviewed=None))
    assert (made.verdict, made.rating_value) == ("other", 1)
    assert reported() == [
        [
            *("object 1", "verdict other", ""),
            "the rating “Three spoons” is not known: name it under [values.verdict]",
        ]
    ]


def test_a_mapping_says_what_words_of_a_publisher_come_to_and_the_kind_of_the_claims(review):
    mapping = '[claim]\nkind = "numerical"\n[values.verdict]\n"three spoons" = "mostly_false"\n'
    made = review(but(reviewRating="Three spoons!"), mapping=mapping)
    assert (made.verdict, made.claim.kind) == ("mostly_false", "numerical")


def test_an_outcome_of_a_promise_makes_its_claim_a_promise(review):
    made = review(but(reviewRating="Promise kept"))
    assert (made.verdict, made.claim.kind) == ("kept", "promise")


@pytest.mark.parametrize(
    "numbers",
    [
        {"ratingValue": 9},
        {"ratingValue": -1, "bestRating": -1, "worstRating": -1},
        {"ratingValue": 1, "bestRating": 1, "worstRating": 5},
        {"ratingValue": 5},
        {"ratingValue": "1", "bestRating": None},
        {"ratingValue": "a few"},
        {"ratingValue": "NaN"},
    ],
    ids=["off the scale", "minus one", "inverted", "said otherwise", "no best", "words", "not a number"],
)
def test_numbers_that_are_no_sound_scale_are_left_out_and_the_words_count(review, numbers):
    made = review(but(reviewRating={**RATING, **numbers}))
    assert (made.rating, made.verdict) == ("False", "false")
    assert (made.rating_value, made.best_rating, made.worst_rating) == (None, None, None)


@pytest.mark.parametrize(
    "appearance",
    [
        "https://news.example/moon",
        {"url": "https://news.example/moon"},
        {"@id": "https://news.example/moon"},
        ["https://news.example/moon"],
        [{"url": ["https://news.example/moon"]}, {"url": "https://news.example/moon"}],
    ],
    ids=["a text", "an object", "an identifier", "a list", "twice"],
)
def test_an_appearance_is_a_source_however_it_is_written(review, appearance):
    review(but(itemReviewed={"appearance": appearance}))
    assert list(Source.objects.values_list("url", flat=True)) == ["https://news.example/moon"]


def test_an_appearance_without_an_address_is_left_out_and_told(review, reported):
    review(but(itemReviewed={"appearance": "a post on a wall"}))
    assert not Source.objects.exists()
    assert reported() == [["object 1", "left out", "", "appearance: “a post on a wall” is no address"]]


@pytest.mark.parametrize(
    ("members", "rule"),
    [
        ({"claimReviewed": None}, "claim_text_not_blank"),
        ({"claimReviewed": " &nbsp; "}, "claim_text_not_blank"),
        ({"url": None, "author": "Checks"}, "review_of_others_has_url"),
        ({"url": "moon.html", "author": None}, "review_of_others_has_url"),
        ({"reviewRating": None}, "review_rating_not_blank"),
        ({"reviewRating": {"alternateName": ""}}, "review_rating_not_blank"),
    ],
)
def test_a_review_without_what_it_takes_is_refused_and_the_others_are_imported(said, reported, members, rule):
    said([but(itemReviewed=None, **members), but(url="https://checks.example/other", itemReviewed=None)])
    assert Review.objects.count() == 1
    assert [line[:3] for line in reported()] == [["item 1", "refused", rule]]


def test_a_relative_address_is_one_of_the_page_or_else_of_the_site(said):
    feed = {"dataFeedElement": [{"url": "https://checks.example/a/b", "item": [but(url="c")]}]}
    said(feed)
    said(but(url="/d"), system="other")
    assert set(Review.objects.values_list("url", flat=True)) == {
        "https://checks.example/a/c",
        "https://checks.example/d",
    }


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [
        ("2021-06-22T23:30:00-05:00", "2021-06-22", "day"),
        ("2021-06-22T10:00:00.000Z", "2021-06-22", "day"),
        ("June 22, 2021", "2021-06-22", "day"),
        ("Tue, 22 Jun 2021 10:00:00 GMT", "2021-06-22", "day"),
        ("2021/06/22", "2021-06-22", "day"),
        ("2021-06", "2021-06-01", "month"),
        ("2021", "2021-01-01", "year"),
        ("03/04/2021", None, ""),
        ("0001-01-01T00:00:00Z", None, ""),
        ("yesterday", None, ""),
        (["2021-06-22"], "2021-06-22", "day"),
        ({"@value": "2021-06-22"}, "2021-06-22", "day"),
    ],
)
def test_a_date_is_read_only_where_it_is_certain(review, written, day, precision):
    made = review(but(datePublished=written))
    assert (made.published_on and str(made.published_on), made.published_on_precision) == (day, precision)


@pytest.mark.parametrize(
    ("members", "author"),
    [
        ({"author": "Checks"}, "Checks"),
        ({"author": [{"name": "Ann"}, {"name": "Ben"}]}, "Ann, Ben"),
        ({"author": [], "publisher": {"name": "Desk"}}, "Desk"),
        ({"author": None}, "checks.example"),
        ({"@type": ["ClaimReview", "Article"]}, "Checks"),
        ({"@type": "http://schema.org/ClaimReview"}, "Checks"),
        ({"itemReviewed": [ITEM]}, "Checks"),
        ({"itemReviewed": "a claim"}, "Checks"),
        ({"itemReviewed": None}, "Checks"),
    ],
)
def test_authors_types_and_items_are_read_however_they_are_written(review, members, author):
    assert review(but(**members)).author == author


def test_entities_and_tags_are_no_words(review):
    made = review(
        but(claimReviewed="&lt;p&gt;Cats &amp;amp; dogs are <b>tax&nbsp;free</b>", headline="&quot;Free&quot;")
    )
    assert (made.claim.text, made.headline) == (
        "Cats & dogs are tax free",
        "“Free”".replace("“", '"').replace("”", '"'),
    )


def test_invisible_characters_are_no_words(review):
    made = review(but(claimReviewed="The \u200bmoon\u200e is\u00ad cheese.", headline="\ufeffMoon"))
    assert (made.claim.text, made.claim.name, made.headline) == ("The moon is cheese.", "The moon is cheese.", "Moon")


def test_a_long_rating_is_cut_and_stands_in_the_body_as_a_whole(review):
    words = "This is not so, " * 20 + "at all"
    made = review(but(reviewRating=words))
    assert (len(made.rating), made.rating[-1], made.body) == (200, "…", words)


def test_a_language_nobody_names_is_not_said_to_be_english(review):
    made = review(but(inLanguage=None))
    assert (made.language, made.claim.language) == ("", "und")


def test_what_stands_before_a_fault_in_the_file_stays_and_the_fault_has_its_place(said):
    data = json.dumps({"dataFeedElement": [{"item": [REVIEW]}]}).encode()
    broken = data[:-2] + b', {"item": [{"@type": ClaimReview}]}]}'
    words = said(broken, command=fails)
    assert "no JSON after dataFeedElement 1, before byte" in words
    assert Review.objects.count() == 1


def test_what_is_no_object_is_refused_with_its_place(said, reported):
    said({"@graph": ["nothing", REVIEW]})
    assert reported()[0][:2] == ["graph 1", "refused"]
    assert Review.objects.count() == 1


def test_a_page_without_json_ld_and_one_with_a_broken_script_are_told(said, reported):
    assert "has no JSON-LD" in said(b"<html></html>", command=fails)
    page = b'<html>\n<script type="application/ld+json">{"@type": </script>\n<script type="application/ld+json">'
    said(page + json.dumps(REVIEW).encode() + b"</script>")
    assert reported()[0][:2] == ["line 2", "refused"]
    assert Review.objects.count() == 1


def test_a_file_without_fact_checks_brings_nothing(said):
    assert "0 records changed" in said({"@type": "NewsArticle", "name": "Moon"})
    assert not Claim.objects.exists()


class Endless(io.RawIOBase):
    """A feed that goes on for ever, and counts what was read of it."""

    def __init__(self):
        self.begun, self.read_bytes = False, 0
        self.element = b'{"item": [' + json.dumps(REVIEW).encode() + b"]}, "

    def read(self, size=-1):
        data = (b"" if self.begun else b'{"@type": "DataFeed", "dataFeedElement": [') + self.element * (
            max(size // len(self.element), 0) + 1
        )
        self.begun = True
        self.read_bytes += len(data)
        return data

    def seek(self, *_):
        self.begun = False
        return 0


def test_a_feed_is_read_as_its_records_are_taken():
    feed = Endless()
    records = read_claimreview(feed, MappingFile("feed", {}, {}, {}))
    assert next(records).main.content["rating"] == "False"
    assert feed.read_bytes < 3 * BUFFER


def test_every_verdict_of_the_table_is_one():
    assert set(labels().values()) <= set(Verdict.values)
    assert verdict_of("¡Falso!", {}) == "false"
