"""`/feeds/claimreview.json`: our own published reviews for aggregators, as their pages tell them, in one stream."""

import json
import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.api.streams.places import places
from claims.models import Review
from tests.support import factories as make
from tests.support.commands import run
from tests.support.streams import small_batches, streamed

__all__ = ["small_batches"]

pytestmark = pytest.mark.django_db
FEED = "/feeds/claimreview.json"
HOST = "http://localhost"


def ours(slug, **given):
    return make.ReviewFactory(slug=slug, **{"own": True, "url": "", "author": "Us", **given})


def feed(address=FEED):
    return json.loads(streamed(address))


def fed():
    """The slugs of the reviews in the feed, in its order."""
    return [each["url"].split("/")[-2] for each in feed()["dataFeedElement"]]


def on_its_page(reader, slug):
    """The ClaimReview in the page of a review."""
    html = reader.get(f"/reviews/{slug}/").content.decode()
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return next(each for each in json.loads(script)["@graph"] if each["@type"] == "ClaimReview")


def test_it_is_a_feed_of_data_commons_with_an_element_for_each_review():
    claim = make.ClaimFactory(slug="it", text="It was closed.", language="en")
    make.take(make.SpeakerFactory(slug="ann", name="Ann"), claim, "affirms", "2025-09-23")
    ours("r", claim=claim, rating="Not quite", verdict="mostly_false", headline="Open", published_on="2025-09-24")
    moment = {"created_at": "2025-09-24T10:00:00Z", "updated_at": "2025-09-25T11:30:00Z"}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger
        cursor.execute("UPDATE claims_review SET created_at = %(created_at)s, updated_at = %(updated_at)s", moment)
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert feed() == {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "url": f"{HOST}/feeds/claimreview.json",
        "dataFeedElement": [
            {
                "@type": "DataFeedItem",
                "url": f"{HOST}/reviews/r/",
                "dateCreated": "2025-09-24T10:00:00Z",
                "dateModified": "2025-09-25T11:30:00Z",
                "item": [
                    {
                        "@type": "ClaimReview",
                        "@id": f"{HOST}/reviews/r/",
                        "url": f"{HOST}/reviews/r/",
                        "claimReviewed": "It was closed.",
                        "author": {"@type": "Organization", "name": "Us"},
                        "datePublished": "2025-09-24",
                        "headline": "Open",
                        "reviewRating": {
                            "@type": "Rating",
                            "alternateName": "Not quite",
                            "ratingValue": 2,
                            "bestRating": 5,
                            "worstRating": 1,
                        },
                        "itemReviewed": {
                            "@type": "Claim",
                            "@id": f"{HOST}/claims/it/",
                            "url": f"{HOST}/claims/it/",
                            "text": "It was closed.",
                            "author": [
                                {
                                    "@type": "Person",
                                    "@id": f"{HOST}/speakers/ann/",
                                    "url": f"{HOST}/speakers/ann/",
                                    "name": "Ann",
                                }
                            ],
                        },
                    }
                ],
            }
        ],
    }


def test_an_element_has_what_the_page_of_its_review_has(reader):
    claim = make.ClaimFactory(text="</script> & “so”")
    for number in range(23):  # more than a page tells
        make.take(make.SpeakerFactory(name=f"Speaker {number}"), claim, "affirms", "2025-09-23")
    often = make.SpeakerFactory(name="Often")
    for day in ("2025-09-20", "2025-09-21"):
        make.take(often, claim, "affirms", day)
    for position in ("denies", "reports", "questions"):
        make.take(make.SpeakerFactory(name=position), claim, position, "2025-09-23")
    make.take(make.SpeakerFactory(name="Speaking"), claim, "affirms", "2025-09-23", on_behalf_of=make.SpeakerFactory())
    ours("many", claim=claim, author_url="https://us.example/", language="en")
    ours("nobody", verdict="satire", published_on="2025-09-01", published_on_precision="month")
    for element in feed()["dataFeedElement"]:
        [item] = element["item"]
        assert item == on_its_page(reader, element["url"].split("/")[-2])
    told = {each["url"]: each["item"][0]["itemReviewed"].get("author", []) for each in feed()["dataFeedElement"]}
    assert told[f"{HOST}/reviews/many/"][0]["name"] == "Often"
    assert [len(told[f"{HOST}/reviews/{slug}/"]) for slug in ("many", "nobody")] == [20, 0]


@pytest.mark.parametrize("status", ["draft", "approval_needed", "proofreading_needed"])
def test_it_has_no_review_that_is_not_published_whoever_asks(editor, status):
    ours("written", status=status, **({"approver": User.objects.create()} if status == "proofreading_needed" else {}))
    ours("published")
    assert fed() == ["published"]
    body = b"".join(editor.get(FEED).streaming_content)
    assert b"/reviews/published/" in body
    assert b"/reviews/written/" not in body


def test_it_has_no_review_by_others():
    make.ReviewFactory(slug="theirs")
    assert fed() == []


