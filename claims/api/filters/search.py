"""What a search asks for: words, and types of rows; of one type, the filters of its list too."""

from typing import Any

from django.core.exceptions import ValidationError

from claims.api.filters.base import BooleanFilter, ChoiceFilter, FilterSet, TextFilter
from claims.choices import Searched
from claims.search.asked import encoded


class WordsFilter(TextFilter):
    """Words to search for; it reads them as the database takes them."""

    def read(self, values: list[str]) -> list[Any]:
        if len(values) > 1:
            raise ValidationError([ValidationError("It is given once.", code="repeated")])
        return super().read(values)

    def clean(self, value: str) -> str:
        return encoded(super().clean(value))


class TypeFilter(ChoiceFilter):
    """Types of rows; they shape the search."""

    slot = None


class SearchFilters(FilterSet):
    q = WordsFilter("", "what answers to these words, “exact phrases”, -words to leave out, one or the other")
    type = TypeFilter("", "rows of this type", Searched)
    facets = BooleanFilter("", "")


class SearchOfTypeFilters(FilterSet):
    q = SearchFilters.base_filters["q"]
    type = SearchFilters.base_filters["type"]


def filters_with(of_type: type[FilterSet]) -> type[FilterSet]:
    """The filters of a search for rows of one type: those of its list as well."""
    if of_type not in known:
        name = f"Searched{of_type.__name__}"
        known[of_type] = type(name, (SearchOfTypeFilters, of_type), {"through": of_type.through})
    return known[of_type]


known: dict[type[FilterSet], type[FilterSet]] = {}
