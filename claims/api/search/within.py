"""Searching within a speaker or an incident: for each type of rows, what `speaker` and `incident` mean.

Where the list of a type has such a filter, it is that one.
"""

from collections.abc import Mapping

from claims.api.query.filters import Filter, SlugFilter
from claims.api.query.filterset import FilterSet, Through
from claims.api.resources.claims.filters import ByPositionsFilters
from claims.api.resources.incidents.filters import IncidentFilters
from claims.api.resources.speakers.filters import SpeakerFilters
from claims.api.resources.statements.filters import StatementFilters
from claims.api.search.filters import SearchFilters
from claims.choices import Searched
from claims.models import Incident, Speaker, Statement


class WithinFilters(SearchFilters):
    """The filters of a search for rows of several types."""

    speaker = SlugFilter(
        "",
        "what concerns this speaker: statements of the speaker, sources that report these, claims on which the speaker "
        "took a position, incidents in which the speaker had a part, people with a role in an organisation",
        Speaker,
    )
    incident = SlugFilter(
        "",
        "what concerns this incident: statements and claims about it, sources that report these statements, speakers "
        "who had a part in it, incidents that belong to it",
        Incident,
    )


class SourcesWithin(FilterSet):
    """Both together mean one statement: by that speaker, about that incident."""

    through = {"statements": Through(Statement, "source")}

    speaker = SlugFilter("speaker", "sources that report statements by this speaker", Speaker, through="statements")
    incident = SlugFilter("incidents", "sources of statements about this incident", Incident, through="statements")


def named(filters: type[FilterSet], **names: str) -> type[FilterSet]:
    """Those filters of a list that `names` has, under the names given there."""
    declared: dict[str, Filter] = {name: filters.base_filters[own] for name, own in names.items()}
    return type(f"{filters.__name__}Within", (FilterSet,), {"through": filters.through, **declared})


WITHIN: Mapping[str, type[FilterSet]] = {
    Searched.SPEAKER: named(SpeakerFilters, speaker="organization", incident="incident"),
    Searched.CLAIM: named(ByPositionsFilters, speaker="speaker", incident="incident"),
    Searched.STATEMENT: named(StatementFilters, speaker="speaker", incident="incident"),
    Searched.INCIDENT: named(IncidentFilters, speaker="actor", incident="part_of"),
    Searched.SOURCE: SourcesWithin,
}


def filters_with(list_filters: type[FilterSet], within: type[FilterSet]) -> type[FilterSet]:
    """The filters of a search for rows of one type: those of a search, of the type's list, `speaker` and `incident`."""
    more = {name: each for name, each in within.base_filters.items() if name not in list_filters.base_filters}
    through = {**within.through, **list_filters.through}
    return type(f"Searched{list_filters.__name__}", (SearchFilters, list_filters), {"through": through, **more})
