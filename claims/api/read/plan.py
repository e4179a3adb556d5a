"""Plans: one prepared statement for each form of a query, which answers with rows of finished JSON.

The first row of an answer is a header: the version of the database that it was read from, what was asked for and does
not exist, the count if it was wanted. Each further row is the JSON of one row, and its place in the ordering.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db import connection
from django.db.models import Model, Q, QuerySet, Subquery
from rest_framework import serializers

from claims.api.filters.base import FilterSet, SlugFilter
from claims.api.pagination import Ordering
from claims.api.query import Form
from claims.api.read.compile import RowCompiler
from claims.api.read.fragments import Fragment, Key, Marker, Slot
from claims.api.read.prepared import execute
from claims.querysets import Reader

ROOT_KEY: Key = ("/root", 0)
SUBJECT_KEY: Key = ("/subject", 0)
# What a plan calls the row that it composes.
ROW = "t"
# Two answers that name the same snapshot of the same server were read from the same rows: every transaction that
# writes changes it, when it begins to write and when it ends.
VERSION = "pg_current_snapshot()::text || ' ' || pg_postmaster_start_time()::text"
NOW = Fragment(f"SELECT {VERSION}")


@dataclass(frozen=True)
class Answer:
    """What a statement answered. `rows` has the JSON of each row, as PostgreSQL wrote it; the bytes are not decoded.

    `beside` is the JSON of what an answer says beside its rows, where there is anything.
    """

    version: bytes
    missing: bytes
    count: int | None
    rows: list[bytes]
    result: Any
    places: int
    beside: bytes

    def place(self, row: int) -> tuple[str | None, ...]:
        """The place of a row in the ordering, as PostgreSQL writes the values; () where there is no such row."""
        if not self.rows:
            return ()
        return tuple(decoded(self.result.get_value(1 + row, column)) for column in range(1, 1 + self.places))


@dataclass(frozen=True)
class Plan:
    """A compiled statement; `estimated` is what to ask the planner about."""

    statement: Fragment
    places: int
    estimated: Fragment | None = None

    def run(self, values: Mapping[Key, Any]) -> Answer:
        """Asks the database."""
        result = execute(self.statement, self.statement.bound(values))
        header, missing, counted, beside = (result.get_value(0, column) or b"" for column in range(4))
        rows = [result.get_value(row, 0) for row in range(1, result.ntuples)]
        return Answer(header, missing, int(counted) if counted else None, rows, result, self.places, beside)

    def estimate(self, values: Mapping[Key, Any]) -> int:
        """How many rows the planner expects: it looks at statistics, not at rows."""
        estimated = cast(Fragment, self.estimated)
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {estimated.text}", estimated.bound(values))
            (plan,) = cursor.fetchone() or ([],)
        return int(plan[0]["Plan"]["Plan Rows"])


def version() -> bytes:
    """The version of the database now; see `VERSION`."""
    return execute(NOW, []).get_value(0, 0) or b""


def decoded(value: bytes | None) -> str | None:
    return None if value is None else value.decode()


@dataclass(frozen=True)
class Subject:
    """The row that an address names: of which model, and by which column."""

    model: type[Model]
    column: str = "slug"

    @property
    def slot(self) -> Slot:
        return Slot(SUBJECT_KEY, self.model._meta.get_field(self.column))  # type: ignore[arg-type]

    @property
    def rows(self) -> QuerySet:
        return self.model._default_manager.filter(**{self.column: self.slot})

    @property
    def key(self) -> Subquery:
        """Its primary key: a constant to the planner, so that an index which begins with it serves."""
        return Subquery(self.rows.values("pk")[:1])


def slots(filters: type[FilterSet], form: Form) -> dict[str, list[Any]]:
    """The values that filters make conditions of: slots, or the values themselves where they shape the SQL."""
    parameters = filters.parameters()
    return {
        name: [Slot((name, number), parameters[name].filter.slot) for number in range(given)]  # type: ignore[arg-type]
        if isinstance(given, int)
        else list(given)
        for name, given in form.given
    }


def page_plan(
    rows: QuerySet,
    row: Fragment,
    ordering: Ordering,
    form: Form,
    filters: type[FilterSet],
    *,
    reader: Reader,
    subject: Subject | None = None,
) -> Plan:
    """The plan of a page of `rows`, each of which comes out as `row` says.

    It reads one row more than asked for, which tells whether there is another page.
    """
    filtered = rows.filter(*filters.conditions(slots(filters, form), reader))
    placed = ordering.placed(filtered)
    backwards = False
    stretches = [Q()]
    if form.cursor:
        backwards, nulls = form.cursor
    if form.cursor and nulls:
        position = [
            None if null else Slot(("cursor", number), term.field)
            for number, (term, null) in enumerate(zip(ordering.terms, nulls, strict=True))
        ]
        stretches = ordering.after(position, backwards)
    parts = [
        Fragment.select(ordering.apply(placed.filter(stretch), backwards)[: form.limit + 1]) for stretch in stretches
    ]
    inner = parts[0]
    if len(parts) > 1:
        union = Fragment.joined(" UNION ALL ", [Fragment.of("({})", part) for part in parts])
        inner = Fragment.of("{} LIMIT {}", union, str(form.limit + 1))
    body = Fragment.of(
        "SELECT {}::text, {} FROM ({}) {}",
        row,
        ", ".join(f"{ROW}.{term.place}::text" for term in ordering.terms),
        inner,
        ROW,
    )
    plain = Fragment.select(filtered.order_by().values("pk"))
    return compose(
        body,
        width=1 + len(ordering.terms),
        counted=Fragment.of("(SELECT count(*) FROM ({}) c)::text", plain) if form.count == "exact" else None,
        missing=missing(filters, form, subject),
        estimated=plain if form.count == "estimate" else None,
    )


def row_plan(rows: QuerySet, row: Fragment, subject: Subject) -> Plan:
    """The plan of one row: the subject's."""
    inner = Fragment.select(rows.filter(**{subject.column: subject.slot}))
    return compose(Fragment.of("SELECT {}::text FROM ({}) {}", row, inner, ROW), width=1)


