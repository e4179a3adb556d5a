"""Stances: one's own suggestions to write, and the queue of those that wait for a review."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from claims.choices import ReviewStatus
from claims.desk.base import DeskAdmin, DeskInline, ShownOnly, word
from claims.desk.labels import shortened
from claims.models import Stance
from claims.services import review

MOST_OFFERED, MOST_SHOWN = 25, 100
Verdict = Callable[[Stance], Stance]


class OwnSuggestions(BaseInlineFormSet):
    """Rows that were one's own suggestions when the page was opened."""

    def clean(self) -> None:
        super().clean()
        if any(form.instance.pk is None for form in self.initial_forms):
            raise ValidationError(
                "One of these was reviewed or deleted meanwhile: open the page anew.", code="overtaken"
            )


class OwnSuggestionInline(DeskInline):
    """What the user suggests and nobody has reviewed yet."""

    # Too many columns for a table.
    template = "admin/edit_inline/stacked.html"
    coded = (("position", "explicitness"), "excerpt", "qualification", "rationale", "confidence")
    model = Stance
    formset = OwnSuggestions
    verbose_name_plural = "stances that you suggest"
    joined = ("claim", "statement__speaker")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request)
        own: QuerySet = rows.suggested_by(request.user)
        # Saving a row writes all of it: it must not be reviewed meanwhile.
        return own.select_for_update(of=("self",)) if request.method == "POST" else own

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """New rows are the user's from the beginning, for constraints to see."""
        form = kwargs.pop("form", self.form)
        coder = request.user

        class OwnForm(form):  # type: ignore[valid-type, misc]
            def _post_clean(self) -> None:
                if self.instance.pk is None:
                    self.instance.coder = coder
                super()._post_clean()

        return super().get_formset(request, obj, form=OwnForm, **kwargs)


class Newest(BaseInlineFormSet):
    """A page of rows: a claim may have thousands, which the list of stances shows."""

    def get_queryset(self) -> QuerySet:
        if not hasattr(self, "_queryset"):
            self._queryset = super().get_queryset()[:MOST_SHOWN]
        return self._queryset


class DecidedStanceInline(ShownOnly, DeskInline):
    """All others: confirmed, rejected, or suggested by somebody else."""

    shown = ("excerpt", "taken", "review_status", "coder", "reviewer", "review_note")
    model = Stance
    formset = Newest
    verbose_name_plural = f"other stances, the newest {MOST_SHOWN} of them"
    show_change_link = True
    joined = ("claim", "statement__speaker", "coder", "reviewer")

    @admin.display(description="position")
    def taken(self, stance: Stance) -> str:
        return stance.position

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request)
        own = Stance.objects.suggested_by(request.user)
        return rows.exclude(pk__in=own.values("pk")).order_by("-pk")  # type: ignore[no-any-return]


class Waiting(SimpleListFilter):
    """Stances by what they are about; those with most suggestions waiting are offered."""

    slug = name = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        rows = Stance.objects.suggested().filter(**{f"{self.slug}__isnull": False}).values_list(self.slug, self.name)
        offered = {
            slug: f"{name} ({n})" for slug, name, n in rows.annotate(n=Count("pk")).order_by("-n")[:MOST_OFFERED]
        }
        chosen = self.value()
        return [*offered.items(), *([(chosen, chosen)] if chosen and chosen not in offered else [])]


class ByClaim(Waiting):
    title, parameter_name = "claim", "about_claim"
    slug, name = "claim__slug", "claim__name"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.about_claim(self.value()) if self.value() else queryset


class ByIncident(Waiting):
    title, parameter_name = "incident", "about_incident"
    slug, name = "claim__incident_links__incident__slug", "claim__incident_links__incident__name"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.about_incident(self.value()) if self.value() else queryset


class ReviewForm(ActionForm):
    """The bar of actions, with room for a reason."""

    reason = forms.CharField(required=False, max_length=2000, label="Reason:")


