"""Reviews: coders write or record them, somebody else approves them, and those of ours are proofread."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_noop, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from claims.choices import PublicationStatus
from claims.desk.base import DeskInline, ReadOnly, choice_column, date_column
from claims.desk.decided import Buttons, DecidedAdmin, Decision
from claims.desk.labels import shortened
from claims.desk.stances import MOST_SHOWN, NewestFormSet
from claims.models import Review
from claims.services import publishing
from claims.templatetags.languages import in_words

DRAFT, APPROVAL_NEEDED = PublicationStatus.DRAFT, PublicationStatus.APPROVAL_NEEDED
PROOFREADING_NEEDED = PublicationStatus.PROOFREADING_NEEDED


class ReviewInline(ReadOnly, DeskInline):
    """The reviews of the claim on the page."""

    model = Review
    formset = NewestFormSet
    verbose_name_plural = format_lazy(_("reviews, the newest {number} of them"), number=MOST_SHOWN)
    appeared_on = staticmethod(date_column("published_on"))
    verdict_value, status_value = staticmethod(choice_column("verdict")), staticmethod(choice_column("status"))
    fields = readonly_fields = ("author", "rating", "verdict_value", "status_value", "appeared_on", "coder")
    show_change_link = True
    joined = ("claim", "coder")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).order_by("-pk")


@admin.register(Review)
class ReviewAdmin(DecidedAdmin):
    menu_order = 20
    list_display = (
        "author_and_headline",
        "claim_text",
        choice_column("verdict"),
        "rating",
        choice_column("status"),
        "own",
        "coder",
        date_column("published_on"),
    )
    list_display_links = ("author_and_headline",)
    list_filter = ("status", "verdict", "own")
    search_fields = ("author", "headline", "claim__text", "claim__name", "=slug")
    search_help_text = _("Who reviewed, words of the headline, or the claim")
    ordering = ("-created_at", "-id")
    date_hierarchy = None
    actions = ("submit_selected", "approve_selected", "publish_selected")
    never_edited = ("status", "approver", "coder", "review_note")
    fieldsets = (
        (None, {"fields": ("claim", "author", "author_url", "url", "headline", "own", "slug")}),
        (
            _("Rating"),
            {"fields": ("rating", "verdict", ("rating_value", "best_rating", "worst_rating"), "body")},
        ),
        (_("Published"), {"fields": (("published_on", "published_on_precision"), "language")}),
        (_("Review"), {"fields": (("status", "approver"), "review_note", "coder")}),
    )
    decided = publishing.REVIEWS
    decisions: ClassVar = {
        "submit": Decision(publishing.submit, gettext_noop("submitted")),
        "approve": Decision(publishing.approve, gettext_noop("approved")),
        "publish": Decision(publishing.publish, gettext_noop("published")),
        "reopen": Decision(publishing.reopen, gettext_noop("taken up again"), with_reason=True),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("claim", "coder", "approver")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *self.never_edited)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.coder = request.user
        super().save_model(request, obj, form, change)

    @staticmethod
    def row_label(row: Review) -> str:
        return f"{row.author}, {in_words(row.verdict)}: {shortened(row.claim.text)}"

    row_label_relations = ("claim",)

    @admin.display(description=_("review"))
    def author_and_headline(self, review: Review) -> str:
        """Who reviewed, and under which headline, with the version that the user sees."""
        return format_html("{}: {}{}", review.author, shortened(review.headline, 200), self.seen(review))

    @admin.display(description=_("claim"), ordering="claim__text")
    def claim_text(self, review: Review) -> str:
        return shortened(review.claim.text, 200)

    def named(self, row: Review) -> str:
        return f"{row.author}: {shortened(row.claim.text, 60)}"

    def counted(self, count: int, done: str) -> str:
        return ngettext("{count} review {done}.", "{count} reviews {done}.", count).format(count=count, done=done)

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return self.may(request, "submit")

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return self.may(request, "approve")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return self.may(request, "publish")

    @admin.action(description=_("Submit for approval"), permissions=["submit"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.decide(request, queryset, "submit")

    @admin.action(description=_("Approve"), permissions=["approve"])
    def approve_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.decide(request, queryset, "approve")

    @admin.action(description=pgettext_lazy("action", "Publish"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.decide(request, queryset, "publish")

    def buttons(self, request: HttpRequest, row: Review) -> Buttons:
        offered, why = {}, ""
        if row.status == DRAFT and self.may(request, "submit", row):
            offered["submit"] = gettext("Submit for approval")
        if row.status == APPROVAL_NEEDED and self.may(request, "approve", row):
            if row.coder_id == request.user.pk:
                why = gettext("You wrote this: somebody else has to approve it.")
            else:
                offered["approve"] = gettext("Approve")
        if row.status == PROOFREADING_NEEDED and self.may(request, "publish", row):
            offered["publish"] = str(pgettext_lazy("action", "Publish"))
        if row.status != DRAFT and self.may(request, "reopen", row):
            offered["reopen"] = gettext("Take up again")
        return Buttons(offered, why)
