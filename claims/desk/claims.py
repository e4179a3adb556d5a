"""Claims, their links to incidents, their relations to each other, and topics."""

from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.forms import NullBooleanField, NullBooleanSelect
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from claims.choices import StancePosition
from claims.desk.base import DeskAdmin, DeskInline, choice_column
from claims.desk.forms import ComparedForm
from claims.desk.labels import shortened
from claims.desk.reviews import ReviewInline
from claims.desk.stances import BaseOtherStanceInline, OwnSuggestionInline
from claims.models import Claim, ClaimRelation, ClaimTally, IncidentClaim, Stance, Topic
from claims.templatetags.languages import in_words


class LinkInline(DeskInline):
    model = IncidentClaim
    verbose_name_plural = _("incidents it is about")
    fields = ("incident", "aspect")
    joined = ("incident", "claim")


class RelationInline(DeskInline):
    model = ClaimRelation
    fk_name = "claim"
    verbose_name_plural = _("relations to other claims")
    fields = ("kind", "other")
    joined = ("claim", "other")


class OwnStanceInline(OwnSuggestionInline):
    fields = ("statement", *OwnSuggestionInline.stance_fields)


class OtherStanceInline(BaseOtherStanceInline):
    fields = ("statement_text", *BaseOtherStanceInline.stance_fields)
    readonly_fields = fields

    @admin.display(description=_("statement"))
    def statement_text(self, stance: Stance) -> str:
        return f"{stance.statement.speaker.name}: {shortened(stance.statement.text)}"


def tally_text(tally: ClaimTally) -> str:
    """The number of speakers with each position: “affirms 2, denies 1”; positions that nobody holds are left out."""
    counts = ((position, getattr(tally, position)) for position in StancePosition.values)
    return ", ".join(f"{in_words(position)} {count}" for position, count in counts if count)


@admin.register(Claim)
class ClaimAdmin(DeskAdmin):
    form = ComparedForm
    menu_order = 50
    list_display = ("name", "short_text", choice_column("kind"), "where_speakers_stand", "disputed", "updated_at")
    list_filter = ("kind", "checkable", "tally__disputed")
    list_select_related = ("tally",)
    search_fields = ("name", "other_names", "text", "=slug")
    ordering = ("-created_at", "-id")
    date_hierarchy = "created_at"
    inlines = (LinkInline, RelationInline, OwnStanceInline, OtherStanceInline, ReviewInline)
    readonly_fields = ("where_speakers_stand", "disputed")
    fieldsets = (
        (None, {"fields": ("text", "name", "other_names", ("kind", "checkable"), "language", "topics", "slug")}),
        (_("Background"), {"fields": ("context", "first_appearance")}),
        (_("Derived"), {"fields": (("where_speakers_stand", "disputed"),)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("tally", "first_appearance")

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "checkable":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = NullBooleanSelect()
        widget.choices = [("unknown", _("by its kind")), ("true", _("yes")), ("false", _("no"))]
        return NullBooleanField(widget=widget, label=capfirst(db_field.verbose_name), help_text=db_field.help_text)

    @staticmethod
    def row_label(row: Claim) -> str:
        return shortened(row.text)

    @admin.display(description=_("text"))
    def short_text(self, claim: Claim) -> str:
        return shortened(claim.text)

    @admin.display(description=_("speakers who"))
    def where_speakers_stand(self, claim: Claim) -> str:
        return tally_text(claim.tally) if claim.pk else ""

    @admin.display(description=_("disputed"), boolean=True, ordering="tally__disputed")
    def disputed(self, claim: Claim) -> bool | None:
        return claim.tally.disputed if claim.pk else None


@admin.register(IncidentClaim)
class IncidentClaimAdmin(DeskAdmin):
    menu_order = 120
    list_display = ("claim_name", choice_column("aspect"), "incident_name")
    list_filter = ("aspect",)
    list_select_related = ("claim", "incident")
    search_fields = ("claim__text", "claim__name", "incident__name")
    ordering = ("-id",)
    fieldsets = ((None, {"fields": ("incident", "claim", "aspect")}),)

    @admin.display(description=_("claim"))
    def claim_name(self, link: IncidentClaim) -> str:
        return link.claim.name

    @admin.display(description=_("incident"))
    def incident_name(self, link: IncidentClaim) -> str:
        return link.incident.name


@admin.register(ClaimRelation)
class ClaimRelationAdmin(DeskAdmin):
    menu_order = 130
    list_display = ("claim_name", choice_column("kind"), "other_name")
    list_filter = ("kind",)
    list_select_related = ("claim", "other")
    search_fields = ("claim__text", "claim__name", "other__text", "other__name")
    ordering = ("-id",)
    fieldsets = ((None, {"fields": ("claim", "kind", "other")}),)

    @admin.display(description=_("claim"))
    def claim_name(self, relation: ClaimRelation) -> str:
        return relation.claim.name

    @admin.display(description=_("other"))
    def other_name(self, relation: ClaimRelation) -> str:
        return relation.other.name


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    menu_order = 90
    list_display = ("name", "broader_name", "slug", "updated_at")
    list_select_related = ("broader",)
    search_fields = ("name", "=slug")
    ordering = ("sort_key", "id")
    readonly_fields = ("sort_key",)
    fieldsets = (
        (None, {"fields": ("name", "broader", "slug")}),
        (_("Derived"), {"fields": ("sort_key",), "classes": ("collapse",)}),
    )

    @admin.display(description=_("part of"))
    def broader_name(self, topic: Topic) -> str:
        return topic.broader.name if topic.broader else ""
