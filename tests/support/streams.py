"""Reads streams of lists in tests, and the pages that they are compared with."""

import csv
import io
import json
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.test import Client

from tests.support.endpoints import READER

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> int:
    """Streams read five rows at a time."""
    for module in ("claims.api.sql.snapshot", "claims.api.views.streams"):
        monkeypatch.setattr(f"{module}.BATCH", 5)
    return 5


def streamed(path: str, client: Client = READER, **headers: str) -> bytes:
    """The body of a stream that is complete."""
    response: Any = client.get(path, headers=headers)
    if not response.streaming:
        raise AssertionError(f"{path}: {response.status_code} {response.content.decode()}")
    return b"".join(response.streaming_content)


def status_of(path: str, client: Client = READER) -> int:
    """The status of an answer, which may be a stream: that is read to its end."""
    response: Any = client.get(path)
    content_of(response)
    return int(response.status_code)


def content_of(response: Any) -> bytes:
    """The body of an answer, which may be a stream: that is read to its end, and holds up no other one."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def lines_of(body: bytes) -> list[bytes]:
    assert body.endswith(b"\n")
    return body[:-1].split(b"\n")


def rows_of(body: bytes) -> list[bytes]:
    """The lines of a stream of NDJSON that are rows."""
    return [line for line in lines_of(body) if not line.startswith(b'{"@')]


def marks_of(body: bytes) -> list[Any]:
    """Those that are none, as JSON; the last one says that the stream is complete."""
    return [json.loads(line) for line in lines_of(body) if line.startswith(b'{"@')]


def paged(path: str, client: Client = READER) -> list[bytes]:
    """The rows of all pages of a list, as bytes: the pages' contents without what is around the rows."""
    pages = []
    while path:
        response = client.get(path)
        assert response.status_code == 200, response.content.decode()
        rows = response.content.partition(b', "results": [')[2]
        assert rows.endswith(b"]}")
        pages += [rows[:-2]] if rows != b"]}" else []
        following = urlsplit(json.loads(response.content)["next"] or "")
        path = f"{following.path}?{following.query}" if following.path else ""
    return pages


def records(body: bytes) -> list[dict[str, str]]:
    """The records of a stream of CSV, by the names of its columns; without the last one."""
    names, *found, last = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True)
    assert last == [f"#complete {len(found)} rows", *[""] * (len(names) - 1)]
    return [dict(zip(names, each, strict=True)) for each in found]


def sheet(body: bytes) -> list[list[Any]]:
    """The rows of the only sheet of a file of XLSX: numbers, truth values, texts, and None for an empty cell."""
    with ZipFile(io.BytesIO(body)) as file:
        root, shared = (parsed(file, name) for name in ("worksheets/sheet1", "sharedStrings"))
    assert root.find(f".//{MAIN}f") is None, "There is a formula."
    texts = ["".join(part.text or "" for part in each.iter(f"{MAIN}t")) for each in shared]
    return [placed(row, texts) for row in root.iter(f"{MAIN}row")]


def parsed(file: ZipFile, name: str) -> Any:
    """A part of a file of XLSX, or nothing where it has no such part."""
    path = f"xl/{name}.xml"
    return ElementTree.fromstring(file.read(path) if path in file.namelist() else "<none/>")  # noqa: S314


def placed(row: Any, texts: list[str]) -> list[Any]:
    cells: dict[int, Any] = {}
    for cell in row:
        letters = cell.get("r").rstrip("0123456789")
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        value = "".join(part.text or "" for part in (*cell.iter(f"{MAIN}v"), *cell.iter(f"{MAIN}t")))
        kind = cell.get("t", "n")
        cells[column] = {"n": float, "b": lambda text: text == "1", "s": lambda text: texts[int(text)]}.get(kind, str)(
            value
        )
    return [cells.get(number) for number in range(1, max(cells, default=0) + 1)]
