"""Stances: coders suggest them, and reviewers work through the queue of suggestions."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from claims.choices import ReviewStatus
from claims.desk import reviewing
from claims.desk.base import DeskInline, ReadOnly, choice_column, date_column
from claims.desk.decided import Buttons, DecidedAdmin, Decision
from claims.desk.labels import shortened
from claims.models import Stance
from claims.services import judged, review
from claims.templatetags.languages import in_words

MOST_OFFERED, MOST_SHOWN = 25, 100


class OwnSuggestionFormSet(BaseInlineFormSet):
    """Refuses to save when one of the user's suggestions has been reviewed or deleted since the page was opened."""

    def clean(self) -> None:
        super().clean()
        if any(form.instance.pk is None for form in self.initial_forms):
            raise ValidationError(
                gettext("One of these was reviewed or deleted meanwhile: open the page anew."), code="overtaken"
            )


class OwnSuggestionInline(DeskInline):
    """The user's own suggestions that nobody has reviewed yet."""

    # Stacked, since there are too many columns for a table.
    template = "admin/edit_inline/stacked.html"
    stance_fields = (("position", "explicitness"), "excerpt", "qualification", "rationale", "confidence")
    model = Stance
    formset = OwnSuggestionFormSet
    verbose_name_plural = _("stances that you suggest")
    joined = ("claim", "statement__speaker")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request)
        own: QuerySet = rows.suggested_by(request.user)
        # Saving writes all columns, so the row is locked against a review at the same time.
        return own.select_for_update(of=("self",)) if request.method == "POST" else own

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Sets the coder of new rows before validation, which checks constraints on it."""
        form = kwargs.pop("form", self.form)
        coder = request.user

        class OwnForm(form):  # type: ignore[valid-type, misc]
            def _post_clean(self) -> None:
                if self.instance.pk is None:
                    self.instance.coder = coder
                super()._post_clean()

        return super().get_formset(request, obj, form=OwnForm, **kwargs)


class NewestFormSet(BaseInlineFormSet):
    """Only the newest rows, since a claim may have thousands of stances; the list of stances shows all."""

    def get_queryset(self) -> QuerySet:
        if not hasattr(self, "_queryset"):
            self._queryset = super().get_queryset()[:MOST_SHOWN]
        return self._queryset


class BaseOtherStanceInline(ReadOnly, DeskInline):
    """All other stances: confirmed, rejected, or suggested by somebody else."""

    stance_fields = ("excerpt", "position_value", "review_status", "coder", "reviewer", "review_note")
    model = Stance
    formset = NewestFormSet
    verbose_name_plural = format_lazy(_("other stances, the newest {number} of them"), number=MOST_SHOWN)
    show_change_link = True
    joined = ("claim", "statement__speaker", "coder", "reviewer")

    @admin.display(description=_("position"))
    def position_value(self, stance: Stance) -> str:
        return in_words(stance.position)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request)
        own = Stance.objects.suggested_by(request.user)
        return rows.exclude(pk__in=own.values("pk")).order_by("-pk")  # type: ignore[no-any-return]


class SubjectFilter(SimpleListFilter):
    """Filters stances by a subject. The choices are the subjects with the most suggestions to review.

    `slug` and `name` are the paths from a stance to those of the subject.
    """

    slug = name = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        rows = Stance.objects.suggested().filter(**{f"{self.slug}__isnull": False}).values_list(self.slug, self.name)
        offered = {
            slug: f"{name} ({n})" for slug, name, n in rows.annotate(n=Count("pk")).order_by("-n")[:MOST_OFFERED]
        }
        chosen = self.value()
        return [*offered.items(), *([(chosen, chosen)] if chosen and chosen not in offered else [])]


class ClaimFilter(SubjectFilter):
    title, parameter_name = _("claim"), "about_claim"
    slug, name = "claim__slug", "claim__name"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.about_claim(self.value()) if self.value() else queryset


class IncidentFilter(SubjectFilter):
    title, parameter_name = _("incident"), "about_incident"
    slug, name = "claim__incident_links__incident__slug", "claim__incident_links__incident__name"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.about_incident(self.value()) if self.value() else queryset


@admin.register(Stance)
class StanceAdmin(DecidedAdmin):
    menu_order = 10
    list_display = (
        "speaker_and_text",
        "quoted_excerpt",
        choice_column("position"),
        "claim_text",
        choice_column("review_status"),
        "coder",
        "created_at",
        "in_the_text",
    )
    list_display_links = ("speaker_and_text",)
    list_filter = ("review_status", ClaimFilter, IncidentFilter, "position", "method", "explicitness")
    search_fields = ("statement__text", "statement__speaker__name", "claim__text", "excerpt")
    search_help_text = _("Words of the statement, its speaker, or the claim")
    ordering = ("created_at", "id")
    date_hierarchy = None
    actions = ("confirm_selected", "reject_selected")
    taken_on = staticmethod(date_column("made_on", known_by="statement"))
    never_edited = (
        "statement_text",
        "review_status",
        "reviewer",
        "review_note",
        "coder",
        "method",
        "model_name",
        "taken_on",
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "statement",
                    "statement_text",
                    "claim",
                    ("position", "explicitness"),
                    "qualification",
                    "excerpt",
                )
            },
        ),
        (_("Why"), {"fields": ("rationale", "confidence")}),
        (
            _("Review"),
            {"fields": (("review_status", "reviewer"), "review_note", ("coder", "taken_on"), ("method", "model_name"))},
        ),
    )

    decided = review.STANCES
    decisions: ClassVar = {
        "confirm": Decision(review.confirm, gettext_noop("confirmed")),
        "reject": Decision(review.reject, gettext_noop("rejected"), with_reason=True),
        "reopen": Decision(review.reopen, gettext_noop("taken up again"), with_reason=True),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return judged.readable(super().get_queryset(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *self.never_edited)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return self.may(request, "review")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.coder = request.user
        super().save_model(request, obj, form, change)

    @staticmethod
    def row_label(row: Stance) -> str:
        return f"{row.statement.speaker.name} {in_words(row.position)}: {shortened(row.claim.text)}"

    @admin.display(description=_("statement"), ordering="statement__text")
    def speaker_and_text(self, stance: Stance) -> str:
        """The statement, with the version that the reviewer sees."""
        statement = stance.statement
        return format_html("{}: {}{}", statement.speaker.name, shortened(statement.text, 300), self.seen(stance))

    @admin.display(description=_("excerpt"))
    def quoted_excerpt(self, stance: Stance) -> str:
        return f"“{stance.excerpt}”" if stance.excerpt else ""

    @admin.display(description=_("claim"), ordering="claim__text")
    def claim_text(self, stance: Stance) -> str:
        return shortened(stance.claim.text, 200)

    @admin.display(description=_("the statement’s words"))
    def statement_text(self, stance: Stance) -> str:
        return stance.statement.text if stance.pk else ""

    @admin.display(description=_("in the text"))
    def in_the_text(self, stance: Stance) -> str:
        """A link to the words in the text of their source, if a citation has offsets."""
        cited = next((each for each in stance.statement.citations.all() if each.start is not None), None)
        if cited is None:
            return ""
        page = reverse("read", args=[stance.statement.source.slug])
        return format_html('<a href="{}?at={}-{}">{}</a>', page, cited.start, cited.end, gettext("read"))

    @admin.action(description=_("Confirm"), permissions=["review"])
    def confirm_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        if reviewing.takes_all(request):
            return reviewing.review_found(self, request, queryset, review.CONFIRM)
        self.decide(request, queryset, "confirm")
        return None

    @admin.action(description=_("Reject, for the reason beside this"), permissions=["review"])
    def reject_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        if reviewing.takes_all(request):
            return reviewing.review_found(self, request, queryset, review.REJECT)
        self.decide(request, queryset, "reject")
        return None

    def named(self, row: Stance) -> str:
        return shortened(row.statement.text, 60)

    def counted(self, count: int, done: str) -> str:
        return reviewing.counted(count, done)

    def buttons(self, request: HttpRequest, row: Stance) -> Buttons:
        if row.review_status != ReviewStatus.SUGGESTED:
            return Buttons({"reopen": gettext("Take up again")} if self.may(request, "reopen") else {})
        if not self.has_review_permission(request):
            return Buttons({})
        reject = {"reject": gettext("Reject")}
        if row.coder_id == request.user.pk:
            return Buttons(reject, gettext("You suggested this: somebody else has to confirm it."))
        return Buttons({"confirm": gettext("Confirm"), **reject})
