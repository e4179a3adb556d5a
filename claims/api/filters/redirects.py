"""Filters of redirects."""

from claims.api.filters.base import ChoiceFilter, FilterSet, MomentFilter
from claims.choices import CitableCollection


class RedirectFilters(FilterSet):
    collection = ChoiceFilter("collection", "former slugs in this collection", CitableCollection)
    created_at = MomentFilter("created_at", "redirects recorded in this time")
    updated_at = MomentFilter("updated_at", "redirects recorded, or led on to another slug, in this time")
