"""The addresses of the pages below `/desk/`."""

from django.contrib import admin
from django.urls import path

from claims.desk.importing import import_file, preview
from claims.desk.read import lists, views
from claims.desk.texts import add_text

urlpatterns = [
    path("texts/", admin.site.admin_view(add_text), name="add-text"),
    path("import/", admin.site.admin_view(import_file), name="import-file"),
    path("import/<int:pk>/", admin.site.admin_view(preview), name="import-preview"),
    path("drafts/", lists.drafts, name="drafts"),
    path("read/", lists.sources, name="texts"),
    path("read/<slug:slug>/", views.ReadingView.as_view(), name="read"),
]