def test_the_review_that_was_published_last_comes_first_each_time(small_batches):
    days = {"a": "2025-01-01", "b": "2025-03-01", "c": None, "d": "2025-02-01", "e": "2025-03-01", "f": "2025-03-01"}
    for slug, day in days.items():
        ours(slug, published_on=day)
    assert [fed(), fed()] == [["f", "e", "b", "d", "a", "c"]] * 2


def test_without_reviews_it_is_a_feed_without_elements():
    assert feed()["dataFeedElement"] == []


def test_it_is_the_same_in_every_language():
    ours("r")
    assert streamed(f"/de{FEED}") == streamed(f"/en{FEED}") == streamed(FEED)


def test_a_feed_that_breaks_off_is_no_json(reader, small_batches):
    for number in range(12):
        ours(f"r-{number:02}")
    whole = streamed(FEED)
    response = reader.get(FEED)
    sent = iter(response.streaming_content)
    read = [next(sent), next(sent)]
    with connection.cursor() as cursor:
        cursor.execute("CLOSE claims_stream")
    with pytest.raises(DatabaseError, match="claims_stream"):
        read += sent
    body = b"".join(read)
    assert whole.startswith(body)
    assert b"/reviews/r-11/" in body
    with pytest.raises(ValueError, match="delimiter"):
        json.loads(body)
    assert places.taken == 0


def test_thirty_reviews_take_as_many_statements_as_one():
    ours("first")
    numbers = []
    for more in (0, 29):
        for number in range(more):
            ours(f"r-{number}")
        with CaptureQueriesContext(connection) as asked:
            assert len(fed()) == 1 + more
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_no_more_reviews_are_read_at_a_time_than_a_batch_has(reader, small_batches):
    for number in range(12):
        ours(f"r-{number:02}")
    parts = list(reader.get(FEED).streaming_content)
    assert [part.count(b"DataFeedItem") for part in parts if part] == [0, 5, 5, 2, 0]


def test_it_is_sent_as_streams_are(reader):
    response = reader.get(FEED, headers={"Accept-Encoding": "gzip"})
    assert (response.status_code, response["Content-Type"]) == (200, "application/ld+json")
    assert (response["Cache-Control"], response["Content-Encoding"]) == ("no-store", "gzip")
    assert response["Content-Disposition"] == 'attachment; filename="claimreview.json"'
    assert "ETag" not in response
    assert places.taken == 1
    b"".join(response.streaming_content)
    assert places.taken == 0


def test_head_answers_with_its_headers_and_keeps_no_place(reader):
    response = reader.head(FEED)
    assert (response.status_code, response["Content-Type"]) == (200, "application/ld+json")
    assert b"".join(response.streaming_content) == b""
    assert places.taken == 0


def test_beyond_the_places_of_streams_it_is_refused(reader, settings):
    settings.STREAMS = 1
    lists = reader.get("/api/v1/topics/?format=ndjson")
    refused = reader.get(FEED)
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert refused.json()["type"] == "/problems/#unavailable"
    b"".join(lists.streaming_content)
    assert feed()["dataFeedElement"] == []


def test_it_takes_no_parameters_but_those_that_others_append(reader):
    assert reader.get(f"{FEED}?author=us").status_code == 400
    assert feed(f"{FEED}?utm_source=mail")["url"] == f"{HOST}{FEED}"


@pytest.mark.parametrize("address", ["/reviews/", "/reviews/r/", "/developers/"])
def test_pages_lead_to_it(reader, address):
    ours("r")
    assert 'href="/en/feeds/claimreview.json"' in reader.get(f"/en{address}").content.decode()


def test_the_page_of_a_review_by_others_does_not(reader):
    make.ReviewFactory(slug="theirs")
    assert "claimreview.json" not in reader.get("/reviews/theirs/").content.decode()


def test_an_empty_tracker_imports_the_reviews_of_the_feed(tmp_path):
    with transaction.atomic():
        for slug, rating, verdict in (("a", "Falsch", "false"), ("b", "Half true", "half_true")):
            claim = make.ClaimFactory(text=f"It was {slug}.", language="en")
            make.take(make.SpeakerFactory(name="Ann"), claim, "affirms", "2025-09-23")
            ours(
                slug,
                claim=claim,
                rating=rating,
                verdict=verdict,
                author_url="https://us.example/",
                headline=f"On {slug}",
                language="en",
                published_on="2025-09-24",
            )
        (tmp_path / "feed.json").write_bytes(streamed(FEED))
        transaction.set_rollback(True)
    assert not Review.objects.exists()
    User.objects.create_user("ada").groups.add(Group.objects.get_or_create(name="coder")[0])
    run("import", "claimreview", tmp_path / "feed.json", coder="ada", report=tmp_path / "report.csv")
    fields = ("url", "claim__text", "author", "author_url", "headline", "language", "rating", "verdict", "rating_value")
    assert sorted(Review.objects.values_list(*fields)) == [
        (
            *(f"{HOST}/reviews/a/", "It was a.", "Us", "https://us.example/", "On a"),
            *("en", "Falsch", "false", 1),
        ),
        (
            *(f"{HOST}/reviews/b/", "It was b.", "Us", "https://us.example/", "On b"),
            *("en", "Half true", "half_true", 3),
        ),
    ]
    assert {str(each.published_on) for each in Review.objects.all()} == {"2025-09-24"}
