"""Claims and statements as JSON-LD: as schema.org, as their pages have it, and citations as web annotations."""

import json
import re
from typing import Any

import pytest

from tests.support import factories as make
from tests.support.endpoints import READER

pytestmark = pytest.mark.django_db
JSON_LD = "application/ld+json"
ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
SAID = "/api/v1/statements/said/"


def asked(path: str, accept: str = JSON_LD, **headers: str) -> Any:
    return READER.get(path, headers={"Accept": accept, **headers})


def node(path: str) -> Any:
    return asked(path).json()["@graph"][0]


@pytest.fixture
def said(db: None) -> Any:
    """A quote with its place in a text that is kept, and in a recording."""
    source = make.SourceFactory(
        slug="news",
        url="https://courier.example/1",
        archived_url="https://web.archive.org/web/2025/https://courier.example/1",
        content="She said: “We closed it.” Then she left.",
    )
    statement = make.StatementFactory(
        slug="said", kind="quote", text="We closed it.", source=source, speaker=make.SpeakerFactory(slug="anna")
    )
    make.CitationFactory(
        statement=statement,
        exact="We closed it.",
        prefix="She said: “",
        suffix="” Then",
        start=11,
        end=24,
        media_start=12.5,
        media_end=15,
    )
    return statement


@pytest.mark.parametrize("path", ["statements/said/", "claims/it/"])
def test_json_ld_is_what_the_page_has_for_programs(said: Any, path: str) -> None:
    make.StanceFactory(
        statement=said, claim=make.ClaimFactory(slug="it"), position="affirms", review_status="confirmed"
    )
    answer = asked(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (200, JSON_LD)
    page = READER.get(f"/{path}").content.decode()
    (embedded,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert answer.json() == json.loads(embedded)


def test_a_claim_has_the_words_in_which_it_appears(said: Any) -> None:
    claim = make.ClaimFactory(slug="it", text="It was closed.")
    make.StanceFactory(statement=said, claim=claim, position="affirms", review_status="confirmed")
    make.StanceFactory(claim=claim, position="affirms", review_status="suggested")
    make.StanceFactory(claim=claim, position="denies", review_status="confirmed")
    found = node("/api/v1/claims/it/")
    assert (found["@type"], found["text"]) == ("Claim", "It was closed.")
    assert [each["@id"] for each in found["appearance"]] == ["http://localhost/statements/said/"]


def test_words_that_stand_are_a_quotation_of_the_speaker(said: Any) -> None:
    found = node(SAID)
    assert (found["@type"], found["text"]) == ("Quotation", "We closed it.")
    assert {found[name]["@id"] for name in ("creator", "spokenByCharacter")} == {"http://localhost/speakers/anna/"}
    assert {found[name]["@id"] for name in ("isBasedOn", "citation")} == {"http://localhost/sources/news/"}


def test_other_words_and_words_that_do_not_stand_are_none(said: Any) -> None:
    make.StatementFactory(slug="reported", text="That it was closed.")
    assert node("/api/v1/statements/reported/")["@type"] == "CreativeWork"
    make.correct(said, "retracted", what="It was somebody else.")
    found = node(SAID)
    assert found["@type"] == "CreativeWork"
    assert "We closed it." not in json.dumps(found)


def test_a_citation_is_an_annotation_of_the_source(said: Any) -> None:
    answer = asked(SAID, ANNOTATIONS)
    assert (answer.status_code, answer["Content-Type"]) == (200, ANNOTATIONS)
    assert answer.json() == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://localhost/api/v1/statements/said/",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": [
            {
                "id": "http://localhost/api/v1/statements/said/#citation-1",
                "type": "Annotation",
                "motivation": "identifying",
                "body": "http://localhost/api/v1/statements/said/",
                "target": {
                    "type": "SpecificResource",
                    "source": "https://courier.example/1",
                    "selector": [
                        {
                            "type": "TextQuoteSelector",
                            "exact": "We closed it.",
                            "prefix": "She said: “",
                            "suffix": "” Then",
                        },
                        {"type": "TextPositionSelector", "start": 11, "end": 24},
                        {
                            "type": "FragmentSelector",
                            "conformsTo": "http://www.w3.org/TR/media-frags/",
                            "value": "t=12.5,15",
                        },
                    ],
                    "state": {
                        "type": "TimeState",
                        "cached": "https://web.archive.org/web/2025/https://courier.example/1",
                    },
                },
            }
        ],
    }


def test_where_a_place_is_not_known_an_annotation_has_the_words_alone() -> None:
    source = make.SourceFactory(slug="book", url="")
    statement = make.StatementFactory(slug="said", kind="quote", text="We closed it.", source=source)
    make.CitationFactory(statement=statement, exact="We closed it.")
    (found,) = asked(SAID, ANNOTATIONS).json()["items"]
    assert found["target"] == {
        "type": "SpecificResource",
        "source": "http://localhost/api/v1/sources/book/",
        "selector": [{"type": "TextQuoteSelector", "exact": "We closed it."}],
    }


@pytest.mark.parametrize("accept", [JSON_LD, ANNOTATIONS])
def test_a_document_is_tagged_and_refused_as_json_is(said: Any, accept: str) -> None:
    tag = asked(SAID, accept)["ETag"]
    assert asked(SAID, accept, **{"If-None-Match": tag}).status_code == 304
    assert tag != READER.get(SAID)["ETag"]
    assert asked("/api/v1/statements/nothing/", accept).status_code == 404
    assert asked(f"{SAID}?fields=slug", accept).status_code == 400
    said.speaker.name = "Anna Larsen"
    said.speaker.save()
    if accept == JSON_LD:
        assert asked(SAID, accept)["ETag"] != tag


@pytest.mark.parametrize("path", ["sources/news/", "statements/", "claims/"])
def test_what_has_no_json_ld_says_so(said: Any, path: str) -> None:
    assert asked(f"/api/v1/{path}").status_code == 406
