"""Reviews: fact-checks of claims by somebody, ours or not (schema.org ClaimReview). No stance follows from one."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.choices import Collection, PublicationStatus, Verdict
from claims.models.base import (
    Citable,
    CommitCheck,
    Touch,
    bounded,
    check,
    is_language,
    is_url,
    not_blank,
    one_of,
    precision_field,
    slug_rules,
    unique,
    vague_date,
)
from claims.models.claim import Claim
from claims.models.defaults import Defaults, day_where_dated
from claims.models.history import recorded
from claims.models.redirect import former_slugs
from claims.models.reviewed import AsReviewed
from claims.models.source import url_key
from claims.models.texts import StoredTexts
from claims.querysets import ReviewQuerySet, same

# Scales of ratings lie in these bounds, which NaN and the infinities do not.
LEAST, MOST = -1_000_000, 1_000_000
PUBLISHED = Q(status=PublicationStatus.PUBLISHED)
UNAPPROVED = Q(status__in=[PublicationStatus.DRAFT.value, PublicationStatus.APPROVAL_NEEDED.value])
# What the team does with a review, which is no part of its content.
WORKFLOW = ("status", "coder", "approver", "review_note")
# What proofreading may change: none of it bears on the verdict.
WORDS = ("headline", "body", "language", "author_url", "published_on", "published_on_precision")
DEFAULTS = day_where_dated("published_on")


def refresh_agreement(operation: pgtrigger.Operation, **rows: str) -> pgtrigger.Trigger:
    """Recomputes the agreement of the reviews of claims after an `operation`, for its transition tables `rows`."""
    changed = " UNION ".join(f"SELECT claim_id FROM {table} WHERE status = 'published'" for table in rows.values())  # noqa: S608
    return pgtrigger.Trigger(
        name=f"agreement_{operation}".lower(),
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**rows),
        func=f"""
            PERFORM claims_refresh_agreement(array_agg(claim_id)) FROM ({changed}) AS changed HAVING count(*) > 0;
            RETURN NULL;
        """,
    )


class Review(Citable):
    """What somebody found out about a claim: a rating as it was published, and the verdict that it comes to."""

    DEFAULTS = DEFAULTS

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="reviews", db_index=False, help_text="What was reviewed."
    )
    author = models.CharField(max_length=200, help_text="Who reviewed it: the publisher or the person.")
    author_url = models.URLField(max_length=2000, blank=True, default="", help_text="Their address.")
    url = models.URLField(
        max_length=2000, blank=True, default="", help_text="Where it was published; empty for one of our own only."
    )
    headline = models.CharField(max_length=500, blank=True, default="", help_text="Its title, where it has one.")
    published_on = models.DateField(null=True, blank=True, help_text="First day of the period it appeared in.")
    published_on_precision = precision_field(blank=True, default="", help_text="How exactly that is known.")
    language = models.CharField(max_length=35, blank=True, default="", help_text="BCP 47, as in “en” or “pt-BR”.")
    rating = models.CharField(
        max_length=200,
        help_text="The rating in its author’s words (schema.org `alternateName`): “Pants on Fire”.",
    )
    rating_value = models.FloatField(null=True, blank=True, help_text="The rating as a number, where there is a scale.")
    best_rating = models.FloatField(null=True, blank=True, help_text="The number that stands for true.")
    worst_rating = models.FloatField(null=True, blank=True, help_text="The number that stands for false.")
    verdict = models.CharField(
        max_length=15,
        choices=Verdict.choices,
        help_text="What the rating comes to: on one scale for all authors, or for promises what became of them.",
    )
    body = models.TextField(blank=True, default="", help_text="What was found out, and how.")
    own = models.BooleanField(default=False, db_default=False, help_text="Whether it is ours.")
    status = models.CharField(
        max_length=19,
        choices=PublicationStatus.choices,
        default=PublicationStatus.DRAFT,
        db_default=PublicationStatus.DRAFT,
        help_text="Only published reviews are public, and count.",
    )
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="coded_reviews",
        help_text="Who wrote or recorded it.",
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="approved_reviews",
        help_text="Who approved it.",
    )
    review_note = models.TextField(
        blank=True, default="", db_default="", help_text="Why it was taken up again, for whoever wrote it."
    )

    objects = ReviewQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Citable.Meta):
        abstract = False
        permissions = [
            ("submit_review", "Can submit reviews for approval"),
            ("approve_review", "Can approve reviews that others wrote"),
            ("publish_review", "Can publish approved reviews, once proofread"),
            ("reopen_review", "Can make drafts of reviews again"),
        ]
        constraints = [
            *slug_rules("review"),
            not_blank("author", "review_author_not_blank"),
            is_url("author_url", "review_author_url_is_url"),
            is_url("url", "review_url_is_url"),
            check(
                "review_of_others_has_url", Q(own=True) | ~Q(url=""), "A review by others has the address it stands at."
            ),
            is_language("language", "review_language_well_formed"),
            vague_date("published_on", "review_published_precision_consistent"),
            not_blank("rating", "review_rating_not_blank"),
            check(
                "review_rating_value_with_scale",
                Q(rating_value__isnull=True, best_rating__isnull=True, worst_rating__isnull=True)
                | Q(rating_value__isnull=False, best_rating__isnull=False, worst_rating__isnull=False),
                "A rating as a number comes with the best and the worst one of its scale, or leave out all three.",
            ),
            check(
                "review_rating_value_on_scale",
                Q(rating_value__isnull=True)
                | Q(
                    worst_rating__gte=LEAST,
                    worst_rating__lt=F("best_rating"),
                    best_rating__lte=MOST,
                    rating_value__gte=F("worst_rating"),
                    rating_value__lte=F("best_rating"),
                ),
                "The worst rating is below the best one, and the rating is between them. "
                "Where a scale is inverted, leave out the numbers.",
            ),
            one_of("verdict", Verdict, "review_verdict_valid"),
            bounded("review_texts_bounded", "body", "review_note"),
            one_of("status", PublicationStatus, "review_status_valid"),
            check(
                "review_of_others_not_proofread",
                Q(own=True) | ~Q(status=PublicationStatus.PROOFREADING_NEEDED),
                "A review by others is not ours to proofread.",
            ),
            check(
                "review_approved_by_somebody_else",
                UNAPPROVED | Q(coder__isnull=True) | (Q(approver__isnull=False) & ~Q(coder=F("approver"))),
                "What somebody wrote is approved by somebody else.",
            ),
            unique(
                "review_url_unique",
                "claim",
                url_key("url"),
                condition=~Q(url=""),
                words="This claim has a review with this address already, perhaps written a little differently.",
            ),
        ]
        indexes = [
            models.Index(
                "claim", F("published_on").desc(nulls_last=True), F("id").desc(), name="review_claim_published_on"
            ),
            models.Index("published_on", "id", name="review_published_on"),
            models.Index(F("published_on").desc(nulls_last=True), F("id").desc(), name="review_published_on_desc"),
            models.Index("created_at", "id", name="review_created_at"),
            models.Index(
                *(same("author"), F("published_on").desc(nulls_last=True), F("id").desc()), name="review_author"
            ),
            models.Index("language", name="review_language"),
            # For claims by the verdicts on them, and for what counts of a claim.
            models.Index("claim", "verdict", condition=PUBLISHED, name="review_claim_verdict"),
            models.Index(*("verdict", F("published_on").desc(nulls_last=True), F("id").desc()), name="review_verdict"),
            # For the queues of what waits for approval and for proofreading.
            models.Index("status", "created_at", "id", name="review_queue"),
        ]
        triggers = [
            Defaults(DEFAULTS),
            StoredTexts(),
            Touch(name="touch"),
            *former_slugs(Collection.REVIEWS),
            *recorded(Collection.REVIEWS, {"url": "external_url"}, public="->> 'status' = 'published'"),
            AsReviewed(
                pgtrigger.Update,
                "claims_keep_review(OLD.slug, OLD.status, NEW.status, {changed})",
                free=("slug",),
                condition=pgtrigger.Condition("OLD.status IN ('proofreading_needed', 'published')"),
            ),
            AsReviewed(
                pgtrigger.Delete,
                "claims_keep_review_there(OLD.slug, OLD.claim_id)",
                condition=pgtrigger.Condition("OLD.status = 'published'"),
            ),
            CommitCheck(
                "verdict_fits",
                pgtrigger.Insert | pgtrigger.UpdateOf("verdict", "claim_id"),
                "PERFORM claims_check_verdict(NEW.id)",
            ),
            refresh_agreement(pgtrigger.Insert, new="new_rows"),
            refresh_agreement(pgtrigger.Update, old="old_rows", new="new_rows"),
            refresh_agreement(pgtrigger.Delete, old="old_rows"),
        ]

    def slug_source(self) -> str:
        return f"{self.author} {self.claim.slug}"
