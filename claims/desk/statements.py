"""Statements with their citations and stances."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.desk.base import DeskAdmin, DeskInline, choice_column, date_column, textarea
from claims.desk.corrections import CorrectionInline
from claims.desk.labels import shortened
from claims.desk.stances import BaseOtherStanceInline, OwnSuggestionInline
from claims.models import Citation, Stance, Statement
from claims.templatetags.dates import as_known

SELECTOR = ("exact", "prefix", "suffix", "start", "end", "media_start", "media_end")


class UnstrippedContext(BaseModelAdmin):
    """A citation's `prefix` and `suffix` are not stripped: they have to match the source to the last space."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"prefix", "suffix"}:
            kwargs |= {"strip": False, "widget": textarea(1)}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class CitationInline(UnstrippedContext, DeskInline):
    model = Citation
    shown_as = "citations"
    verbose_name_plural = _("citations: where it stands in the source (a quote needs one)")
    fields = SELECTOR
    joined = ("statement",)


class OwnStanceInline(OwnSuggestionInline):
    fields = ("claim", *OwnSuggestionInline.stance_fields)


class OtherStanceInline(BaseOtherStanceInline):
    fields = ("claim_text", *BaseOtherStanceInline.stance_fields)
    readonly_fields = fields

    @admin.display(description=_("claim"))
    def claim_text(self, stance: Stance) -> str:
        return shortened(stance.claim.text)


@admin.register(Statement)
class StatementAdmin(DeskAdmin):
    menu_order = 20
    row_label_relations = ("speaker",)
    list_display = (
        "short_text",
        "speaker_name",
        choice_column("kind"),
        date_column("made_on"),
        "source_name",
        choice_column("status"),
        "updated_at",
    )
    list_filter = ("kind", "status", "made_on_precision")
    list_select_related = ("speaker", "source")
    search_fields = ("text", "original_text", "speaker__name", "=slug")
    search_help_text = _("Words of the statement, or its speaker")
    ordering = ("-made_on", "-id")
    date_hierarchy = "made_on"
    inlines = (CitationInline, CorrectionInline, OwnStanceInline, OtherStanceInline)
    change_form_template = "desk/statement.html"
    readonly_fields = ("status",)
    fieldsets = (
        (None, {"fields": ("kind", "text", "language", ("speaker", "on_behalf_of"), "attribution")}),
        (_("Where and when"), {"fields": ("source", ("made_on", "made_on_precision"), "venue", "affiliation")}),
        (_("What it is about"), {"fields": ("incidents",)}),
        (_("Before translation"), {"fields": ("original_text", "original_language")}),
        (_("Whether it stands"), {"fields": ("status", "supersedes", "slug")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        joined = ("speaker", "source", "on_behalf_of", "supersedes__speaker")
        role = ("affiliation__person", "affiliation__organization")
        return super().get_queryset(request).select_related(*joined, *role)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        context["may_correct"] = options.get("obj") and request.user.has_perm("claims.add_correction")
        return super().render_change_form(request, context, *args, **options)

    @staticmethod
    def row_label(row: Statement) -> str:
        day = as_known(row.made_on, row.made_on_precision)
        return f"{row.speaker.name}, {day}: {shortened(row.text, 80)}"

    @admin.display(description=_("statement"), ordering="text")
    def short_text(self, statement: Statement) -> str:
        return shortened(statement.text)

    @admin.display(description=_("speaker"), ordering="speaker__sort_key")
    def speaker_name(self, statement: Statement) -> str:
        return statement.speaker.name

    @admin.display(description=_("source"))
    def source_name(self, statement: Statement) -> str:
        return shortened(statement.source.headline or statement.source.slug, 50)


@admin.register(Citation)
class CitationAdmin(UnstrippedContext, DeskAdmin):
    menu_order = 110
    list_display = ("exact_words", "statement_slug", "start", "updated_at")
    list_select_related = ("statement",)
    search_fields = ("exact", "=statement__slug")
    ordering = ("-id",)
    fieldsets = ((None, {"fields": ("statement", *SELECTOR)}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("statement__speaker")

    def lock_before(self, row: Citation) -> None:
        """The statement, as its own page and the API do; a trigger locks it, too, when a citation changes."""
        Statement.objects.select_for_update(of=("self",), no_key=True).get(pk=row.statement_id)

    @admin.display(description=_("exact words"), ordering="exact")
    def exact_words(self, citation: Citation) -> str:
        return shortened(citation.exact)

    @admin.display(description=_("statement"))
    def statement_slug(self, citation: Citation) -> str:
        return str(citation.statement.slug)
