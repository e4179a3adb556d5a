"""Plans: one prepared statement for each shape of a query, which answers with rows of finished JSON.

The first row of a result is a header: the database version that it was read from, whether something that the request
names does not exist, the count if it was asked for, and the JSON of the page's extra members. Each further row is the
JSON of one row, and the row's keyset.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self, cast

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, F, Func, Model, Q, QuerySet, Subquery
from rest_framework import serializers

from claims.api.query.filters import SlugFilter
from claims.api.query.filterset import FilterSet
from claims.api.query.orderings import Ordering
from claims.api.query.shape import SHEET, QueryShape
from claims.api.query.slots import Marker, Slot, SlotKey
from claims.api.sql.compile import RowCompiler, json_object
from claims.api.sql.dependencies import collections_of
from claims.api.sql.fragments import Fragment
from claims.api.sql.versions import VERSION
from claims.querysets import Reader
from tracker.postgres.prepared import execute

# Slot keys that no parameter can have: the API's root as the client addressed it, and the key in the address.
ROOT_KEY: SlotKey = ("/root", 0)
SUBJECT_KEY: SlotKey = ("/subject", 0)
# A row's values of the ordering's columns, as PostgreSQL writes them.
Keyset = tuple[str | None, ...]
# The SQL alias of the row that a plan composes.
ROW = "t"


@dataclass(frozen=True)
class PlanResult:
    """The result of a plan.

    Attributes:
        version: the version of the database that it was read from; empty where it cannot be told.
        missing: `subject` where the row that the address names does not exist, `value` where a slug among the
            parameters does not; else empty.
        count: the number of all rows, where it was asked for.
        rows: the JSON of each row, undecoded.
        pg_result: libpq's result.
        keyset_size: how many columns after the JSON of a row hold its keyset.
        extra: the JSON of the members that the page has besides its rows and links; empty for none.
        top: the row of libpq's result that is the header.
        left: its column that has the JSON of rows.
    """

    version: bytes
    missing: bytes
    count: int | None
    rows: list[bytes]
    pg_result: Any
    keyset_size: int
    extra: bytes
    top: int = 0
    left: int = 0

    @classmethod
    def of(cls, pg_result: Any, keyset_size: int, *, top: int = 0, bottom: int, left: int = 0) -> Self:
        """The result of a plan whose rows are those of libpq's result from `top` up to `bottom`."""
        header, missing, counted, extra = (pg_result.get_value(top, left + column) or b"" for column in range(4))
        rows = [pg_result.get_value(row, left) for row in range(top + 1, bottom)]
        count = int(counted) if counted else None
        return cls(header, missing, count, rows, pg_result, keyset_size, extra, top, left)

    def keyset(self, row: int) -> Keyset:
        """A row's values of the ordering's columns, as PostgreSQL writes them; () where there are no rows."""
        if not self.rows:
            return ()
        columns = range(self.left + 1, self.left + 1 + self.keyset_size)
        return tuple(decoded(self.pg_result.get_value(self.top + 1 + row, column)) for column in columns)


@dataclass(frozen=True)
class Plan:
    """A compiled statement.

    Attributes:
        statement: its SQL.
        keyset_size: the number of columns of the ordering, whose values follow the JSON of each row.
        estimated: the SELECT whose number of rows the planner estimates, where the shape asks for an estimate.
    """

    statement: Fragment
    keyset_size: int
    estimated: Fragment | None = None

    @property
    def width(self) -> int:
        """The number of columns of its result: the header has four."""
        return max(1 + self.keyset_size, 4)

    @cached_property
    def collections(self) -> tuple[str, ...] | None:
        """The API's collections whose changes can change the answer; None where any change can."""
        return None if self.estimated else collections_of(self.statement.text)

    def run(self, values: Mapping[SlotKey, Any]) -> PlanResult:
        """Executes the statement with `values` bound to its slots."""
        result = execute(self.statement.text, self.statement.bound(values))
        return PlanResult.of(result, self.keyset_size, bottom=result.ntuples)

    def estimate(self, values: Mapping[SlotKey, Any]) -> int:
        """How many rows the planner expects, from its statistics."""
        estimated = cast(Fragment, self.estimated)
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {estimated.text}", estimated.bound(values))
            (plan,) = cursor.fetchone() or ([],)
        return int(plan[0]["Plan"]["Plan Rows"])


