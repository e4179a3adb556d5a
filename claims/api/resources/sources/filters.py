"""Filters of sources."""

from typing import Any, ClassVar

from django.db.models import Q
from django.db.models.lookups import Exact

from claims.api.query.filters import (
    VISIBLE_TEXT,
    BooleanFilter,
    ChoiceFilter,
    DateFilter,
    LanguageFilter,
    TextFilter,
    any_of,
)
from claims.api.query.filterset import CreatedFilters
from claims.choices import Precision, SourceKind
from claims.models.source import url_key


class AddressFilter(TextFilter):
    """A web address, in any spelling."""

    longest = 2_000
    schema: ClassVar[dict[str, Any]] = {"type": "string", "minLength": 1, "maxLength": 2_000, "pattern": VISIBLE_TEXT}

    def equal(self, path: str, values: list[Any]) -> Q:
        # The index has no empty addresses.
        return any_of(Q(Exact(url_key(path), url_key(value))) for value in values) & ~Q(**{path: ""})


class SourceFilters(CreatedFilters):
    kind = ChoiceFilter("kind", "sources of this kind", SourceKind)
    external_url = AddressFilter("url", "the source at this address, in any spelling", nullable=True)
    publisher = TextFilter("publisher", "sources of this publisher", nullable=True)
    author = TextFilter("author", "sources of this author", nullable=True)
    language = LanguageFilter("language", "sources in this language (BCP 47)", nullable=True)
    published_on = DateFilter("published_on", "sources that appeared in this time", nullable=True)
    published_on_precision = ChoiceFilter("published_on_precision", "sources whose date is known so exactly", Precision)
    archived = BooleanFilter("archived_url", "sources with a copy in an archive", when_true=~Q(archived_url=""))
