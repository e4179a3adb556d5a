"""Speakers and the roles they held."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claims.desk.base import DeskAdmin, DeskInline, word
from claims.models import Affiliation, Speaker

DATES = (("start_date", "start_date_precision"), ("end_date", "end_date_precision"))
AFFILIATION = ("start_date", "start_date_precision", "end_date", "end_date_precision", "former")


class RoleInline(DeskInline):
    model = Affiliation
    fk_name = "person"
    verbose_name_plural = "roles held"
    fields = ("role", "organization", *AFFILIATION)
    joined = ("person", "organization")


class MemberInline(DeskInline):
    model = Affiliation
    fk_name = "organization"
    verbose_name_plural = "people with a role here"
    fields = ("person", "role", *AFFILIATION)
    joined = ("person", "organization")


@admin.register(Speaker)
class SpeakerAdmin(DeskAdmin):
    list_display = ("name", word("kind"), "country", "slug", "updated_at")
    list_filter = ("kind",)
    search_fields = ("name", "sort_name", "other_names", "=slug")
    search_help_text = "Name in any spelling, or the whole slug"
    ordering = ("sort_key", "id")
    date_hierarchy = None
    inlines = (RoleInline, MemberInline)
    readonly_fields = ("sort_key",)
    fieldsets = (
        (None, {"fields": ("kind", ("name", "sort_name"), "slug", "other_names", "country", "summary")}),
        ("Elsewhere", {"fields": ("identifiers", "website", "image_url", "sort_key"), "classes": ("collapse",)}),
    )

    def get_inlines(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        """Only people hold roles, and only organisations have people with roles."""
        if obj is None:
            return ()
        return {"person": (RoleInline,), "organization": (MemberInline,)}.get(obj.kind, ())


@admin.register(Affiliation)
class AffiliationAdmin(DeskAdmin):
    list_display = ("person", "role", "organization", "start_date", "end_date", "former")
    list_filter = ("former",)
    list_select_related = ("person", "organization")
    search_fields = ("role", "person__name", "organization__name")
    ordering = ("-start_date", "-id")
    date_hierarchy = "start_date"
    fieldsets = ((None, {"fields": ("person", "role", "organization", *DATES, "former")}),)
