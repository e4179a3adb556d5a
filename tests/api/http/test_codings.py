"""Answers are compressed where a client accepts that; each coding has its own tag, and all of them name one answer."""

import gzip
import json
import sys
from typing import Any

import brotli
import pytest
from django.test import Client

from claims.api.http.coding import accepted
from claims.api.http.kept import answers
from tests.support.clients import Keyed
from tests.support.factories import SpeakerFactory, TopicFactory

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DECODERS = {"gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstd.decompress}
MARK = "/api/v1/speakers/mark/"

NEGOTIATED = [
    ("", ""),
    ("identity", ""),
    ("gzip", "gzip"),
    ("gzip, deflate, br, zstd", "zstd"),
    ("gzip, deflate, br", "br"),
    ("GZIP;q=1.0, br;q=0.5", "gzip"),
    ("br;q=0, gzip", "gzip"),
    ("*", "zstd"),
    ("*;q=0", ""),
    ("*, zstd;q=0", "br"),
    ("identity, gzip;q=0.5", ""),
    ("deflate", ""),
    ("gzip;q=nonsense", ""),
    ("gzip;q=0.001", "gzip"),
]


@pytest.mark.parametrize(("header", "coding"), NEGOTIATED)
def test_the_coding_is_the_best_that_the_client_accepts(header: str, coding: str) -> None:
    assert accepted(header) == coding


@pytest.fixture
def mark(db: None) -> None:
    SpeakerFactory(slug="mark", summary="Mark says much. " * 100)


@pytest.mark.usefixtures("mark")
@pytest.mark.parametrize("coding", DECODERS)
def test_a_compressed_answer_is_the_same_answer_under_another_tag(reader: Client, coding: str) -> None:
    plain = reader.get(MARK)
    for _ in range(2):
        packed = reader.get(MARK, headers={"Accept-Encoding": coding})
        assert packed["Content-Encoding"] == coding
        assert packed["Content-Length"] == str(len(packed.content))
        assert DECODERS[coding](packed.content) == plain.content
        assert len(packed.content) < len(plain.content) / 3
        assert packed["ETag"] == f'{plain["ETag"][:-1]}-{coding}"'
        assert "Accept-Encoding" in packed["Vary"]
    assert "Content-Encoding" not in plain
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.usefixtures("mark")
@pytest.mark.parametrize("coding", ["", *DECODERS])
@pytest.mark.parametrize("path", [MARK, "/api/v1/schema/", "/api/v1/none/"])
def test_the_stated_length_is_that_of_the_body_as_it_is_sent(reader: Client, path: str, coding: str) -> None:
    for _ in range(2):
        answer = reader.get(path, headers={"Accept-Encoding": coding})
        assert answer["Content-Length"] == str(len(answer.content))


@pytest.mark.usefixtures("mark")
@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("coding", ["", "gzip", "zstd"])
@pytest.mark.parametrize("of", ["", "gzip", "br"])
def test_a_tag_of_any_coding_revalidates_the_answer(reader: Client, of: str, coding: str, kept: bool) -> None:
    tag = reader.get(MARK, headers={"Accept-Encoding": of})["ETag"]
    if not kept:
        answers.clear()
    again = reader.get(MARK, headers={"Accept-Encoding": coding, "If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == reader.get(MARK, headers={"Accept-Encoding": coding})["ETag"]
    assert again["Vary"].startswith("Accept, Accept-Encoding, Authorization")


@pytest.mark.usefixtures("mark")
def test_a_change_may_be_based_on_a_compressed_answer(reader: Client, editor: Keyed) -> None:
    tag = reader.get(MARK, headers={"Accept-Encoding": "br"})["ETag"]
    answer = editor.patch("speakers/mark/", {"country": "DE"}, **{"If-Match": tag, "Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    again = editor.patch("speakers/mark/", {"country": "AT"}, **{"If-Match": tag})
    assert again.status_code == 412
    packed = gzip.decompress(answer.content)
    assert json.loads(packed)["country"] == "DE"
    assert editor.patch("speakers/mark/", {"country": "AT"}, **{"If-Match": answer["ETag"]}).status_code == 200


@pytest.mark.usefixtures("mark")
def test_what_is_small_is_not_compressed(reader: Client) -> None:
    TopicFactory(slug="small")
    answer = reader.get("/api/v1/topics/small/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer
    assert answer.json()["slug"] == "small"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/login/", "/admin/login/?next=/desk/read/"])
def test_pages_of_the_desk_are_not_compressed(reader: Client, path: str) -> None:
    """The desk's pages have tokens in them, next to what a client sent (BREACH)."""
    answer: Any = reader.get(path, headers={"Accept-Encoding": "gzip, br, zstd"})
    assert "Content-Encoding" not in answer


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["schema/", "docs/", "claims/match/?text=Something+happened"])
def test_answers_that_are_not_kept_are_compressed_too(reader: Client, path: str) -> None:
    plain = reader.get(f"/api/v1/{path}")
    packed = reader.get(f"/api/v1/{path}", headers={"Accept-Encoding": "gzip"})
    if len(plain.content) >= 1_000:
        assert gzip.decompress(packed.content) == plain.content
    assert packed.has_header("Content-Encoding") == (len(plain.content) >= 1_000)
