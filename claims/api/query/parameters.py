"""Which parameters an action accepts, and the shape of a query: everything about it that its SQL text depends on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from claims.api.query.cursors import DEFAULT_LIMIT
from claims.api.query.filterset import FilterSet
from claims.api.query.orderings import Ordering
from claims.api.query.selection import FieldSelection
from claims.api.query.slots import Key, Slot

SELECTION_PARAMETERS = ("fields", "omit", "brief")


@dataclass(frozen=True)
class Parameters:
    """The query parameters that an action accepts.

    Attributes:
        filters: the filters, by which rows are selected.
        orderings: the path of each name that `ordering` accepts.
        default_ordering: the ordering of a request without `ordering`.
        key: the path of the column that breaks ties between rows.
        required: the parameters without which a request is refused.
    """

    filters: type[FilterSet] = FilterSet
    orderings: Mapping[str, str] = field(default_factory=dict)
    default_ordering: str = ""
    key: str = "pk"
    required: tuple[str, ...] = ()
    # The parameters that choose a page; only lists accept them.
    page_parameters: ClassVar[tuple[str, ...]] = ("limit", "cursor", "count", "ordering")

    @property
    def paged(self) -> bool:
        """Whether the action answers with a page of a list."""
        return bool(self.orderings)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all parameters."""
        page = self.page_parameters if self.paged else ()
        return (*self.filters.parameters(), *SELECTION_PARAMETERS, *page)

    @cached_property
    def known_orderings(self) -> dict[tuple[Any, str], Ordering]:
        """A cache of the orderings that were asked for, by table and name. Requests use few."""
        return {}

    def ordering(self, model: Any, name: str) -> Ordering:
        """The ordering called `name`, all of whose parts are declared in `orderings`, of the rows of `model`."""
        known = self.known_orderings.get((model, name))
        return known or self.known_orderings.setdefault(
            (model, name), Ordering.of(model, name, self.orderings, self.key)
        )


@dataclass(frozen=True)
class QueryShape:
    """Everything about a query that its SQL text depends on. Queries of the same shape differ in bound values only.

    Attributes:
        given: for each filter parameter, how many values it has; the values themselves where they are part of the SQL.
        selection: the fields that the rows are composed of.
        ordering: the name of the ordering.
        cursor: whether the cursor reads backwards, and which of its keyset values are NULL; None without a cursor.
        limit: the rows of a page.
        count: `exact`, `estimate`, or empty for no count.
    """

    given: tuple[tuple[str, int | tuple[Any, ...]], ...] = ()
    selection: FieldSelection = field(default_factory=FieldSelection)
    ordering: str = ""
    cursor: tuple[bool, tuple[bool, ...]] | None = None
    limit: int = DEFAULT_LIMIT
    count: str = ""

    def slots(self, filters: type[FilterSet]) -> dict[str, list[Any]]:
        """The values of each filter parameter, to make conditions of: slots, or the values that are part of the SQL."""
        parameters = filters.parameters()
        return {
            name: [Slot((name, number), parameters[name].filter.slot) for number in range(given)]  # type: ignore[arg-type]
            if isinstance(given, int)
            else list(given)
            for name, given in self.given
        }


@dataclass
class Query:
    """The parsed parameters of one request.

    Attributes:
        shape: what the SQL text depends on.
        values: the values to bind, by slot key.
        given: the parsed values of each filter parameter.
    """

    shape: QueryShape
    values: dict[Key, Any]
    given: dict[str, list[Any]]
