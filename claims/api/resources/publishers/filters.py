"""Filters of publishers."""

from claims.api.query.filters import TextFilter
from claims.api.query.filterset import FilterSet


class NameFilter(TextFilter):
    """One publisher, in any spelling."""

    single = True


class PublisherFilters(FilterSet):
    name = NameFilter("name", "the publisher of this name, with `quoted`")
