"""Every list as a stream: the rows of its pages, byte for byte, with all that the list accepts."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from tests.support.endpoints import LISTS, READER, Endpoint, every_sorted_list
from tests.support.naming import naming
from tests.support.streams import marks_of, paged, records, rows_of, sheet, streamed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows", "small_batches")]
WORLD_SIZE = 12

ORDERINGS = [
    pytest.param(endpoint, sign + name, id=f"{endpoint} by {sign}{name}")
    for endpoint in LISTS
    for name in endpoint.parameters.orderings
    for sign in ("", "-")
]


def test_every_list_is_streamed_but_the_search() -> None:
    assert [str(each) for each in LISTS if not each.parameters.streamed] == ["search-list"]
    assert len(LISTS) > 20


@pytest.mark.parametrize(("endpoint", "ordering"), ORDERINGS)
def test_a_stream_has_the_rows_of_all_pages_to_the_byte(endpoint: Endpoint, ordering: str) -> None:
    path = endpoint.path(f"ordering={ordering}")
    whole = streamed(f"{path}&format=ndjson")
    assert b",".join(rows_of(whole)) == b",".join(paged(f"{path}&limit=7"))
    assert len(rows_of(whole)) >= 12
    assert marks_of(whole)[-1]["@complete"] is True


@every_sorted_list
def test_every_line_of_a_stream_is_json_and_the_last_one_counts_the_rows(endpoint: Endpoint) -> None:
    whole = streamed(endpoint.path("format=ndjson"))
    rows = [json.loads(row) for row in rows_of(whole)]
    *cursors, complete = marks_of(whole)
    assert (complete["@complete"], complete["@rows"]) == (True, len(rows))
    assert [mark["@rows"] for mark in cursors] == [*range(5, len(rows) + 1, 5)]


@every_sorted_list
def test_a_stream_goes_on_from_each_of_its_cursors(endpoint: Endpoint) -> None:
    path = endpoint.path(f"format=ndjson&fields={naming(endpoint)}")
    whole = streamed(path)
    for mark in marks_of(whole)[:-1]:
        rest = streamed(f"{path}&cursor={mark['@cursor']}")
        assert rows_of(rest) == rows_of(whole)[mark["@rows"] :]
        assert marks_of(rest)[-1]["@rows"] == len(rows_of(whole)) - mark["@rows"]


@every_sorted_list
def test_a_cursor_of_a_page_begins_a_stream_and_one_of_a_stream_a_page(endpoint: Endpoint) -> None:
    path = endpoint.path(f"fields={naming(endpoint)}")
    whole = streamed(f"{path}&format=ndjson")
    following = READER.get(f"{path}&limit=5").json()["next"].partition("cursor=")[2]
    assert rows_of(streamed(f"{path}&format=ndjson&cursor={following}")) == rows_of(whole)[5:]
    page = READER.get(f"{path}&limit=3&cursor={marks_of(whole)[0]['@cursor']}").json()["results"]
    assert page == [json.loads(row) for row in rows_of(whole)[5:8]]


@every_sorted_list
def test_a_table_has_a_record_for_each_row_and_a_column_for_each_value(endpoint: Endpoint) -> None:
    rows = [json.loads(row) for row in rows_of(streamed(endpoint.path("format=ndjson")))]
    found = records(streamed(endpoint.path("format=csv")))
    for row, record in zip(rows, found, strict=True):
        assert {name: read(cell, value_at(row, name)) for name, cell in record.items()} == by_column(row, record)
        assert {name.partition(".")[0] for name in record} == {*row}


@every_sorted_list
def test_a_sheet_has_the_cells_of_the_table_with_their_types(endpoint: Endpoint) -> None:
    rows = [json.loads(row) for row in rows_of(streamed(endpoint.path("format=ndjson")))]
    names, *cells = sheet(streamed(endpoint.path("format=xlsx")))
    for row, found in zip(rows, cells, strict=True):
        record = dict(zip(names, [*found, *[None] * (len(names) - len(found))], strict=True))
        for name, cell in record.items():
            value = value_at(row, name)
            assert (cell if isinstance(value, bool | int | float) else read(cell or "", value)) == value, name


def read(cell: str, value: Any) -> Any:
    """What a cell says, of the type of the value that it is compared with."""
    if isinstance(value, list | dict):
        return json.loads(cell)
    if isinstance(value, bool):
        return {"true": True, "false": False}[cell]
    if isinstance(value, int | float):
        return type(value)(cell)
    return (cell or None) if value is None else cell.removeprefix("'")


def by_column(row: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: value_at(row, name) for name in names}


def value_at(row: Any, path: str) -> Any:
    """The value at a dotted path; None behind a row that is not there."""
    for name in path.split("."):
        row = None if row is None else row[name]
    return row
