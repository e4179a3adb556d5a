"""Tables of newsrooms, CSV: a line is a record, and a mapping file says which columns make which fields."""

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO, NamedTuple

from claims.services.interchange.drafts import Bundle, Refused
from claims.services.interchange.mapping import MappingFile

# A cell may be as long as a text of the tracker, and is refused by its rule where it is longer.
MOST_OF_CELL = 10_000_000
# Of a table whose mapping is proposed, the bytes and the lines that are read.
HEAD, MOST_LINES = 1_000_000, 5_000
LONGEST_CHARACTER = 4  # bytes of UTF-8


class UnreadableFileError(ValueError):
    """A file is not in its format; the message says why."""


def read_csv(stream: BinaryIO, mapping: MappingFile) -> Iterator[Bundle | tuple[str, Refused]]:
    """The records of a CSV file (RFC 4180), whose first line has the names of the columns.

    Raises:
        UnreadableFileError: it is not text in the encoding of the mapping, or no CSV.
        MappingError: it lacks a column that the mapping names.
    """
    csv.field_size_limit(min(MOST_OF_CELL, sys.maxsize))
    text = TextIOWrapper(stream, encoding=mapping.encoding, newline="")
    try:
        rows = csv.reader(text, delimiter=mapping.delimiter, strict=True)
        columns = next(rows, None)
        if not columns:
            raise UnreadableFileError("The file is empty: its first line has the names of the columns.")
        mapping.check(columns)
        yield from bundles(((f"line {rows.line_num}", row) for row in rows if row), columns, mapping)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"The file is not in {mapping.encoding}: say “encoding” in the mapping.") from error
    except csv.Error as error:
        raise UnreadableFileError(f"Line {rows.line_num} is no CSV: {error}.") from error
    finally:
        text.detach()  # whoever opened the stream closes it


class Head(NamedTuple):
    """The names of the columns of a table, its first lines, and what a mapping has to say of the file."""

    columns: list[str]
    rows: list[list[str]]
    options: dict[str, str] = {}


def head_of_csv(stream: BinaryIO) -> Head:
    """The head of a CSV file of which nothing is known.

    Raises:
        UnreadableFileError: it is no CSV.
    """
    data = stream.read(HEAD)
    options = {}
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", errors="replace")
        if error.start < len(data) - LONGEST_CHARACTER:
            text, options["encoding"] = data.decode("cp1252", errors="replace"), "cp1252"
    try:
        delimiter = csv.Sniffer().sniff(text[:10_000], delimiters=",;\t|").delimiter
    except csv.Error:
        delimiter = ","
    if delimiter != ",":
        options["delimiter"] = delimiter
    rows = list(islice(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), MOST_LINES))
    if not rows:
        raise UnreadableFileError("The file is empty: its first line has the names of the columns.")
    # The last line may be cut off.
    return Head(rows[0], rows[1:-1] if len(data) == HEAD else rows[1:], options)


def bundles(
    rows: Iterable[tuple[str, list[str]]], columns: list[str], mapping: MappingFile
) -> Iterator[Bundle | tuple[str, Refused]]:
    """The rows that each line of a table brings."""
    for place, cells in rows:
        try:
            if len(cells) != len(columns):
                raise Refused(f"It has {len(cells)} cells, and the table {len(columns)} columns.")
            row: Mapping[str, str] = dict(zip(columns, cells, strict=True))
            yield from mapping.bundles(place, row)
        except Refused as error:
            yield place, error
