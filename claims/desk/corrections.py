"""Corrections: an editor withdraws a statement, or restores it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.desk.base import DeskAdmin, DeskInline, ReadOnly, choice_column
from claims.desk.labels import shortened
from claims.models import Correction
from claims.services.corrections import hold, supersede
from claims.templatetags.languages import in_words


class CorrectionInline(ReadOnly, DeskInline):
    """The corrections of the statement on the page."""

    model = Correction
    fk_name = "statement"
    verbose_name_plural = _("corrections, the last word last")
    fields = readonly_fields = ("corrected_at", "status", "what", "why", "replacement", "editor")
    show_change_link = True
    joined = ("replacement", "editor")


@admin.register(Correction)
class CorrectionAdmin(DeskAdmin):
    menu_order = 30
    list_display = ("corrected_at", "speaker_name", "statement_text", choice_column("status"), "short_what")
    list_filter = ("status",)
    list_select_related = ("statement__speaker",)
    search_fields = ("what", "why", "statement__text", "statement__speaker__name", "=statement__slug")
    search_help_text = _("Words of the correction or of the statement, or its speaker")
    ordering = ("-corrected_at", "-id")
    date_hierarchy = "corrected_at"
    readonly_fields = ("corrected_at", "editor")
    fieldsets = (
        (None, {"fields": ("statement", "status", "what", "why", "replacement")}),
        (_("Made"), {"fields": (("corrected_at", "editor"),)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        joined = ("statement__speaker", "replacement__speaker", "editor")
        return super().get_queryset(request).select_related(*joined)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The statement and the status cannot be changed later; the texts can."""
        return (*super().get_readonly_fields(request, obj), *(("statement", "status") if obj else ()))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A wrong correction is followed by another one."""
        return False

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        if not change:
            obj.editor = request.user  # type: ignore[assignment]
        hold(obj.statement)
        supersede(obj.replacement, obj.statement)
        super().save_model(request, obj, form, change)

    @staticmethod
    def row_label(row: Correction) -> str:
        return f"{in_words(row.status)}: {shortened(row.what, 80)}"

    @admin.display(description=_("speaker"), ordering="statement__speaker__sort_key")
    def speaker_name(self, correction: Correction) -> str:
        return correction.statement.speaker.name

    @admin.display(description=_("statement"))
    def statement_text(self, correction: Correction) -> str:
        return shortened(correction.statement.text)

    @admin.display(description=_("what was wrong"))
    def short_what(self, correction: Correction) -> str:
        return shortened(correction.what)
