"""The addresses of the API, version 1."""

from typing import Any

from django.urls import include, path
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularRedocView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from claims.api.collections import COLLECTIONS
from claims.api.matching.views import MatchView
from claims.api.openapi.views import DocumentView, page
from claims.api.search.views import SearchViewSet


class Router(DefaultRouter):
    """Routes the collections. The root lists all addresses to begin with, those outside of the collections as well."""

    include_format_suffixes = False

    def get_method_map(self, viewset: Any, method_map: Any) -> Any:
        """Without the address of a row where rows have none of their own."""
        found = super().get_method_map(viewset, method_map)
        return found if "retrieve" in viewset.actions() else {m: a for m, a in found.items() if a != "retrieve"}

    def get_api_root_view(self, api_urls: Any = None) -> Any:
        lists = {name: f"{name}-list" for name in COLLECTIONS}
        return self.APIRootView.as_view(api_root_dict=lists | OTHERS)


# The name of each address below in the root's answer, and in the URL configuration.
OTHERS = {"search": "search", "match": "claims-match", "schema": "schema", "docs": "docs", "redoc": "redoc"}
router = Router()
for name, view in COLLECTIONS.items():
    router.register(name, view, basename=name)

# A field that cannot be compiled is an error now, when the addresses are loaded, and not at the first request.
for endpoint in COLLECTIONS.values():
    endpoint.compile_all()
SearchViewSet.compile_all()

urlpatterns = [
    path("search/", SearchViewSet.as_view({"get": "list"}), name="search"),
    path("claims/match/", MatchView.as_view(), name="claims-match"),
    path("", include(router.urls)),
    path("schema/", DocumentView.as_view(), name="schema"),
    path("docs/", require_safe(page(SpectacularSwaggerSplitView.as_view(url_name="schema"))), name="docs"),
    path("redoc/", require_safe(page(SpectacularRedocView.as_view(url_name="schema"))), name="redoc"),
]
