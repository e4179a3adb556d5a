"""How streams are asked for, and what is refused."""

import gzip
from typing import Any

import brotli
import pytest

from claims.api.http.coding import zstd
from claims.api.streams.places import places
from tests.support import factories as make
from tests.support.asking import ask, complaints
from tests.support.clients import Keyed
from tests.support.endpoints import READER
from tests.support.streams import lines_of, rows_of, streamed

pytestmark = pytest.mark.django_db
TOPICS = "/api/v1/topics/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def topics(db: None) -> None:
    for slug in ("war", "peace"):
        make.TopicFactory(slug=slug)


@pytest.mark.parametrize(
    ("form", "media_type"), [("ndjson", "application/x-ndjson"), ("csv", "text/csv"), ("xlsx", XLSX)]
)
def test_a_form_is_asked_for_by_its_name_or_its_media_type(topics: None, form: str, media_type: str) -> None:
    asked = [(f"?format={form}", "*/*"), ("", media_type), (f"?format={form}", "image/png")]
    for query, accept in asked:
        response: Any = READER.get(f"{TOPICS}{query}", headers={"Accept": accept})
        assert response.status_code == 200
        assert response["Content-Type"].partition(";")[0] == media_type
        assert response["Content-Disposition"] == f'attachment; filename="topics.{form}"'
        assert response["Vary"].startswith("Accept, Accept-Encoding, Authorization")
        assert response["Cache-Control"] == "no-store"
        assert "ETag" not in response
        b"".join(response.streaming_content)


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html,application/xml;q=0.9,*/*;q=0.8"])
def test_a_page_is_json_wherever_all_forms_are_the_same_to_a_client(topics: None, accept: str) -> None:
    assert READER.get(TOPICS, headers={"Accept": accept}).json()["next"] is None
    assert READER.get(f"{TOPICS}?format=json", headers={"Accept": "text/csv"}).json()["next"] is None


def test_a_form_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    assert complaints(ask(f"{TOPICS}?format=xml")) == {"format": "“xml” is none of json, ndjson, csv, xlsx."}
    assert READER.get(TOPICS, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("path", ["topics/war/", "search/?q=war", "claims/match/?text=war"])
def test_what_is_no_list_has_one_form(topics: None, path: str) -> None:
    joint = "&" if "?" in path else "?"
    assert READER.get(f"/api/v1/{path}{joint}format=csv").status_code == 400
    assert READER.get(f"/api/v1/{path}", headers={"Accept": "text/csv"}).status_code == 406


def test_what_means_nothing_for_a_stream_is_refused(topics: None) -> None:
    assert list(complaints(ask(f"{TOPICS}?format=csv&limit=10&count=exact"))) == ["limit", "count"]
    assert list(complaints(ask(f"{TOPICS}?format=ndjson&bom=true&trailer=false"))) == ["bom", "trailer"]
    assert list(complaints(ask(f"{TOPICS}?bom=true"))) == ["bom"]
    assert list(complaints(ask(f"{TOPICS}?format=csv&bom=yes"))) == ["bom"]
    back = ask(f"{TOPICS}?limit=1&cursor={ask(f'{TOPICS}?limit=1').json()['next'].partition('cursor=')[2]}")
    previous = back.json()["previous"].partition("cursor=")[2]
    assert list(complaints(ask(f"{TOPICS}?format=csv&cursor={previous}"))) == ["cursor"]


def test_errors_of_a_stream_are_those_of_a_page(topics: None) -> None:
    assert complaints(ask("/api/v1/statements/?format=csv&speaker=nobody&fields=nothing")).keys() == {
        "speaker",
        "fields",
    }
    assert complaints(ask("/api/v1/statements/?format=csv&speaker=nobody")).keys() == {"speaker"}
    assert READER.get("/api/v1/claims/nothing/stances/?format=csv").status_code == 404


def test_a_former_slug_means_the_present_row(editor: Keyed) -> None:
    claim, other = make.ClaimFactory(slug="kept"), make.ClaimFactory(slug="former")
    make.StanceFactory(claim=claim)
    assert editor.post("claims/kept/merge/", {"merged": other.slug}).status_code == 200
    assert len(rows_of(streamed("/api/v1/stances/?format=ndjson&claim=former"))) == 1
    moved = ask("/api/v1/claims/former/stances/?format=csv&brief=true")
    assert moved.status_code == 301
    assert moved["Location"].endswith("/api/v1/claims/kept/stances/?format=csv&brief=true")


def test_head_answers_with_the_headers_and_reads_no_further(topics: None) -> None:
    response: Any = READER.head(f"{TOPICS}?format=csv")
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert b"".join(response.streaming_content) == b""
    assert READER.head(f"{TOPICS}?format=xml").status_code == 400
    assert places.taken == 0


DECODERS = {"gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstd.decompress}


@pytest.mark.parametrize("coding", DECODERS)
def test_a_stream_is_compressed_as_it_goes_where_the_client_accepts_that(topics: None, coding: str) -> None:
    response: Any = READER.get(f"{TOPICS}?format=ndjson", headers={"Accept-Encoding": coding})
    assert response["Content-Encoding"] == coding
    assert DECODERS[coding](b"".join(response.streaming_content)) == streamed(f"{TOPICS}?format=ndjson")


def test_beyond_the_places_a_stream_is_refused_and_pages_are_not(topics: None, settings: Any) -> None:
    settings.STREAMS = 1
    first: Any = READER.get(f"{TOPICS}?format=ndjson")
    refused = READER.get(f"{TOPICS}?format=ndjson")
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert refused.json()["type"] == "/problems/#unavailable"
    assert READER.get(TOPICS).status_code == 200
    assert len(lines_of(b"".join(first.streaming_content))) == 3
    assert READER.get(f"{TOPICS}?format=xml").status_code == 400
    assert len(rows_of(streamed(f"{TOPICS}?format=ndjson"))) == 2


def test_a_reader_sees_no_suggested_stance_in_a_stream_and_a_reviewer_does(reviewer: Keyed) -> None:
    statement = make.StatementFactory()
    make.StanceFactory(statement=statement, review_status="confirmed")
    suggested = make.StanceFactory(statement=statement, review_status="suggested")
    for form in ("ndjson", "csv"):
        path = f"/api/v1/stances/?format={form}&fields=claim.slug"
        assert suggested.claim.slug.encode() not in streamed(path)
        seen = streamed(path, reviewer.client, Authorization=f"Bearer {reviewer.key}")
        assert suggested.claim.slug.encode() in seen
        path = f"/api/v1/statements/?format={form}&fields=stances.claim.slug"
        assert suggested.claim.slug.encode() not in streamed(path)


def test_the_feed_of_changes_says_at_its_end_how_to_go_on(topics: None) -> None:
    assert lines_of(streamed("/api/v1/changes/?format=ndjson"))[-1].startswith(b'{"@complete": true, "@rows": ')
    assert b'"@since": "' in lines_of(streamed("/api/v1/changes/?format=ndjson"))[-1]
