"""Speakers, and the roles of people in organisations."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.choices import Role
from claims.desk.base import DeskAdmin, DeskInline, actor_of, choice_column, date_column
from claims.desk.forms import ComparedForm
from claims.models import Affiliation, Speaker

DATES = (("start_date", "start_date_precision"), ("end_date", "end_date_precision"))
PERIOD = ("start_date", "start_date_precision", "end_date", "end_date_precision", "former")


class AffiliationInline(DeskInline):
    """Coders add roles here, and change their own ones on the page of the role."""

    model = Affiliation

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and actor_of(request).role.includes(Role.EDITOR)


class RoleInline(AffiliationInline):
    fk_name = "person"
    verbose_name_plural = _("roles held")
    fields = ("role", "organization", *PERIOD)
    joined = ("person", "organization")


class MemberInline(AffiliationInline):
    fk_name = "organization"
    verbose_name_plural = _("people with a role here")
    fields = ("person", "role", *PERIOD)
    joined = ("person", "organization")


@admin.register(Speaker)
class SpeakerAdmin(DeskAdmin):
    form = ComparedForm
    menu_order = 70
    list_display = ("name", choice_column("kind"), "country", "slug", "updated_at")
    list_filter = ("kind",)
    search_fields = ("name", "sort_name", "other_names", "=slug")
    search_help_text = _("Name in any spelling, or the whole slug")
    ordering = ("sort_key", "id")
    date_hierarchy = None
    inlines = (RoleInline, MemberInline)
    readonly_fields = ("sort_key",)
    fieldsets = (
        (None, {"fields": ("kind", ("name", "sort_name"), "slug", "other_names", "country", "summary")}),
        (_("Elsewhere"), {"fields": ("identifiers", "website", "image_url", "sort_key"), "classes": ("collapse",)}),
    )

    def get_inlines(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        """A person has roles; an organisation has people with roles."""
        if obj is None:
            return ()
        return {"person": (RoleInline,), "organization": (MemberInline,)}.get(obj.kind, ())


@admin.register(Affiliation)
class AffiliationAdmin(DeskAdmin):
    menu_order = 80
    row_label_relations = ("person", "organization")
    list_display = ("person", "role", "organization", date_column("start_date"), date_column("end_date"), "former")
    list_filter = ("former",)
    list_select_related = ("person", "organization")
    search_fields = ("role", "person__name", "organization__name")
    ordering = ("-start_date", "-id")
    date_hierarchy = "start_date"
    fieldsets = ((None, {"fields": ("person", "role", "organization", *DATES, "former")}),)

    @staticmethod
    def row_label(row: Affiliation) -> str:
        return f"{row.role}, {row.organization.name} ({row.person.name})"
