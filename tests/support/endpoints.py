"""Every GET address of the API, from the URL configuration, for tests that hold all endpoints to a convention."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pytest
from django.db.models import Model
from django.http import QueryDict
from django.test import Client

from claims.api.collections import COLLECTIONS
from claims.api.query.filters import BooleanFilter, ChoiceFilter, CountryFilter, Filter, MomentFilter, SlugFilter
from claims.api.query.filters import DateFilter as DayFilter
from claims.api.query.keys import ById
from claims.api.query.parameters import Parameters
from claims.api.resources.changes.filters import BEGINNING, SinceFilter, since
from claims.api.search.views import SearchViewSet
from claims.api.views.variants import Variant

DAY = "2025-09-23"


VIEWS = {**COLLECTIONS, "search": SearchViewSet}
# The word for `q` where a request gives none: the text of each statement has it.
WORD = "something"
# One client for all requests: a new one sets up the middleware, which takes 0.2 s.
READER = Client(SERVER_NAME="localhost", raise_request_exception=False)

NO_ROWS: Mapping[type[Model], Model] = MappingProxyType({})


@dataclass(frozen=True)
class Endpoint:
    """An address of the API for GET: a collection's list or detail, or an action below a row of it."""

    collection: str
    action: str
    url_path: str = ""
    then: bool = False

    def __str__(self) -> str:
        return f"{self.collection}-{self.action}{'-then' if self.then else ''}"

    @property
    def view(self) -> Any:
        return VIEWS[self.collection]

    @property
    def variant(self) -> Variant:
        variant: Variant = self.view.variant(self.action, QueryDict(f"as_of={DAY}" if self.then else ""))
        return variant

    @property
    def parameters(self) -> Parameters:
        return self.variant.parameters

    @property
    def serializer(self) -> Any:
        return self.variant.serializer

    @property
    def model(self) -> type[Model]:
        model: type[Model] = self.view.model
        return model

    def path(self, query: str = "", rows: Mapping[type[Model], Model] = NO_ROWS) -> str:
        """The address with a query; about the given row of the collection, or about its first."""
        path = f"/api/v1/{self.collection}/"
        if self.action != "list":
            path += (
                f"{getattr(rows.get(self.model) or self.model.objects.order_by('pk').first(), self.view.lookup_field)}/"
            )
        # All changes together are more than fit on a page.
        narrowed = "collection=topics" if str(self) == "changes-list" else ""
        given = {part.partition("=")[0] for part in query.split("&")}
        needed = "&".join(f"{name}={WORD}" for name in self.parameters.required if name not in given)
        query = "&".join(
            part
            for part in (query, f"as_of={DAY}" if self.then and "as_of" not in given else "", narrowed, needed)
            if part
        )
        return f"{path}{f'{self.url_path}/' if self.url_path else ''}{f'?{query}' if query else ''}"


def endpoints() -> Iterator[Endpoint]:
    for collection, view in COLLECTIONS.items():
        yield from (Endpoint(collection, action) for action in ("list", "retrieve") if action in view.actions())
        for question in view.get_extra_actions():
            if "get" not in question.mapping:
                continue
            endpoint = Endpoint(collection, question.__name__, question.url_path)
            yield endpoint
            if "as_of" in endpoint.parameters.names:
                yield Endpoint(collection, question.__name__, question.url_path, then=True)
    yield Endpoint("search", "list")


ENDPOINTS = list(endpoints())


LISTS = [endpoint for endpoint in ENDPOINTS if endpoint.parameters.paged]


# Lists with the parameters `ordering` and `count`.
SORTED = [endpoint for endpoint in LISTS if endpoint.parameters.orderings]


every_list = pytest.mark.parametrize("endpoint", LISTS, ids=str)
every_sorted_list = pytest.mark.parametrize("endpoint", SORTED, ids=str)
every_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=str)


def value_of(each: Filter, rows: Mapping[type[Model], Model] = NO_ROWS) -> str:
    """A value that a filter accepts."""
    kinds = {DayFilter: DAY, BooleanFilter: "true", CountryFilter: "DK", MomentFilter: f"{DAY}T00:00:00Z", ById: "1"}
    if isinstance(each, ChoiceFilter):
        return str(each.choices.values[0])
    if isinstance(each, SlugFilter):
        if each.model in rows:
            return str(rows[each.model].slug)  # type: ignore[attr-defined]
        return str(each.model._default_manager.order_by("pk").values_list("slug", flat=True).first())
    if isinstance(each, SinceFilter):
        return since(BEGINNING)
    return next((value for kind, value in kinds.items() if isinstance(each, kind)), "en")
