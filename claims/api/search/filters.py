"""The parameters of every search: words, and types of rows."""

from claims.api.query.filters import BooleanFilter, ChoiceFilter, TextFilter
from claims.api.query.filterset import FilterSet
from claims.choices import Searched
from claims.search.query_language import query_json


class WordsFilter(TextFilter):
    """Words to search for. The value is the parsed query, as JSON for the database."""

    single = True
    compared = False

    def clean(self, value: str) -> str:
        return query_json(super().clean(value))


class TypeFilter(ChoiceFilter):
    """Types of rows. The SQL depends on them, so they are no slots."""

    lookups = ("exact",)
    slot = None


class OptionFilter(BooleanFilter):
    """What the search does besides. The SQL depends on it, so it is no slot."""

    single = True


class SearchFilters(FilterSet):
    q = WordsFilter("", 'Words to search for: `"one after the other"`, `-without`, `this or that`')
    type = TypeFilter("", "rows of this type; with one type, the filters of its list are understood too", Searched)
    prefix = OptionFilter("", "The last word is the beginning of a word or a name, for a search while one types")
    facets = OptionFilter("", "Say how many rows of each type there are")
    holders = OptionFilter("", "Say of each claim who affirms and who denies it")
