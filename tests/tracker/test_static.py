"""Static files are compressed as clients accept it, and asked for again by their date."""

import gzip
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.test import Client

STYLES = "/static/desk/read/read.css"
STORED = (Path(settings.BASE_DIR) / "claims" / "static" / "desk" / "read" / "read.css").read_bytes()


def body(response) -> bytes:
    if not response.streaming:
        return response.content
    sent = b"".join(response)
    if response.file_to_stream:
        response.file_to_stream.close()
    return sent


@pytest.mark.parametrize(
    ("accepts", "coding", "decoded"),
    [("gzip, deflate", "gzip", gzip.decompress), ("gzip;q=0.5, br", "br", brotli.decompress)],
)
def test_a_script_or_style_is_compressed_as_the_client_accepts_it(reader: Client, accepts, coding, decoded) -> None:
    response = reader.get(STYLES, headers={"Accept-Encoding": accepts})
    sent = body(response)
    assert (response["Content-Encoding"], response["Vary"]) == (coding, "Accept-Encoding")
    assert response["Content-Type"] == 'text/css; charset="utf-8"'
    assert int(response["Content-Length"]) == len(sent)
    assert decoded(sent) == STORED
    assert len(sent) < len(STORED) / 2


def test_without_a_coding_a_file_is_sent_as_it_is(reader: Client) -> None:
    response = reader.get(STYLES)
    assert "Content-Encoding" not in response
    assert response["Vary"] == "Accept-Encoding"
    assert body(response) == STORED


def test_a_small_file_or_a_picture_is_sent_as_it_is(reader: Client) -> None:
    response = reader.get("/static/web/icon.svg", headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in response
    assert body(response).startswith(b"<svg")


def test_head_says_what_get_sends(reader: Client) -> None:
    sent = body(reader.get(STYLES, headers={"Accept-Encoding": "br"}))
    response = reader.head(STYLES, headers={"Accept-Encoding": "br"})
    assert (int(response["Content-Length"]), response.content) == (len(sent), b"")


def test_an_unchanged_file_is_not_sent_again(reader: Client) -> None:
    first = reader.get(STYLES, headers={"Accept-Encoding": "br"})
    assert "ETag" not in first
    again = reader.get(STYLES, headers={"Accept-Encoding": "br", "If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, body(again)) == (304, b"")


def test_a_part_of_a_file_is_of_its_stored_bytes(reader: Client) -> None:
    response = reader.get(STYLES, headers={"Accept-Encoding": "br", "Range": "bytes=0-9"})
    assert (response.status_code, body(response)) == (206, STORED[:10])
    assert "Content-Encoding" not in response
