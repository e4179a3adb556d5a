"""Sources of statements."""

from typing import Any

from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.desk.base import DeskAdmin, choice_column, date_column, textarea
from claims.desk.labels import shortened
from claims.models import Source


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    menu_order = 40
    list_display = (
        "headline_or_slug",
        "publisher",
        choice_column("kind"),
        date_column("published_on"),
        "language",
        "updated_at",
    )
    list_filter = ("kind", "language")
    search_fields = ("headline", "publisher", "author", "url", "=slug")
    search_help_text = _("Headline, publisher, author or address")
    ordering = ("-published_on", "-id")
    date_hierarchy = "published_on"
    change_form_template = "desk/source.html"
    fieldsets = (
        (None, {"fields": ("kind", "headline", ("publisher", "author"), "url", "slug")}),
        (_("When and in which language"), {"fields": (("published_on", "published_on_precision"), "language")}),
        (_("The copy"), {"fields": ("archived_url", "accessed_on", "content_sha256", "content")}),
    )

    @staticmethod
    def row_label(row: Source) -> str:
        return shortened(" · ".join(filter(None, (row.headline or row.slug, row.publisher))))

    @admin.display(description=_("headline"), ordering="headline")
    def headline_or_slug(self, source: Source) -> str:
        return source.headline or source.slug

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """The text is not stripped, since the offsets of citations count all of its characters."""
        if db_field.name == "content":
            kwargs |= {"strip": False, "widget": textarea(20)}
        return super().formfield_for_dbfield(db_field, request, **kwargs)
