"""The addresses of the API, version 1."""

from django.urls import include, path
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularRedocView, SpectacularSwaggerView
from rest_framework.routers import DefaultRouter

from claims.api.query import Form
from claims.api.views import changes, questions, records, search
from claims.api.views.document import DocumentView
from claims.api.views.matching import MatchView
from claims.choices import Role

# The most asked for first: Django tries one pattern after the other, and the last collection cost 0.1 ms more.
COLLECTIONS = {
    "claims": questions.ClaimViewSet,
    "statements": records.StatementViewSet,
    "incidents": questions.IncidentViewSet,
    "speakers": records.SpeakerViewSet,
    "stances": records.StanceViewSet,
    "sources": records.SourceViewSet,
    "affiliations": records.AffiliationViewSet,
    "topics": records.TopicViewSet,
    "corrections": records.CorrectionViewSet,
    "redirects": records.RedirectViewSet,
    "changes": changes.ChangeViewSet,
}

router = DefaultRouter()
router.include_format_suffixes = False
for name, view in COLLECTIONS.items():
    router.register(name, view, basename=name)

# A field that cannot be compiled is an error now, when the addresses are loaded, and not a slow answer later.
for endpoint in COLLECTIONS.values():
    endpoint.compile_all()
search.SearchViewSet.compile("list", Form(), Role.READER)

urlpatterns = [
    path("search/", search.SearchViewSet.as_view({"get": "list"}), name="search"),
    path("claims/match/", MatchView.as_view(), name="claims-match"),
    path("", include(router.urls)),
    path("schema/", DocumentView.as_view(), name="schema"),
    path("docs/", require_safe(SpectacularSwaggerView.as_view(url_name="schema")), name="docs"),
    path("redoc/", require_safe(SpectacularRedocView.as_view(url_name="schema")), name="redoc"),
]
