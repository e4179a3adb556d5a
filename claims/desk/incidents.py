"""Incidents, their kinds and their actors."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from claims.desk.base import DeskAdmin, DeskInline, choice_column, date_column
from claims.desk.people import DATES
from claims.models import Incident, IncidentActor, IncidentClaim, IncidentKind


class ActorInline(DeskInline):
    model = IncidentActor
    fields = ("speaker", "role")
    joined = ("speaker", "incident")


class AspectInline(DeskInline):
    """Claims about the incident."""

    model = IncidentClaim
    verbose_name_plural = _("claims about it")
    fields = ("claim", "aspect")
    joined = ("claim", "incident")


@admin.register(Incident)
class IncidentAdmin(DeskAdmin):
    menu_order = 60
    list_display = (
        "name",
        "kind_name",
        choice_column("status"),
        date_column("start_date"),
        "location_name",
        "part_of_name",
        "updated_at",
    )
    list_filter = ("status", "kind")
    list_select_related = ("kind", "part_of")
    search_fields = ("name", "other_names", "location_name", "summary", "=slug")
    ordering = ("-start_date", "-id")
    date_hierarchy = "start_date"
    inlines = (ActorInline, AspectInline)
    readonly_fields = ("sort_key",)
    fieldsets = (
        (None, {"fields": ("name", "other_names", "kind", "status", "summary", "slug", "part_of")}),
        (_("When and where"), {"fields": (*DATES, "location_name", "countries", ("latitude", "longitude"))}),
        (_("Derived"), {"fields": ("sort_key",), "classes": ("collapse",)}),
    )

    @admin.display(description=_("kind"), ordering="kind")
    def kind_name(self, incident: Incident) -> str:
        return incident.kind.name

    @admin.display(description=_("part of"))
    def part_of_name(self, incident: Incident) -> str:
        return incident.part_of.name if incident.part_of else ""


@admin.register(IncidentKind)
class IncidentKindAdmin(DeskAdmin):
    menu_order = 100
    list_display = ("slug", "name", "updated_at")
    search_fields = ("slug", "name")
    ordering = ("slug",)
    fieldsets = ((None, {"fields": ("slug", "name")}),)


@admin.register(IncidentActor)
class IncidentActorAdmin(DeskAdmin):
    menu_order = 140
    list_display = ("speaker_name", choice_column("role"), "incident_name")
    list_filter = ("role",)
    list_select_related = ("speaker", "incident")
    search_fields = ("speaker__name", "incident__name")
    ordering = ("-id",)
    fieldsets = ((None, {"fields": ("incident", "speaker", "role")}),)

    @admin.display(description=_("speaker"))
    def speaker_name(self, actor: IncidentActor) -> str:
        return actor.speaker.name

    @admin.display(description=_("incident"))
    def incident_name(self, actor: IncidentActor) -> str:
        return actor.incident.name
