"""Filters of sources."""

from django.db.models import Q

from claims.api.query.filters import BooleanFilter, ChoiceFilter, DateFilter, LanguageFilter, TextFilter
from claims.api.query.filterset import CreatedFilters
from claims.choices import SourceKind


class SourceFilters(CreatedFilters):
    kind = ChoiceFilter("kind", "sources of this kind", SourceKind)
    external_url = TextFilter("url", "the source at this address")
    publisher = TextFilter("publisher", "sources of this publisher")
    author = TextFilter("author", "sources of this author")
    language = LanguageFilter("language", "sources in this language (BCP 47)")
    published_on = DateFilter("published_on", "sources that appeared in this time")
    archived = BooleanFilter("archived_url", "sources with a copy in an archive", when_true=~Q(archived_url=""))
