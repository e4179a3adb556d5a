"""`/search/`: the variants of a search, one for each type of rows that it can be narrowed to."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.http import HttpResponse
from rest_framework.request import Request

from claims.api.query.filterset import FilterSet
from claims.api.query.orderings import Ordering
from claims.api.query.parameters import Parameters
from claims.api.query.parser import Given
from claims.api.query.shape import QueryShape
from claims.api.resources.claims.holders import HOLDERS
from claims.api.resources.claims.views import ClaimViewSet
from claims.api.resources.incidents.views import IncidentViewSet
from claims.api.resources.sources.views import SourceViewSet
from claims.api.resources.speakers.views import SpeakerViewSet
from claims.api.resources.statements.views import StatementViewSet
from claims.api.search.filters import SearchFilters
from claims.api.search.plan import BY_RANK, search_plan
from claims.api.search.serializers import ROW_SERIALIZERS, SearchRowSerializer
from claims.api.search.within import WITHIN, WithinFilters, filters_with
from claims.api.sql.plan import Keyset, Plan, Subject, missing_expression
from claims.api.views.endpoint import Endpoint
from claims.api.views.variants import Page, Variant, visible_rows
from claims.choices import Searched
from claims.models import Statement
from claims.querysets import Reader, RecordQuerySet
from claims.search.searched import MODELS

# The collection of each type: a search for one type has the filters of the collection's list.
VIEWS: Mapping[str, type[Endpoint]] = {
    Searched.SPEAKER: SpeakerViewSet,
    Searched.CLAIM: ClaimViewSet,
    Searched.STATEMENT: StatementViewSet,
    Searched.INCIDENT: IncidentViewSet,
    Searched.SOURCE: SourceViewSet,
}


@dataclass(frozen=True)
class RankedParameters(Parameters):
    """The parameters of a list that is sorted by rank, and by nothing else."""

    page_parameters: ClassVar[tuple[str, ...]] = ("limit", "cursor")

    @property
    def paged(self) -> bool:
        return True

    def ordering(self, model: Any, name: str) -> Ordering:
        return BY_RANK


class SearchPage(Page):
    """Answers with the rows of all types that are asked for, the best first."""

    row_keys = ()

    def scope(self, path: str, given: Given) -> str:
        """Scores of other words are not comparable, so a cursor belongs to the words as well."""
        return f"{path} {given.get('prefix')} {given.get('q')}"

    def plan(self, subject: Subject, shape: QueryShape, reader: Reader) -> Plan:
        filters = self.parameters.filters
        asked = cast(tuple[str, ...], dict(shape.given_filters).get("type", ()))
        serializers = {name: ROW_SERIALIZERS[name]() for name in ROW_SERIALIZERS if name in asked or not asked}
        unasked = () if ("holders", (True,)) in shape.given_filters or shape.selection.only else HOLDERS
        for each in serializers.values():
            shape.selection.prune(each)
            for name in unasked:
                each.fields.pop(name, None)
        return search_plan(
            {name: filtered(name, filters, shape, reader) for name in serializers},
            serializers,
            shape,
            reader,
            missing=missing_expression(filters, shape, None),
            facets=("facets", (True,)) in shape.given_filters,
            prefix=("prefix", (True,)) in shape.given_filters,
        )

    def extra_members(self, given: Given, ends: Sequence[Keyset], extra: bytes = b"") -> dict[str, Any]:
        """The types of which only the newest rows were ranked, a suggestion, and the facets."""
        return cast(dict[str, Any], json.loads(extra))


def filtered(name: str, filters: type[FilterSet], shape: QueryShape, reader: Reader) -> RecordQuerySet:
    """The rows of a type that the reader may see and that the filters of the search select."""
    given = {each: values for each, values in shape.slots(filters).items() if each not in SearchFilters.parameters()}
    of_type = WITHIN[name] if filters is WithinFilters else filters
    rows = cast(RecordQuerySet, MODELS[name]._default_manager.all()).visible_to(reader)
    return rows.filter(*of_type.conditions(given, reader))


def of_type(name: str, when: Callable[[Given], bool]) -> Callable[[Given], bool]:
    """The condition that a search asks for one type, and that a condition of its list holds."""
    return lambda given: set(given.getlist("type")) == {name} and when(given)


def variants() -> Iterator[Variant]:
    """For each type, the variants of its list that begin with all visible rows; last, the search of all types."""
    for name, view in VIEWS.items():
        for listed in view.variants("list"):
            if listed.rows is visible_rows:
                yield SearchPage(
                    when=of_type(name, listed.when),
                    serializer=SearchRowSerializer,
                    parameters=RankedParameters(filters_with(listed.parameters.filters, WITHIN[name]), required=("q",)),
                )
    yield SearchPage(serializer=SearchRowSerializer, parameters=RankedParameters(WithinFilters, required=("q",)))


class SearchViewSet(Endpoint):
    """Speakers, claims, statements, incidents and sources, those first that answer best.

    Every word counts as its own language bends it, and accents, case, hyphens and the spelling of a name do not matter.
    `"in quotes"` finds these words one after the other, `-word` what lacks the word, `or` one or the other. With
    `prefix`, the last word may be the beginning of one. `speaker` and `incident` search within what concerns them.
    With one `type`, the filters of its list can be used as well.
    """

    collection = "search"
    summaries = {"list": "Search texts and names"}
    model = Statement  # every endpoint has a model; a search reads those of `MODELS`
    reads = {"list": tuple(variants())}

    def list(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Speakers, claims, statements, incidents and sources that answer to words, the best first."""
        return self.answer()
