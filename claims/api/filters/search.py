"""What a search asks for: words, and types of rows; of one type, the filters of its list too."""

from claims.api.filters.base import BooleanFilter, ChoiceFilter, FilterSet, TextFilter
from claims.choices import Searched
from claims.search.query_language import encoded


class WordsFilter(TextFilter):
    """Words to search for, as the database takes them."""

    single = True

    def clean(self, value: str) -> str:
        return encoded(super().clean(value))


class TypeFilter(ChoiceFilter):
    """Types of rows; they shape the search."""

    lookups = ("exact",)
    slot = None


class FacetsFilter(BooleanFilter):
    single = True


class SearchFilters(FilterSet):
    q = WordsFilter("", 'Words to search for: `"one after the other"`, `-without`, `this or that`')
    type = TypeFilter("", "rows of this type; with one type, the filters of its list are understood too", Searched)
    facets = FacetsFilter("", "Say how many rows of each type there are")


def filters_with(of_type: type[FilterSet]) -> type[FilterSet]:
    """The filters of a search for rows of one type: those of its list as well."""
    if of_type not in known:
        name = f"Searched{of_type.__name__}"
        known[of_type] = type(name, (SearchFilters, of_type), {"through": of_type.through})
    return known[of_type]


known: dict[type[FilterSet], type[FilterSet]] = {}
