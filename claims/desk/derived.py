"""Tables that the database derives; they cannot be changed."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.desk.base import ReadOnly, choice_column, date_column
from claims.models import ClaimTally, CountedStance, Position, SpeakerIdentifier
from claims.templatetags.languages import in_words


class TimelineInline(ReadOnly, admin.TabularInline):
    """The stances that a position is derived from."""

    model = CountedStance
    fk_name = "derived_position"
    verbose_name_plural = _("timeline")
    taken_on = staticmethod(date_column("made_on"))
    fields = readonly_fields = ("taken_on", "position", "statement_text")
    ordering = ("made_on", "created_at", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("statement", "speaker", "claim")

    @admin.display(description=_("statement"))
    def statement_text(self, stance: CountedStance) -> str:
        return stance.statement.text


@admin.register(Position)
class PositionAdmin(ReadOnly, admin.ModelAdmin):
    menu_order = 910
    list_display = (
        "speaker_name",
        choice_column("position"),
        "claim_text",
        choice_column("capacity"),
        date_column("last_on"),
        "stance_count",
        choice_column("change"),
    )
    list_filter = ("position", "capacity", "changed")
    list_select_related = ("speaker", "claim")
    search_fields = ("speaker__name", "claim__text")
    ordering = ("-last_on", "-id")
    date_hierarchy = "last_on"
    show_full_result_count = False
    inlines = (TimelineInline,)
    first_taken_on, last_taken_on = staticmethod(date_column("first_on")), staticmethod(date_column("last_on"))
    change_value = staticmethod(choice_column("change"))
    fields = readonly_fields = (
        "speaker_name",
        "position",
        "claim_text",
        "capacity",
        "first_taken_on",
        "last_taken_on",
        "stance_count",
        "changed",
        "change_value",
        "positions_taken",
        "created_at",
        "updated_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("speaker", "claim")

    @admin.display(description=_("speaker"), ordering="speaker__sort_key")
    def speaker_name(self, position: Position) -> str:
        return position.speaker.name

    @admin.display(description=_("taken"))
    def positions_taken(self, position: Position) -> str:
        return ", ".join(map(in_words, position.taken))

    @admin.display(description=_("claim"))
    def claim_text(self, position: Position) -> str:
        return position.claim.text


@admin.register(ClaimTally)
class ClaimTallyAdmin(ReadOnly, admin.ModelAdmin):
    menu_order = 920
    list_display = (
        "claim_name",
        "affirms",
        "denies",
        "qualifies",
        "questions",
        "reports",
        "declines",
        "disputed",
        "agreement",
    )
    list_filter = ("disputed", "agreement")
    list_select_related = ("claim",)
    search_fields = ("claim__text", "claim__name")
    ordering = ("-updated_at", "-claim_id")
    show_full_result_count = False
    fields = (*list_display, "created_at", "updated_at")

    @admin.display(description=_("claim"))
    def claim_name(self, tally: ClaimTally) -> str:
        return tally.claim.name


@admin.register(SpeakerIdentifier)
class SpeakerIdentifierAdmin(ReadOnly, admin.ModelAdmin):
    menu_order = 930
    list_display = ("scheme", "value", "speaker_name")
    list_filter = ("scheme",)
    list_select_related = ("speaker",)
    search_fields = ("=value", "speaker__name")
    ordering = ("scheme", "value", "id")
    show_full_result_count = False
    fields = (*list_display, "created_at", "updated_at")

    @admin.display(description=_("speaker"), ordering="speaker__sort_key")
    def speaker_name(self, identifier: SpeakerIdentifier) -> str:
        return identifier.speaker.name