def decoded(value: bytes | None) -> str | None:
    return None if value is None else value.decode()


@dataclass(frozen=True)
class Subject:
    """The row that an address names: its model, and the column that holds the key in the address."""

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
        """Its primary key. The planner treats a scalar subquery as a constant, so an index on it can be used."""
        return Subquery(self.rows.values("pk")[:1])


def page_plan(
    rows: QuerySet,
    row: Fragment,
    ordering: Ordering,
    shape: QueryShape,
    filters: type[FilterSet],
    *,
    reader: Reader,
    subject: Subject | None = None,
    tables: Sequence[Fragment] = (),
    page_tables: Sequence[Fragment] = (),
) -> Plan:
    """The plan of a page of `rows`, each of which is composed by the expression `row`.

    It reads one row more than the limit, which tells whether there is another page; of a stream, it reads all rows.
    `tables` are common table expressions that the rows are read from, `page_tables` those that the rows of the page
    alone are read from.
    """
    filtered = rows.filter(*filters.conditions(shape.slots(filters), reader))
    sortable = ordering.annotate(filtered)
    backwards = False
    conditions = [Q()]
    if shape.cursor:
        backwards, nulls = shape.cursor
    if shape.cursor and nulls:
        keyset = [
            None if null else Slot(("cursor", number), column.field)
            for number, (column, null) in enumerate(zip(ordering.columns, nulls, strict=True))
        ]
        conditions = ordering.after(keyset, backwards)
    parts = [
        Fragment.select(ordering.apply(sortable.filter(condition), backwards)[: shape.most]) for condition in conditions
    ]
    inner = parts[0]
    if len(parts) > 1:
        union = Fragment.joined(" UNION ALL ", [Fragment.of("({})", part) for part in parts])
        inner = Fragment.of("{} LIMIT {}", union, str(shape.most or "ALL"))
    body = Fragment.of(
        "SELECT {}, {} FROM ({}) {}",
        row,
        ", ".join(f"{ROW}.{column.alias}::text" for column in ordering.columns),
        with_tables(page_tables, inner),
        ROW,
    )
    plain = Fragment.select(filtered.order_by().values("pk"))
    counted = plain if shape.count == "exact" else None
    if shape.form == "xlsx":
        counted = Fragment.of("{} LIMIT {}", plain, str(SHEET))
    return build_plan(
        body,
        width=1 + len(ordering.columns),
        counted=Fragment.of("(SELECT count(*) FROM ({}) c)::text", counted) if counted else None,
        missing=missing_expression(filters, shape, subject),
        estimated=with_tables(tables, plain) if shape.count == "estimate" else None,
        tables=tables,
    )


def row_plan(rows: QuerySet, row: Fragment, subject: Subject) -> Plan:
    """The plan of one row: the subject."""
    inner = Fragment.select(rows.filter(**{subject.column: subject.slot}))
    return build_plan(Fragment.of("SELECT {} FROM ({}) {}", row, inner, ROW), width=1)


def rows_plan(rows: QuerySet, row: Fragment) -> Plan:
    """The plan of many rows by their primary keys, an array of which the slot of the subject has: in its order."""
    keys = Slot(SUBJECT_KEY, ArrayField(BigIntegerField()))
    asked = Func(F("pk"), keys, arg_joiner=" = ANY (", template="%(expressions)s)", output_field=BooleanField())
    inner = Fragment.select(rows.filter(asked))
    place = Fragment(f"array_position(%s::bigint[], {ROW}.{rows.model._meta.pk.column})", (Marker(SUBJECT_KEY),))
    return build_plan(Fragment.of("SELECT {} FROM ({}) {} ORDER BY {}", row, inner, ROW, place), width=1)


