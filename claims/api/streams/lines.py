"""The lines of a stream: rows as they come from the database, and what tells how far it got and that it is complete."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol


class Lines(Protocol):
    """The lines of one form.

    Attributes:
        end: what ends a line.
        torn: the beginning of a line that is never ended, at which whoever reads a stream that broke off fails.
    """

    end: bytes
    torn: bytes

    def head(self) -> bytes:
        """What comes before the rows."""
        ...

    def mark(self, cursor: str, count: int) -> bytes:
        """What says how to go on after the `count` rows so far."""
        ...

    def trailer(self, count: int, members: Mapping[str, Any]) -> bytes:
        """What says that the stream is complete, with `count` rows."""
        ...


class NdjsonLines:
    """JSON, one object a line. The members of a line that is no row begin with `@`, which those of rows never do."""

    end = b"\n"
    torn = b'{"@torn'

    def head(self) -> bytes:
        return b""

    def mark(self, cursor: str, count: int) -> bytes:
        return self.line({"@cursor": cursor, "@rows": count})

    def trailer(self, count: int, members: Mapping[str, Any]) -> bytes:
        more = {f"@{name}": value for name, value in members.items()}
        return self.line({"@complete": True, "@rows": count, **more})

    def line(self, members: Mapping[str, Any]) -> bytes:
        return json.dumps(members).encode() + self.end


class CsvLines:
    """CSV (RFC 4180) with the names of the columns as its first record.

    Args:
        columns: the names of the columns.
        options: `bom` for a byte order mark, without which Excel takes UTF-8 for something else; `trailer` for a last
            record that says that the stream is complete, in its first cell.
    """

    end = b"\r\n"
    torn = b'"#torn'

    def __init__(self, columns: Iterable[str], options: frozenset[str]) -> None:
        self.columns, self.options = list(columns), options

    def head(self) -> bytes:
        return b"\xef\xbb\xbf" * ("bom" in self.options) + self.record(self.columns)

    def mark(self, cursor: str, count: int) -> bytes:
        return b""

    def trailer(self, count: int, members: Mapping[str, Any]) -> bytes:
        others = [""] * (len(self.columns) - 1)
        return self.record([f"#complete {count} rows", *others]) if "trailer" in self.options else b""

    @staticmethod
    def record(cells: Sequence[str]) -> bytes:
        text = io.StringIO()
        csv.writer(text).writerow(cells)
        return text.getvalue().encode()