@admin.register(Stance)
class StanceAdmin(DeskAdmin):
    list_display = (
        "words",
        "carried_by",
        word("position"),
        "claim_words",
        word("review_status"),
        "coder",
        "created_at",
    )
    list_display_links = ("words",)
    list_filter = ("review_status", ByClaim, ByIncident, "position", "method", "explicitness")
    list_select_related = ("statement__speaker", "claim", "coder")
    search_fields = ("statement__text", "statement__speaker__name", "claim__text", "excerpt")
    search_help_text = "Words of the statement, its speaker, or the claim"
    ordering = ("created_at", "id")
    date_hierarchy = None
    action_form = ReviewForm
    actions = ("confirm_selected", "reject_selected")
    change_form_template = "desk/stance.html"
    derived = ("spoken", "review_status", "reviewer", "review_note", "coder", "method", "model_name", "made_on")
    fieldsets = (
        (None, {"fields": ("statement", "spoken", "claim", ("position", "explicitness"), "qualification", "excerpt")}),
        ("Why", {"fields": ("rationale", "confidence")}),
        (
            "Review",
            {"fields": (("review_status", "reviewer"), "review_note", ("coder", "made_on"), ("method", "model_name"))},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("statement__speaker", "claim", "coder", "reviewer")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *self.derived)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One changes what one suggested oneself, until it is reviewed."""
        return super().has_change_permission(request, obj) and (obj is None or is_own(obj, request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One deletes one's own suggestions; editors those of others too. What is confirmed is taken up again first."""
        if not super().has_delete_permission(request, obj):
            return False
        if self.may(request, "reopen"):
            return obj is None or obj.review_status != ReviewStatus.CONFIRMED
        return obj is not None and is_own(obj, request.user)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return self.may(request, "review")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.coder = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description="statement", ordering="statement__text")
    def words(self, stance: Stance) -> str:
        """The statement's words, and the state of the stance that a reviewer then judges."""
        seen = format_html('<input type="hidden" name="seen-{}" value="{}">', stance.pk, stance.updated_at.isoformat())
        spoken = stance.statement
        return format_html("{}: {}{}", spoken.speaker.name, shortened(spoken.text, 300), seen)

    @admin.display(description="excerpt")
    def carried_by(self, stance: Stance) -> str:
        return f"“{stance.excerpt}”" if stance.excerpt else ""

    @admin.display(description="claim", ordering="claim__text")
    def claim_words(self, stance: Stance) -> str:
        return shortened(stance.claim.text, 200)

    @admin.display(description="the statement’s words")
    def spoken(self, stance: Stance) -> str:
        return stance.statement.text if stance.pk else ""

    @admin.action(description="Confirm", permissions=["review"])
    def confirm_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.review(request, queryset, partial(review.confirm, by=reviewer(request)), "confirmed")

    @admin.action(description="Reject, for the reason beside this", permissions=["review"])
    def reject_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        reason = request.POST.get("reason", "")
        self.review(request, queryset, partial(review.reject, by=reviewer(request), reason=reason), "rejected")

    def review(self, request: HttpRequest, stances: QuerySet, verdict: Verdict, done: str) -> None:
        """Each for itself; one that cannot be reviewed does not keep the others from it, and is named."""
        count = 0
        for stance in stances.order_by("pk"):
            stance.updated_at = parse_datetime(request.POST.get(f"seen-{stance.pk}", "")) or stance.updated_at
            try:
                verdict(stance)
            except review.NotReviewed as refused:
                self.message_user(request, f"{shortened(stance.statement.text, 60)} — {refused}", messages.ERROR)
            else:
                self.log_change(request, stance, f"{done.capitalize()}.")
                count += 1
        if count:
            self.message_user(request, f"{count} {'stance' if count == 1 else 'stances'} {done}.", messages.SUCCESS)

    def get_urls(self) -> list[URLPattern]:
        judged = self.admin_site.admin_view(require_POST(self.review_view))
        return [path("<path:object_id>/review/", judged, name="claims_stance_review"), *super().get_urls()]

    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Confirms, rejects or takes up again one stance, as a button of its page says."""
        reason = request.POST.get("reason", "")
        verdicts: dict[str, tuple[Verdict, str]] = {
            "confirm": (partial(review.confirm, by=reviewer(request)), "confirmed"),
            "reject": (partial(review.reject, by=reviewer(request), reason=reason), "rejected"),
            "reopen": (partial(review.reopen, by=reviewer(request), reason=reason), "taken up again"),
        }
        stance = Stance.objects.filter(pk=unquote(object_id)) if object_id.isdigit() else Stance.objects.none()
        if request.POST.get("verdict") not in verdicts or not self.has_view_permission(request):
            raise PermissionDenied
        verdict, done = verdicts[request.POST["verdict"]]
        self.or_back(request, lambda: self.review(request, stance, verdict, done))
        return HttpResponseRedirect(reverse("admin:claims_stance_change", args=[object_id]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        if stance := options.get("obj"):
            waiting = stance.review_status == ReviewStatus.SUGGESTED
            context |= {
                "may_review": waiting and self.has_review_permission(request),
                "own": stance.coder_id == request.user.pk,
                "may_reopen": not waiting and self.may(request, "reopen"),
            }
        return super().render_change_form(request, context, *args, **options)


def is_own(stance: Stance, user: Any) -> bool:
    return stance.review_status == ReviewStatus.SUGGESTED and stance.coder_id == user.pk


def reviewer(request: HttpRequest) -> User:
    """Who asks; the desk has let nobody in without an account."""
    return cast(User, request.user)
