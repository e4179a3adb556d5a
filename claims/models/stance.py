"""Stances: the position that one statement takes on one claim, with its coding and review."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.choices import CodingMethod, Collection, Explicitness, ReviewStatus, StancePosition
from claims.models.base import CommitCheck, Record, Touch, bounded, check, is_visible, one_of, unique
from claims.models.claim import Claim
from claims.models.history import recorded
from claims.models.reviewed import AsReviewed
from claims.models.speaker import Speaker
from claims.models.statement import Statement
from claims.models.texts import StoredTexts
from claims.querysets import StanceQuerySet, same


def refresh_positions(operation: pgtrigger.Operation, **rows: str) -> pgtrigger.Trigger:
    """Recomputes positions after an `operation`, for the rows in its transition tables `rows`."""
    changed = " UNION ".join(f"SELECT statement_id, claim_id, review_status FROM {table}" for table in rows.values())  # noqa: S608
    return pgtrigger.Trigger(
        name=f"positions_{operation}".lower(),
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**rows),
        func=f"""
            PERFORM claims_copy_statement_fields(array_agg(statement_id))
            FROM ({changed}) AS changed HAVING count(*) > 0;
            PERFORM claims_refresh_positions_of_statements(array_agg(statement_id), array_agg(claim_id))
            FROM ({changed}) AS changed WHERE review_status = 'confirmed' HAVING count(*) > 0;
            RETURN NULL;
        """,
    )


# Copies the statement's day and speakers, so that indexes can order a claim's stances by day and find those of one
# speaker. It reads the statement without a lock; `claims_copy_statement_fields` corrects the copies later, with a lock.
COPY_STATEMENT = """
    SELECT made_on, speaker_id, on_behalf_of_id INTO NEW.made_on, NEW.speaker_id, NEW.on_behalf_of_id
    FROM claims_statement WHERE id = NEW.statement_id;
    IF NOT FOUND THEN
        PERFORM claims_refuse('stance_after_statement', 'A stance is written after the statement that takes it.');
    END IF;
    RETURN NEW;
