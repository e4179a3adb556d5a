"""Answers a question about a list with the whole list, as a stream."""

import logging
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import Any, cast

from django.http import HttpRequest

from claims.api.http.negotiation import MEDIA_TYPES
from claims.api.query.cursors import Cursor
from claims.api.query.errors import InvalidParameters, ParameterError
from claims.api.query.shape import SHEET
from claims.api.sql.cells import columns
from claims.api.sql.plan import Keyset, PlanResult, decoded
from claims.api.sql.rows import API_ROOT
from claims.api.sql.snapshot import BATCH, batches
from claims.api.streams.lines import CsvLines, Lines, NdjsonLines
from claims.api.streams.places import places
from claims.api.streams.response import Stream, sent
from claims.api.views.questions import Question
from claims.api.views.variants import Page

LOGGER = logging.getLogger(__name__)
TOO_MANY = f"A sheet of XLSX has room for {SHEET - 1:,} rows, and these are more: filter them, or ask for CSV."


def stream(question: Question, request: HttpRequest) -> Any:
    """The response with all rows of a list; to HEAD, without them.

    Raises:
        NoPlace: too many streams are being sent.
        InvalidParameters, Http404, MovedError: as `Question.read` raises.
    """
    with ExitStack() as stack:
        stack.callback(places.give_back, places.take())
        opened = Opened.of(question)
        stack.callback(opened.close)
        form = question.query.shape.form
        name = question.links.here.partition(API_ROOT)[2].strip("/").replace("/", "-")
        headers = {
            "Content-Type": f"{MEDIA_TYPES[form]}{'; charset=utf-8' if form == 'csv' else ''}",
            "Content-Disposition": f'attachment; filename="{name}.{form}"',
        }
        if form == "xlsx" and request.method != "HEAD":
            # Imported where it is needed: it takes 2 MiB, and most processes never need it.
            from claims.api.streams.sheets import parts_of, workbook  # noqa: PLC0415

            file = stack.enter_context(workbook(question.collection, opened.columns, opened.rows()))
            opened.close()
            headers["Content-Length"] = str(file.tell())
            return Stream(parts_of(file), stack.pop_all().close, headers=headers)
        return sent(opened.parts(), stack, request, headers)


@dataclass
class Opened:
    """The rows of a question, which are read from one snapshot as they are sent.

    Attributes:
        first: libpq's result with the header and the first rows.
        rest: those with the other rows.
    """

    question: Question
    first: Any
    rest: Generator[Any, None, None]

    @classmethod
    def of(cls, question: Question) -> "Opened":
        """Reads the first rows; raises what `Question.read` raises, and InvalidParameters for more than a sheet has."""
        results = batches(question.plan, question.values)
        try:
            first = next(results)
            result = PlanResult.of(first, question.plan.keyset_size, bottom=first.ntuples)
            if present := question.renamed(result):
                results.close()
                results = batches(question.plan, {**question.values, **present})
                first = next(results)
                result = PlanResult.of(first, question.plan.keyset_size, bottom=first.ntuples)
            question.refuse(result)
            if (result.count or 0) >= SHEET:
                raise InvalidParameters([ParameterError("format", "too-many", TOO_MANY)])
        except BaseException:
            results.close()
            raise
        return cls(question, first, results)

    def close(self) -> None:
        """Ends the transaction that the rows are read in."""
        self.rest.close()

    @property
    def columns(self) -> dict[str, Any]:
        """The field of each column of a table, by the column's name."""
        return columns(self.question.variant.selected(self.question.query.shape))

    def results(self) -> Iterator[tuple[Any, range]]:
        """Each of libpq's results, with the numbers of its rows."""
        for each in chain([self.first], self.rest):
            yield each, range(1 if each is self.first else 0, each.ntuples)

    def rows(self) -> Iterator[bytes]:
        return (each.get_value(row, 0) for each, rows in self.results() for row in rows)

    def parts(self) -> Iterator[bytes]:
        """The lines of the stream: its head, rows with a cursor after each batch, and what says that it is complete."""
        lines = self.lines()
        count = 0
        ends: list[Keyset] = []
        try:
            yield lines.head()
            for each, rows in self.results():
                if not rows:
                    continue
                count += len(rows)
                ends = [*(ends[:1] or [self.keyset(each, rows[0])]), self.keyset(each, rows[-1])]
                body = lines.end.join([each.get_value(row, 0) for row in rows]) + lines.end
                yield body + lines.mark(self.cursor(ends[-1]), count) if len(rows) == BATCH else body
            yield lines.trailer(count, self.page.extra_members(self.question.links.given, ends))
        except Exception:
            LOGGER.warning("A stream broke off after %d rows.", count)
            yield lines.torn
            raise

    @property
    def page(self) -> Page:
        return cast(Page, self.question.variant)

    def lines(self) -> Lines:
        if self.question.query.shape.form == "csv":
            return CsvLines(self.columns, self.question.query.options)
        return NdjsonLines()

    def keyset(self, result: Any, row: int) -> Keyset:
        """A row's values of the ordering's columns."""
        return tuple(decoded(result.get_value(row, 1 + n)) for n in range(self.question.plan.keyset_size))

    def cursor(self, keyset: Keyset) -> str:
        """The cursor of the list that begins after a row."""
        links = self.question.links
        return Cursor(keyset, backwards=False).encode(links.scope, links.ordering)
