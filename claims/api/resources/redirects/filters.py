"""Filters of redirects."""

from claims.api.query.filters import ChoiceFilter
from claims.api.query.filterset import RecordedFilters
from claims.choices import CitableCollection


class RedirectFilters(RecordedFilters):
    collection = ChoiceFilter("collection", "former slugs in this collection", CitableCollection)
