"""The addresses of the API, version 1."""

from django.urls import include, path
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularRedocView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from claims.api.collections import COLLECTIONS
from claims.api.matching.views import MatchView
from claims.api.openapi.views import DocumentView, page
from claims.api.search.views import SearchViewSet

router = DefaultRouter()
router.include_format_suffixes = False
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
