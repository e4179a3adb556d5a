"""Filters of sources."""

from django.db.models import Q

from claims.api.query.filters import BooleanFilter, ChoiceFilter, DateFilter, LanguageFilter, TextFilter
from claims.api.query.filterset import CreatedFilters
from claims.choices import Precision, SourceKind


class SourceFilters(CreatedFilters):
    kind = ChoiceFilter("kind", "sources of this kind", SourceKind)
    external_url = TextFilter("url", "the source at this address", nullable=True)
    publisher = TextFilter("publisher", "sources of this publisher", nullable=True)
    author = TextFilter("author", "sources of this author", nullable=True)
    language = LanguageFilter("language", "sources in this language (BCP 47)", nullable=True)
    published_on = DateFilter("published_on", "sources that appeared in this time", nullable=True)
    published_on_precision = ChoiceFilter("published_on_precision", "sources whose date is known so exactly", Precision)
    archived = BooleanFilter("archived_url", "sources with a copy in an archive", when_true=~Q(archived_url=""))