def object_plan(
    serializer: serializers.Serializer, parts: Mapping[str, QuerySet], reader: Reader, subject: Subject
) -> Plan:
    """The plan of one object that is put together from several selections of rows."""
    compiler = RowCompiler(reader)
    pairs = [
        Fragment.of("'{}', {}", name, compiler.selection(field, Fragment.select(parts[name])))
        for name, field in serializer.fields.items()
    ]
    present = Fragment.select(subject.rows.values("pk"))
    body = Fragment.of("SELECT json_build_object({})::text WHERE EXISTS ({})", Fragment.joined(", ", pairs), present)
    return compose(body, width=1)


def compose(
    body: Fragment,
    *,
    width: int,
    counted: Fragment | None = None,
    missing: Fragment | None = None,
    estimated: Fragment | None = None,
    tables: Sequence[Fragment] = (),
    beside: Fragment | None = None,
) -> Plan:
    """The statement: a header and, below it, the rows of `body`, which has `width` columns of text.

    `tables` are common table expressions that header and rows read; `beside` is JSON of what stands beside the rows.
    """
    columns = max(width, 4)
    root = Fragment("root AS MATERIALIZED (SELECT %s::text AS url)", (Marker(ROOT_KEY),))
    header = Fragment.of(
        "WITH {} SELECT {}, {}, {}, {}{}",
        Fragment.joined(", ", [root, *tables]),
        VERSION,
        missing or "NULL",
        counted or "NULL",
        beside or "NULL",
        ", NULL" * (columns - 4),
    )
    padded = Fragment.of("SELECT r.*{} FROM ({}) r", ", NULL" * (columns - width), body)
    return Plan(Fragment.of("{} UNION ALL {}", header, padded), width - 1, estimated)


def missing(filters: type[FilterSet], form: Form, subject: Subject | None) -> Fragment | None:
    """An expression for what was asked for and does not exist: the subject, a value, or neither."""
    cases = []
    if subject:
        cases.append(Fragment.of("WHEN NOT EXISTS ({}) THEN 'subject'", Fragment.select(subject.rows.values("pk"))))
    parameters = filters.parameters()
    for name, given in slots(filters, form).items():
        each = parameters[name].filter
        if isinstance(each, SlugFilter):
            cases += [
                Fragment.of(
                    "WHEN NOT EXISTS ({}) THEN 'value'",
                    Fragment.select(each.model._default_manager.filter(slug=slot).values("pk")),
                )
                for slot in given
            ]
    return Fragment.of("CASE {} END", Fragment.joined(" ", cases)) if cases else None


def join(rows: Sequence[bytes]) -> bytes:
    """The rows as a JSON array."""
    return b"[" + b",".join(rows) + b"]"
