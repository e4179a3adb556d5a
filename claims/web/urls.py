"""URLs of the pages for people."""

from django.conf import settings
from django.urls import path

from claims.web import embeds, pages, previews, sitemap, views
from claims.web.claimreview import claimreview
from claims.web.developers import developers
from claims.web.feeds import feed
from claims.web.home import HomePage
from claims.web.oembed import oembed
from claims.web.style import style

LISTS = {
    "claims": pages.ClaimsPage,
    "contradictions": pages.ContradictionsPage,
    "corrections": pages.CorrectionsPage,
    "incidents": pages.IncidentsPage,
    "publishers": pages.PublishersPage,
    "reviews": pages.ReviewsPage,
    "sources": pages.SourcesPage,
    "speakers": pages.SpeakersPage,
    "statements": pages.StatementsPage,
    "topics": pages.TopicsPage,
}
ROWS = {
    "claims": pages.ClaimPage,
    "incidents": pages.IncidentPage,
    "reviews": pages.ReviewPage,
    "sources": pages.SourcePage,
    "speakers": pages.SpeakerPage,
    "statements": pages.StatementPage,
    "topics": pages.TopicPage,
}
BELOW = {
    "claims/<slug:key>/positions/": (pages.ClaimPositionsPage, "claim-positions-page"),
    "claims/<slug:key>/reviews/": (pages.ClaimReviewsPage, "claim-reviews-page"),
    "claims/<slug:key>/stances/": (pages.ClaimStancesPage, "claim-stances-page"),
    "incidents/<slug:key>/matrix/": (pages.MatrixPage, "incident-matrix-page"),
    "speakers/<slug:key>/positions/": (pages.SpeakerPositionsPage, "speaker-positions-page"),
}
EMBEDS = {"claims": embeds.ClaimEmbed, "incidents": embeds.IncidentEmbed, "statements": embeds.StatementEmbed}
PREVIEWS = {
    "claims": previews.ClaimPreview,
    "incidents": previews.IncidentPreview,
    "speakers": previews.SpeakerPreview,
    "statements": previews.StatementPreview,
}
FEEDS = ("claims", "incidents", "speakers", "topics")
urlpatterns = [
    *(path(f"{name}/", page.as_view(), name=f"{name}-page") for name, page in LISTS.items()),
    *(path(f"{name}/<slug:key>/", page.as_view(), name=f"{name[:-1]}-page") for name, page in ROWS.items()),
    *(path(route, page.as_view(), name=name) for route, (page, name) in BELOW.items()),
    *(path(f"embed/{name}/<slug:key>/", card.as_view(), name=f"{name[:-1]}-embed") for name, card in EMBEDS.items()),
    *(
        path(f"preview/{name}/<slug:key>.png", picture.as_view(), name=f"{name[:-1]}-preview")
        for name, picture in PREVIEWS.items()
    ),
    path("oembed/", oembed, name="oembed"),
    path("", HomePage.as_view(), name="home"),
    path("developers/", developers, name="developers"),
    path("feeds/", feed, name="feed"),
    path("feeds/corrections/", feed, {"collection": "corrections"}, name="corrections-feed"),
    path("feeds/claimreview.json", claimreview, name="claimreview-feed"),
    *(path(f"feeds/{name}/<slug:key>/", feed, {"collection": name}, name=f"{name[:-1]}-feed") for name in FEEDS),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<str:collection>-<int:number>.xml", sitemap.part_of, name="sitemap-part"),
    path("search/", views.search, name="search-page"),
    path("problems/", views.problems, name="problems"),
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon, name="favicon"),
]
if settings.DEBUG:
    urlpatterns.append(path("style/", style, name="style"))
