"""Spreadsheets of newsrooms (XLSX, XLSM, XLS, ODS): a row is a record, with the same mapping files as CSV."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from claims.services.interchange.drafts import Bundle, Refused
from claims.services.interchange.formats.tables import MOST_LINES, Head, UnreadableFileError, bundles
from claims.services.interchange.mapping import MappingFile

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


def read_sheet(stream: BinaryIO, mapping: MappingFile) -> Iterator[Bundle | tuple[str, Refused]]:
    """The records of a sheet, whose first row that is not empty has the names of the columns.

    It is the sheet that the mapping names, or else the only one. A formula stands for the value that it had when the
    file was saved, and every cell of a merged range for the value of the range.

    Raises:
        UnreadableFileError: it is no spreadsheet, or it is not clear which sheet is meant.
        MappingError: it lacks a column that the mapping names.
    """
    columns, rows = table_of(stream, mapping.sheet)
    if repeated := next((name for name in columns if name and columns.count(name) > 1), None):
        raise UnreadableFileError(f"Two columns have the name “{repeated}”.")
    mapping.check(name for name in columns if name)
    yield from bundles(((f"row {number}", fitted(cells, len(columns))) for number, cells in rows), columns, mapping)


def head_of_sheet(stream: BinaryIO) -> Head:
    """The head of the only sheet; errors are those of `read_sheet`."""
    columns, rows = table_of(stream, "")
    return Head(columns, [fitted(cells, len(columns)) for _, cells in islice(rows, MOST_LINES)])


def table_of(stream: BinaryIO, sheet: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The names of the columns of a sheet, and its other rows that are not empty, each with its number."""
    # Imported where it is needed: it takes 1 MiB, and most processes never need it.
    from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound  # noqa: PLC0415

    try:
        book = CalamineWorkbook.from_filelike(stream)
        rows = enumerate(filled(chosen(book, sheet)), 1)
    except WorksheetNotFound as error:
        names = ", ".join(f"“{name}”" for name in book.sheet_names)
        raise UnreadableFileError(f"There is no sheet “{sheet}”, but {names}.") from error
    except (CalamineError, OSError) as error:
        raise UnreadableFileError(f"The file is no spreadsheet that can be read: {error}.") from error
    table = ((number, [written(cell) for cell in row]) for number, row in rows)
    full = ((number, cells) for number, cells in table if any(cells))
    _, columns = next(full, (0, []))
    if not columns:
        raise UnreadableFileError("The sheet is empty: its first row has the names of the columns.")
    return trimmed(columns), full


def chosen(book: "CalamineWorkbook", name: str) -> "CalamineSheet":
    """The sheet of a name, or the only one."""
    if name:
        return book.get_sheet_by_name(name)
    if len(book.sheet_names) != 1:
        names = ", ".join(f"“{each}”" for each in book.sheet_names)
        raise UnreadableFileError(f"The file has several sheets, {names}: say “sheet” in the mapping.")
    return book.get_sheet_by_index(0)


def filled(sheet: "CalamineSheet") -> list[list[Any]]:
    """The cells of a sheet from its first row on, with those of merged ranges."""
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return rows


def written(cell: Any) -> str:
    """A cell as CSV would have it: 2021 and not 2021.0, and a day without a time as a day."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell).strip()


def trimmed(cells: list[str]) -> list[str]:
    """Cells without the empty ones at the end."""
    last = max((number for number, cell in enumerate(cells, 1) if cell), default=0)
    return cells[:last]


def fitted(cells: list[str], width: int) -> list[str]:
    """As many cells as there are columns; more only where these are not empty."""
    kept = trimmed(cells)
    return kept + [""] * (width - len(kept))
