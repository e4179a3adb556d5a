"""Corrections: what was wrong with a statement, and why. They alone determine the status of the statement."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Func, Q

from claims.choices import Collection, StatementStatus
from claims.models.base import CommitCheck, Record, Touch, bounded, check, not_blank, one_of, unique
from claims.models.history import recorded
from claims.models.statement import Statement
from claims.models.texts import StoredTexts
from claims.querysets import RecordQuerySet

# The time of day, where now() is the start of the transaction: of two transactions that correct the same statement, the
# one that waited for the other gets the later time, whichever began first.
CLOCK = Func(function="clock_timestamp", output_field=models.DateTimeField())

# A correction is published, so its statement, status and time never change. `what`, `why` and `replacement` may.
FINAL = """
    IF TG_OP <> 'INSERT' AND (
        TG_OP = 'DELETE'
        OR (NEW.statement_id, NEW.status, NEW.corrected_at) IS DISTINCT FROM
           (OLD.statement_id, OLD.status, OLD.corrected_at)
    ) THEN
        PERFORM claims_refuse('correction_is_final',
            'What a correction did stays, with its statement, status and moment: another one puts it right.');
    END IF;
    IF TG_OP = 'INSERT' AND NEW.corrected_at > clock_timestamp() THEN
        PERFORM claims_refuse('correction_not_in_the_future', 'A correction is made now, or was made before.');
    END IF;
    RETURN NEW;
"""


class Correction(Record):
    """What the team says was wrong with a statement. A statement has the status that its latest correction gives it."""

    NATURAL_KEY = ("statement__slug", "corrected_at")

    statement = models.ForeignKey(
        Statement,
        on_delete=models.PROTECT,
        related_name="corrections",
        db_index=False,
        help_text="What is corrected.",
    )
    status = models.CharField(
        max_length=13,
        choices=StatementStatus.choices,
        help_text="Whether the statement stands after it; `active` where it does, with a detail put right, or again.",
    )
    what = models.TextField(help_text="What was wrong, or was changed.")
    why = models.TextField(help_text="Why: how that is known.")
    corrected_at = models.DateTimeField(
        db_default=CLOCK, help_text="When it was made; the latest one on a statement gives it its status."
    )
    replacement = models.ForeignKey(
        Statement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
        help_text="The statement that replaces it, and `supersedes` it.",
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        help_text="Who made it.",
    )

    objects = RecordQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            one_of("status", StatementStatus, "correction_status_valid"),
            not_blank("what", "correction_what_not_blank"),
            bounded("correction_texts_bounded", "what", "why"),
            not_blank("why", "correction_why_not_blank"),
            check(
                "correction_corrected_has_replacement",
                ~Q(status=StatementStatus.CORRECTED) | Q(replacement__isnull=False),
                "A corrected statement is replaced by another one: say by which. "
                "One that nothing replaces is retracted.",
            ),
            check(
                "correction_active_has_no_replacement",
                ~Q(status=StatementStatus.ACTIVE) | Q(replacement__isnull=True),
                "A statement that stands is replaced by no other one.",
            ),
            unique(
                "correction_recorded_once",
                "statement",
                "corrected_at",
                words="The statement was corrected at this moment already.",
            ),
        ]
        indexes = [models.Index("corrected_at", "id", name="correction_corrected_at")]
        triggers = [
            StoredTexts(),
            Touch(name="touch"),
            *recorded(Collection.CORRECTIONS),
            pgtrigger.Trigger(
                name="final",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=FINAL,
            ),
            pgtrigger.Trigger(
                name="status",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_rows"),
                func="PERFORM claims_apply_corrections(array_agg(statement_id)) FROM new_rows HAVING count(*) > 0; "
                "RETURN NULL;",
            ),
            CommitCheck("status_is_explained", pgtrigger.Insert, "PERFORM claims_check_status(NEW.statement_id)"),
            CommitCheck(
                "replacement",
                pgtrigger.Insert | pgtrigger.UpdateOf("replacement_id"),
                "PERFORM claims_check_replacement(NEW.id)",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement} {self.status}"
