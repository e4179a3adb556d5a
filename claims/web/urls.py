"""URLs of the pages for people."""

from django.conf import settings
from django.urls import path

from claims.web import pages, views
from claims.web.developers import developers
from claims.web.home import HomePage
from claims.web.style import style

LISTS = {
    "claims": pages.ClaimsPage,
    "contradictions": pages.ContradictionsPage,
    "corrections": pages.CorrectionsPage,
    "incidents": pages.IncidentsPage,
    "publishers": pages.PublishersPage,
    "sources": pages.SourcesPage,
    "speakers": pages.SpeakersPage,
    "statements": pages.StatementsPage,
    "topics": pages.TopicsPage,
}
ROWS = {
    "claims": pages.ClaimPage,
    "incidents": pages.IncidentPage,
    "sources": pages.SourcePage,
    "speakers": pages.SpeakerPage,
    "statements": pages.StatementPage,
    "topics": pages.TopicPage,
}
BELOW = {
    "claims/<slug:key>/positions/": (pages.ClaimPositionsPage, "claim-positions-page"),
    "claims/<slug:key>/stances/": (pages.ClaimStancesPage, "claim-stances-page"),
    "incidents/<slug:key>/matrix/": (pages.MatrixPage, "incident-matrix-page"),
    "speakers/<slug:key>/positions/": (pages.SpeakerPositionsPage, "speaker-positions-page"),
}
urlpatterns = [
    *(path(f"{name}/", page.as_view(), name=f"{name}-page") for name, page in LISTS.items()),
    *(path(f"{name}/<slug:key>/", page.as_view(), name=f"{name[:-1]}-page") for name, page in ROWS.items()),
    *(path(route, page.as_view(), name=name) for route, (page, name) in BELOW.items()),
    path("", HomePage.as_view(), name="home"),
    path("developers/", developers, name="developers"),
    path("search/", views.search, name="search-page"),
    path("problems/", views.problems, name="problems"),
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon, name="favicon"),
]
if settings.DEBUG:
    urlpatterns.append(path("style/", style, name="style"))
