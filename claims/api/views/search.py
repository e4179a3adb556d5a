"""Searching everything."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.http import HttpResponse
from rest_framework.request import Request

from claims.api.filters.search import SearchFilters, filters_with
from claims.api.pagination import Ordering
from claims.api.query import Accepts, Form, Query
from claims.api.read.plan import Answer, Plan, missing, slots
from claims.api.read.search import BY_RANK, search_plan
from claims.api.serializers.search import FOUND, SearchRowSerializer
from claims.api.views.base import Endpoint
from claims.api.views.questions import ClaimViewSet, IncidentViewSet
from claims.api.views.records import SourceViewSet, SpeakerViewSet, StatementViewSet
from claims.choices import Searched
from claims.models import Statement
from claims.querysets import Reader, RecordQuerySet
from claims.search.subjects import MODELS

# The lists that have the same rows, one type each.
LISTS: Mapping[str, type[Endpoint]] = {
    Searched.SPEAKER: SpeakerViewSet,
    Searched.CLAIM: ClaimViewSet,
    Searched.STATEMENT: StatementViewSet,
    Searched.INCIDENT: IncidentViewSet,
    Searched.SOURCE: SourceViewSet,
}


@dataclass(frozen=True)
class RankedAccepts(Accepts):
    """The parameters of a list whose order is that of how well its rows answer."""

    page_parameters: ClassVar[tuple[str, ...]] = ("limit", "cursor")

    @property
    def paged(self) -> bool:
        return True

    def ordering(self, model: Any, name: str) -> Ordering:
        return BY_RANK


class SearchViewSet(Endpoint):
    """Speakers, claims, statements, incidents and sources, those first that answer best.

    Every word counts as its own language bends it, and accents, case, hyphens and the spelling of a name do not matter.
    `"in quotes"` finds these words one after the other, `-word` what lacks the word, `or` one or the other. With one
    `type`, the filters of its list can be used as well.
    """

    queryset = Statement.objects.all()
    serializer_class = SearchRowSerializer
    list_accepts = RankedAccepts(SearchFilters, required=("q",))

    @classmethod
    def accepts_of(cls, action: str, form: Form | None = None) -> Accepts:
        types = types_of(form) if form else []
        if not form or len(types) != 1:
            return cls.list_accepts
        return RankedAccepts(filters_with(list_accepts(types[0], form).filters), required=("q",))

    @property
    def place(self) -> str:
        """A place among scores means nothing among those of other words."""
        return f"{super().place} {self.request.query_params.get('q')}"

    def hint(self) -> Form | None:
        """Of one type, the type and the names of the filters."""
        given = self.request.query_params
        named = set(given.getlist("type"))
        if len(named) != 1 or not named <= FOUND.keys():
            return None
        (of_type,) = named
        known = LISTS[of_type].list_accepts.filters.parameters()
        return Form(given=(("type", (of_type,)), *((name, 1) for name in given if name in known)))

    @classmethod
    def compile(cls, action: str, form: Form, reader: Reader) -> Plan:
        serializers = {name: FOUND[name]() for name in types_of(form)}
        for each in serializers.values():
            form.shape.prune(each)
        return search_plan(
            {name: rows_of(name, form, reader) for name in serializers},
            serializers,
            form,
            reader,
            missing=missing(cls.accepts_of(action, form).filters, form, None),
            facets=("facets", (True,)) in form.given,
        )

    def beside_rows(self, answer: Answer, query: Query, last: int) -> dict[str, Any]:
        """Of which types only the newest rows were ranked; what else could have been meant; how many rows there are."""
        return cast(dict[str, Any], json.loads(answer.beside))

    def list(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Speakers, claims, statements, incidents and sources that answer to words, the best first."""
        return self.answer()


def types_of(form: Form) -> list[str]:
    """The types of rows that are asked for."""
    asked = cast(tuple[str, ...], dict(form.given).get("type", ()))
    return [name for name in FOUND if name in asked or not asked]


def list_accepts(name: str, form: Form) -> Accepts:
    """The parameters of the list of a type, as far as they are given."""
    return LISTS[name].accepts_of("list", listed(form))


def listed(form: Form) -> Form:
    """The part of a form that a list understands."""
    return Form(given=tuple(pair for pair in form.given if pair[0] not in SearchFilters.parameters()))


def rows_of(name: str, form: Form, reader: Reader) -> RecordQuerySet:
    """The rows of a type that may be found."""
    filters = list_accepts(name, form).filters
    rows = cast(RecordQuerySet, MODELS[name]._default_manager.all())
    return rows.visible_to(reader).filter(*filters.conditions(slots(filters, listed(form)), reader))
