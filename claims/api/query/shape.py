"""The parsed query of a request: its shape, which its SQL text depends on, and the values that are bound to the SQL."""

from dataclasses import dataclass, field
from typing import Any

from claims.api.query.cursors import DEFAULT_LIMIT
from claims.api.query.filterset import FilterSet
from claims.api.query.selection import FieldSelection
from claims.api.query.slots import Slot, SlotKey

# Rows of a sheet of XLSX, the first of which has the names of the columns.
SHEET = 1_048_576


@dataclass(frozen=True)
class QueryShape:
    """Everything about a query that its SQL text depends on. Queries of the same shape differ in bound values only.

    Attributes:
        given_filters: for each filter parameter of the request, how many values it has; the values themselves where
            they are part of the SQL.
        selection: the fields that the rows are composed of.
        ordering: the name of the ordering.
        cursor: whether the cursor reads backwards, and which of its keyset values are NULL; None without a cursor.
        limit: the rows of a page.
        count: `exact`, `estimate`, or empty for no count.
        form: the form of a stream of the whole list (`csv`, `ndjson` or `xlsx`); empty for a page.
    """

    given_filters: tuple[tuple[str, int | tuple[Any, ...]], ...] = ()
    selection: FieldSelection = field(default_factory=FieldSelection)
    ordering: str = ""
    cursor: tuple[bool, tuple[bool, ...]] | None = None
    limit: int = DEFAULT_LIMIT
    count: str = ""
    form: str = ""

    @property
    def most(self) -> int | None:
        """How many rows are read: one more than a page has, which tells whether there is another page; None for all."""
        return None if self.form else self.limit + 1

    def slots(self, filters: type[FilterSet]) -> dict[str, list[Any]]:
        """The values of each parameter of `filters`, to make conditions of: slots, or values that the SQL contains."""
        parameters = filters.parameters()
        return {
            name: [Slot((name, number), parameters[name].filter.slot) for number in range(given)]  # type: ignore[arg-type]
            if isinstance(given, int)
            else list(given)
            for name, given in self.given_filters
            if name in parameters
        }


@dataclass
class Query:
    """The parsed parameters of one request.

    Attributes:
        shape: what the SQL text depends on.
        values: the values to bind, by slot key.
        filter_values: the parsed values of each filter parameter.
        options: of CSV: `bom` for a byte order mark, `trailer` for the line that says that it is complete.
    """

    shape: QueryShape
    values: dict[SlotKey, Any]
    filter_values: dict[str, list[Any]]
    options: frozenset[str] = frozenset()
