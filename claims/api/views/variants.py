"""Variants: the ways in which an action answers a GET, each with its condition, parameters, serializer and rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, cast

from django.db.models import Model, Q
from rest_framework.serializers import Serializer

from claims.api.query.keys import with_keys
from claims.api.query.parameters import Parameters
from claims.api.query.parser import Given
from claims.api.query.shape import QueryShape
from claims.api.sql.cells import CellCompiler, PlainCellCompiler
from claims.api.sql.compile import RowCompiler
from claims.api.sql.fragments import Fragment
from claims.api.sql.plan import ROW, Keyset, Plan, Subject, page_plan, row_plan, rows_plan
from claims.api.views.linked import Document
from claims.querysets import Reader, RecordQuerySet

# The rows that a variant answers with, for the row that the address names and a role, before filters.
Rows = Callable[[Subject, Reader], RecordQuerySet]


def always(given: Given) -> bool:
    return True


def has_any(*names: str) -> Callable[[Given], bool]:
    """The condition that a request has one of the parameters called `names`."""
    return lambda query: not query.keys().isdisjoint(names)


def values_of(given: Given, name: str) -> list[str]:
    """The values of a filter as a request writes them: repeated, or as a list with commas."""
    return [*given.getlist(name), *(value for listed in given.getlist(f"{name}__in") for value in listed.split(","))]


def visible_rows(subject: Subject, reader: Reader) -> RecordQuerySet:
    """All rows of the collection that the reader may see."""
    return cast(RecordQuerySet, subject.model._default_manager.all()).visible_to(reader)


def no_narrowing(shape: QueryShape) -> Mapping[str, Q]:
    return {}


def no_tables(subject: Subject) -> Sequence[Fragment]:
    return ()


def no_page_tables(subject: Subject, shape: QueryShape, reader: Reader) -> Sequence[Fragment]:
    return ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Variant:
    """One way in which an action answers a GET.

    An action has a tuple of variants. The first one whose condition holds for the query string answers a request, so
    that the last one has no condition. All variants of an action accept parameters of the same names.

    Attributes:
        when: the condition, for the query string as the client wrote it.
        serializer: declares the rows.
        parameters: what the action accepts.
        rows: what it answers with, before filters.
        narrow: conditions on the rows of nested lists, by the name of the list's field.
        tables: common table expressions that the rows of a page are read from.
    """

    serializer: type[Serializer]
    parameters: Parameters = field(default_factory=Parameters)
    when: Callable[[Given], bool] = always
    rows: Rows = visible_rows
    narrow: Callable[[QueryShape], Mapping[str, Q]] = no_narrowing
    tables: Callable[[Subject], Sequence[Fragment]] = no_tables

    def plan(self, subject: Subject, shape: QueryShape, reader: Reader) -> Plan:
        """The plan for queries of one shape by one role.

        Raises:
            UncompilableError: a field of the serializer cannot be compiled.
        """
        raise NotImplementedError

    def model(self, subject: Subject, reader: Reader) -> type[Model]:
        """The table of the rows."""
        return cast(type[Model], self.rows(subject, reader).model)

    def selected(self, shape: QueryShape) -> Serializer:
        """The serializer with the selected fields alone."""
        serializer = self.serializer()
        shape.selection.prune(serializer)
        return serializer

    def row_expression(self, shape: QueryShape, reader: Reader) -> Any:
        """The SQL expression that composes a row: its JSON, or of a table its cells as CSV."""
        kinds = {"csv": CellCompiler, "xlsx": PlainCellCompiler}
        return kinds.get(shape.form, RowCompiler)(reader, self.narrow(shape)).row(self.selected(shape), ROW)

    @cached_property
    def fields(self) -> list[str]:
        """The names of the fields of a row."""
        return list(self.serializer().fields)


@dataclass(frozen=True, eq=False, kw_only=True)
class Row(Variant):
    """Answers with one row: the one that the address names.

    Attributes:
        documents: what it answers with as well, to clients that accept another media type than JSON.
    """

    documents: tuple[Document, ...] = ()

    def plan(self, subject: Subject, shape: QueryShape, reader: Reader) -> Plan:
        return row_plan(self.rows(subject, reader), self.row_expression(shape, reader), subject)

    def plan_of_many(self, subject: Subject, reader: Reader) -> Plan:
        """The plan of those rows of the collection whose primary keys are given, in their order."""
        return rows_plan(self.rows(subject, reader), self.row_expression(QueryShape(), reader))


@dataclass(frozen=True, eq=False, kw_only=True)
class Page(Variant):
    """Answers with a page of rows of the collection.

    Attributes:
        row_keys: the fields that may be the key of a row. By the first one that rows have, they can be asked for:
            `slug__in`, `id__in`.
        page_tables: common table expressions in place of tables, which have the rows of the page, in its order the
            first, and few others: for lists that the planner would read from end to end. They are not counted.
    """

    page_tables: Callable[[Subject, QueryShape, Reader], Sequence[Fragment]] = no_page_tables

    row_keys: ClassVar[tuple[str, ...]] = ("slug", "id")

    @property
    def by_key(self) -> "Page":
        """The same variant with the filter by the keys of its rows, if these have keys."""
        key = next((name for name in self.row_keys if name in self.fields), "")
        if not key:
            return self
        filters = with_keys(self.parameters.filters, key, self.serializer.Meta.model)  # type: ignore[attr-defined]
        return replace(self, parameters=replace(self.parameters, filters=filters))

    def subject(self, subject: Subject, reader: Reader) -> Subject | None:
        """The row without which the answer is 404; None where the address names no row."""
        return None

    def scope(self, path: str, given: Given) -> str:
        """The list that a cursor belongs to: a cursor of another list is refused."""
        return path

    def extra_members(self, given: Given, ends: Sequence[Keyset], extra: bytes = b"") -> dict[str, Any]:
        """The members of the page besides its rows and links, or of what a stream says at its end.

        Args:
            ends: the keysets of the first and the last row; none where there are no rows.
            extra: what the plan composed for them, as JSON.
        """
        return {}

    def plan(self, subject: Subject, shape: QueryShape, reader: Reader) -> Plan:
        rows = self.rows(subject, reader)
        parameters = self.parameters
        ordering = parameters.ordering(rows.model, shape.ordering or parameters.default_ordering)
        return page_plan(
            rows,
            self.row_expression(shape, reader),
            ordering,
            shape,
            parameters.filters,
            reader=reader,
            subject=self.subject(subject, reader),
            tables=self.tables(subject),
            page_tables=() if shape.form else self.page_tables(subject, shape, reader),
        )


class SubjectPage(Page):
    """Answers with a page of rows that belong to the row that the address names."""

    def subject(self, subject: Subject, reader: Reader) -> Subject | None:
        return subject
