"""The query parameters that an action accepts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from claims.api.query.filterset import FilterSet
from claims.api.query.orderings import Ordering

SELECTION_PARAMETERS = ("fields", "omit", "brief")
# The form of an answer, and what concerns CSV alone.
STREAM_PARAMETERS = ("format", "bom", "trailer")


@dataclass(frozen=True)
class Parameters:
    """The query parameters that an action accepts.

    Attributes:
        filters: the filters, by which rows are selected.
        orderings: the path of each name that `ordering` accepts.
        default_ordering: the ordering of a request without `ordering`.
        key: the path of the column that breaks ties between rows, or the paths of several that do so together.
        required: the parameters without which a request is refused.
    """

    filters: type[FilterSet] = FilterSet
    orderings: Mapping[str, str] = field(default_factory=dict)
    default_ordering: str = ""
    key: str | tuple[str, ...] = "pk"
    required: tuple[str, ...] = ()
    # The parameters that choose a page, or a stream in its place; only lists accept them.
    page_parameters: ClassVar[tuple[str, ...]] = ("limit", "cursor", "count", "ordering", *STREAM_PARAMETERS)

    @property
    def paged(self) -> bool:
        """Whether the action answers with a page of a list."""
        return bool(self.orderings)

    @property
    def streamed(self) -> bool:
        """Whether the action answers with the whole list as well, as a stream."""
        return self.paged and "format" in self.page_parameters

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
