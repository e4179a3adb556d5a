"""A sheet of XLSX with the rows of a list, written to a file that is sent once it is complete."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, Any

from rest_framework import serializers
from xlsxwriter import Workbook

from claims.api.sql.cells import NUMBERS

# The most characters of a cell, which Excel counts in UTF-16; what is cut off has the mark at its end.
LONGEST = 32_767
CUT = "… (cut off: a cell has no room for more)"
PART = 65_536  # bytes
# A text is a text, whatever it begins with.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@contextmanager
def workbook(name: str, columns: Mapping[str, Any], records: Iterable[bytes]) -> Iterator[IO[bytes]]:
    """A temporary file with one sheet, at its end.

    Args:
        name: that of the sheet.
        columns: the field of each column, by the column's name.
        records: the rows, each a record of CSV in which a text stands as it is.
    """
    with TemporaryFile() as file:
        book = Workbook(file, OPTIONS)
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns)
        write = [kind_of(field)(sheet) for field in columns.values()]
        for row, cells in enumerate(csv.reader((each.decode() for each in records), strict=True), 1):
            for column, value in enumerate(cells):
                if value:
                    write[column](row, column, value)
        book.close()
        yield file


def kind_of(field: Any) -> Any:
    if isinstance(field, NUMBERS):
        return lambda sheet: lambda row, column, value: sheet.write_number(row, column, float(value))
    if isinstance(field, serializers.BooleanField):
        return lambda sheet: lambda row, column, value: sheet.write_boolean(row, column, value == "true")
    return lambda sheet: lambda row, column, value: sheet.write_string(row, column, fitted(value))


def fitted(text: str) -> str:
    """A text that a cell has room for."""
    if 2 * len(text) <= LONGEST or len(text.encode("utf-16-le")) <= 2 * LONGEST:
        return text
    return text[: (LONGEST - len(CUT)) // 2] + CUT


def parts_of(file: IO[bytes]) -> Iterator[bytes]:
    """What a file has, from its beginning."""
    file.seek(0)
    while part := file.read(PART):
        yield part