"""


def copied_speaker(about: str, *, null: bool) -> Any:
    """A copy of a foreign key of the statement, whose own constraint guarantees that the speaker exists."""
    return models.ForeignKey(
        Speaker,
        null=null,
        editable=False,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        help_text=about,
    )


class Stance(Record):
    """A statement affirms, denies, qualifies, questions, reports or declines a claim."""

    NATURAL_KEY = ("statement__slug", "claim__slug", "position", "coder__username", "model_name")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="stances", db_index=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="stances", db_index=False)
    position = models.CharField(
        max_length=9, choices=StancePosition.choices, help_text="What the statement does with the claim."
    )
    explicitness = models.CharField(
        max_length=8, choices=Explicitness.choices, help_text="Whether it is said or follows from what is said."
    )
    qualification = models.TextField(
        blank=True, default="", help_text="The condition, where the position is `qualifies`."
    )
    excerpt = models.TextField(blank=True, default="", help_text="The words of the statement that carry it.")
    rationale = models.TextField(blank=True, default="", help_text="Why it was coded so.")
    method = models.CharField(
        max_length=5, choices=CodingMethod.choices, default=CodingMethod.HUMAN, help_text="Who coded it."
    )
    model_name = models.CharField(max_length=100, blank=True, default="", help_text="Which model suggested it.")
    review_status = models.CharField(
        max_length=9,
        choices=ReviewStatus.choices,
        default=ReviewStatus.SUGGESTED,
        help_text="Only confirmed stances are public, and count.",
    )
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="coded_stances",
        help_text="Who coded it.",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviewed_stances",
        help_text="Who confirmed or rejected it.",
    )
    review_note = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="What the reviewer said to it: why it was rejected, or taken up again.",
    )
    made_on = models.DateField(editable=False, help_text="When it was taken: the statement's day.")
    speaker = copied_speaker("Who took it: the statement's speaker.", null=False)
    on_behalf_of = copied_speaker("For whom it was taken, as the statement says.", null=True)
    confidence = models.FloatField(null=True, blank=True, help_text="From 0 to 1, as the coder or the model gave it.")

    objects = StanceQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Record.Meta):
        abstract = False
        permissions = [
            ("review_stance", "Can confirm and reject what others suggested"),
            ("reopen_stance", "Can take a confirmed or rejected stance up again"),
        ]
        constraints = [
            one_of("position", StancePosition, "stance_position_valid"),
            bounded("stance_texts_bounded", "qualification", "excerpt", "rationale", "review_note"),
            one_of("explicitness", Explicitness, "stance_explicitness_valid"),
            one_of("method", CodingMethod, "stance_method_valid"),
            one_of("review_status", ReviewStatus, "stance_review_status_valid"),
            check(
                "stance_qualifies_with_qualification",
                ~Q(position=StancePosition.QUALIFIES) | is_visible("qualification"),
                "A stance that qualifies a claim says under which condition.",
            ),
            check(
                "stance_model_has_name",
                Q(method=CodingMethod.HUMAN, model_name="") | (Q(method=CodingMethod.MODEL) & ~Q(model_name="")),
                "What a model suggested has the model’s name, and what a person did has none.",
            ),
            check(
                "stance_of_model_confirmed_by_human",
                ~Q(method=CodingMethod.MODEL, review_status=ReviewStatus.CONFIRMED) | Q(reviewer__isnull=False),
                "What a model suggested is confirmed by a person only.",
            ),
            check(
                "stance_confirmed_by_somebody_else",
                ~Q(review_status=ReviewStatus.CONFIRMED)
                | Q(coder__isnull=True)
                | (Q(reviewer__isnull=False) & ~Q(coder=F("reviewer"))),
                "What somebody suggested is confirmed by somebody else.",
            ),
            check(
                "stance_confidence_in_range",
                Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
                "Confidence is between 0 and 1.",
            ),
            unique(
                "stance_confirmed_once",
                "statement",
                "claim",
                condition=Q(review_status=ReviewStatus.CONFIRMED),
                words="The statement has a confirmed stance on this claim already.",
            ),
            unique(
                "stance_coded_once_by_each",
                "statement",
                "claim",
                "position",
                "coder",
                same("model_name"),
                nulls_distinct=False,
                words="You have suggested this position of the statement on the claim already.",
            ),
        ]
        indexes = [
            models.Index("claim", "made_on", "id", name="stance_claim_made_on"),
            # The speaker comes first: all stances of one are read as well, for the positions of an earlier day.
            models.Index("speaker", "claim", "made_on", name="stance_speaker_claim"),
            # For how often a position was taken on a claim, and when it was first and last.
            models.Index(
                *("claim", "position", "made_on", "created_at", "id"),
                condition=Q(review_status=ReviewStatus.CONFIRMED),
                name="stance_claim_position",
            ),
            models.Index(
                "on_behalf_of", "claim", condition=Q(on_behalf_of__isnull=False), name="stance_on_behalf_of_claim"
            ),
            models.Index("made_on", "id", name="stance_made_on"),
            models.Index("created_at", "id", name="stance_created_at"),
            # For the review queue. With an index on the time alone, a scan would pass all stances reviewed before.
            models.Index("review_status", "created_at", "id", name="stance_review_queue"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="copy_statement",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=COPY_STATEMENT,
            ),
            StoredTexts("excerpt"),
            Touch(name="touch"),
            AsReviewed(
                pgtrigger.Update,
                "claims_keep_stance(OLD.id, NEW.review_status, {changed})",
                free=("made_on", "speaker", "on_behalf_of"),  # copies of what the statement has
                condition=pgtrigger.Condition("OLD.review_status = 'confirmed'"),
            ),
            AsReviewed(
                pgtrigger.Delete,
                "claims_keep_stance_there(OLD.id, OLD.claim_id)",
                condition=pgtrigger.Condition("OLD.review_status = 'confirmed'"),
            ),
            *recorded(
                Collection.STANCES, public="->> 'review_status' = 'confirmed'", copies=("speaker", "on_behalf_of")
            ),
            CommitCheck(
                "excerpt",
                pgtrigger.Insert | pgtrigger.UpdateOf("excerpt", "statement_id"),
                "PERFORM claims_check_excerpt(NEW.id)",
                condition=pgtrigger.Condition("NEW.excerpt <> ''"),
            ),
            refresh_positions(pgtrigger.Insert, new="new_rows"),
            refresh_positions(pgtrigger.Update, old="old_rows", new="new_rows"),
            refresh_positions(pgtrigger.Delete, old="old_rows"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} {self.position} {self.claim}"