def object_plan(
    serializer: serializers.Serializer,
    parts: Mapping[str, QuerySet],
    shape: QueryShape,
    filters: type[FilterSet],
    *,
    reader: Reader,
    subject: Subject,
    tables: Sequence[Fragment] = (),
) -> Plan:
    """The plan of one object whose members are selections of rows.

    Args:
        serializer: its fields are the members.
        parts: the rows of each member; of a plain field, the one row and column with its value.
        tables: common table expressions that the parts read.
    """
    compiler = RowCompiler(reader)
    members = {
        name: compiler.subselect(field, Fragment.select(parts[name]))
        if isinstance(field, serializers.BaseSerializer)
        else Fragment.of("to_json(({}))", Fragment.select(parts[name]))
        for name, field in serializer.fields.items()
    }
    composed = json_object({name: [Fragment.of("coalesce({}, 'null')", value)] for name, value in members.items()})
    body = Fragment.of("SELECT {} WHERE EXISTS ({})", composed, Fragment.select(subject.rows.values("pk")))
    return build_plan(body, width=1, missing=missing_expression(filters, shape, subject), tables=tables)


def build_plan(
    body: Fragment,
    *,
    width: int,
    counted: Fragment | None = None,
    missing: Fragment | None = None,
    estimated: Fragment | None = None,
    tables: Sequence[Fragment] = (),
    extra: Fragment | None = None,
) -> Plan:
    """The statement: the header row and, below it, the rows of `body`.

    Args:
        width: the number of columns of `body`, all of them text.
        counted: an expression for the number of all rows.
        missing: an expression for what does not exist.
        estimated: the SELECT whose rows the planner is to estimate.
        tables: common table expressions that the header and `body` read.
        extra: an expression for that JSON.
    """
    columns = max(width, 4)  # as `Plan.width`
    root = Fragment("root AS MATERIALIZED (SELECT %s::text AS url)", (Marker(ROOT_KEY),))
    header = Fragment.of(
        "WITH {} SELECT {}, {}, {}, {}{}",
        Fragment.joined(", ", [root, *tables]),
        VERSION,
        missing or "NULL",
        counted or "NULL",
        extra or "NULL",
        ", NULL" * (columns - 4),
    )
    padded = Fragment.of("SELECT r.*{} FROM ({}) r", ", NULL" * (columns - width), body)
    return Plan(Fragment.of("{} UNION ALL {}", header, padded), width - 1, estimated)


def with_tables(tables: Sequence[Fragment], select: Fragment) -> Fragment:
    """A SELECT that reads common table expressions."""
    return Fragment.of("WITH {} {}", Fragment.joined(", ", tables), select) if tables else select


def missing_expression(filters: type[FilterSet], shape: QueryShape, subject: Subject | None) -> Fragment | None:
    """An expression for what does not exist: `subject`, `value` (a slug among the filters), or NULL."""
    cases = []
    if subject:
        cases.append(Fragment.of("WHEN NOT EXISTS ({}) THEN 'subject'", Fragment.select(subject.rows.values("pk"))))
    parameters = filters.parameters()
    for name, given in shape.slots(filters).items():
        each = parameters[name].filter
        if isinstance(each, SlugFilter):
            slugs = Fragment(", ".join(["%s::text"] * len(given)), tuple(Marker(slot.key) for slot in given))
            known = f"SELECT FROM {each.model._meta.db_table} known WHERE known.slug = given.slug"
            one = f"SELECT FROM unnest(ARRAY[{{}}]) given (slug) WHERE NOT EXISTS ({known})"
            cases.append(Fragment.of(f"WHEN EXISTS ({one}) THEN 'value'", slugs))
    return Fragment.of("CASE {} END", Fragment.joined(" ", cases)) if cases else None


def join(rows: Sequence[bytes]) -> bytes:
    """The rows as a JSON array."""
    return b"[" + b",".join(rows) + b"]"
