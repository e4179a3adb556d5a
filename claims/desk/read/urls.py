"""The addresses of the reading page, below `/desk/read/`."""

from django.urls import path

from claims.desk.read import lists, views

urlpatterns = [
    path("", lists.sources, name="read-sources"),
    path("drafts/", lists.drafts, name="read-drafts"),
    path("<slug:slug>/", views.ReadingView.as_view(), name="read"),
]
