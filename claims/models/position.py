"""Positions and tallies, which the database derives from confirmed stances (`migrations/sql/0003/positions.sql`)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q

from claims.choices import Agreement, Capacity, PositionChange, StancePosition
from claims.models.base import (
    CHOICE_WORDS,
    Record,
    changed_rows,
    check,
    generated,
    one_of,
    precision_field,
    unique,
    vague_date,
)
from claims.models.claim import Claim
from claims.models.speaker import Speaker
from claims.models.stance import Stance
from claims.models.statement import Statement

# Refuses direct writes. The functions that derive the rows switch `claims.refreshing` on for their transaction.
GUARD = pgtrigger.Trigger(
    name="derived",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF coalesce(current_setting('claims.refreshing', true), '') <> 'on' THEN
            PERFORM claims_refuse(
                'positions_are_derived', 'Positions and tallies follow from the stances and reviews: write those.');
        END IF;
        RETURN NULL;
    """,
)


# The API shows a claim with its tally, so a new tally is a change of the claim in the feed. The row has no `row_id`,
# because it does not belong to the claim's own history.
COUNTED = """
    (n.affirms, n.denies, n.qualifies, n.questions, n.reports, n.declines, n.disputed, n.agreement)
    IS DISTINCT FROM
    (o.affirms, o.denies, o.qualifies, o.questions, o.reports, o.declines, o.disputed, o.agreement)
"""
TALLY_CHANGED = pgtrigger.Trigger(
    name="tally_changed",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
    func=f"""
        INSERT INTO claims_change (collection, key, kind, shown)
        SELECT 'claims', c.slug, 'changed', 'changed'
        FROM (SELECT n.claim_id FROM {changed_rows(COUNTED, "claim_id")} OFFSET 0) t
        JOIN claims_claim c ON c.id = t.claim_id;
        RETURN NULL;
    """,  # noqa: S608
)


# The moment from which a speaker has affirmed and denied a claim is recorded as a change of the stance that was taken
# last, since nothing else tells it later: stances are confirmed, moved and merged in any order. It has no `row_id`,
# because nothing of the stance has changed.
def mind_changed(operation: pgtrigger.Operation, rows: str, **tables: str) -> pgtrigger.Trigger:
    """The trigger for one operation; `rows` is the SQL after FROM of the positions `n` that became both."""
    return pgtrigger.Trigger(
        name=f"mind_changed_{operation}".lower(),
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="new_rows", **tables),
        func=f"""
            INSERT INTO claims_change (collection, key, kind, shown, new)
            SELECT 'stances', n.stance_id, 'changed', 'changed',
                   jsonb_build_object('contradicts', n.capacity, 'stance', n.stance_id)
            FROM {rows}
            ORDER BY n.id;
            RETURN NULL;
        """,  # noqa: S608
    )


BOTH = "taken @> ARRAY['affirms', 'denies']::varchar(9)[]"
MIND_CHANGED = (
    mind_changed(pgtrigger.Insert, f"new_rows n WHERE n.{BOTH}"),
    mind_changed(pgtrigger.Update, changed_rows(f"n.{BOTH} AND NOT o.{BOTH}"), old="old_rows"),
)


# The order of contradictions; the condition for positions of a speaker who took both sides; and for the position by
# which a contradiction is listed where it is listed once: that one, or the one that affirms.
CONTRADICTING = ("claim_created_at", "claim", "last_on", "id")
REVERSED = Q(taken__contains=[StancePosition.AFFIRMS.value, StancePosition.DENIES.value])
FIRST = REVERSED | ~Q(position=StancePosition.DENIES.value)


class Position(Record):
    """A speaker's current position on a claim: the latest committal one, and whether it was ever a different one.

    Committal positions are those of `claims.choices.COMMITTAL_POSITIONS`.
    """

    IS_DERIVED = True
    NATURAL_KEY = ("speaker__slug", "claim__slug", "capacity")
    # When the position was first and last taken, each with its precision.
    DATES = ("first_on", "first_on_precision", "last_on", "last_on_precision")

    speaker = models.ForeignKey(Speaker, on_delete=models.DO_NOTHING, related_name="positions", db_index=False)
    claim = models.ForeignKey(Claim, on_delete=models.DO_NOTHING, related_name="positions", db_index=False)
    capacity = models.CharField(
        max_length=11, choices=Capacity.choices, help_text="Whether the speaker spoke, or was spoken for."
    )
    position = models.CharField(max_length=9, choices=StancePosition.choices, help_text="The current position.")
    # No foreign key constraint: its check at commit would lock the stance after the statement, while writers lock them
    # in the opposite order, so that both could deadlock. The functions that derive the row keep the reference valid.
    stance = models.ForeignKey(
        Stance,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        help_text="The stance that took it last.",
    )
    first_on = models.DateField(help_text="When the current position was first taken: first day of the period.")
    first_on_precision = precision_field(help_text="How exactly that is known.")
    last_on = models.DateField(help_text="When the current position was last taken: first day of the period.")
    last_on_precision = precision_field(help_text="How exactly that is known.")
    stance_count = models.PositiveIntegerField(help_text="How many stances it is derived from.")
    changed = models.BooleanField(help_text="Whether two committal positions in a row differ.")
    # `taken` and `claim_created_at` are in the index that lists a speaker's claims: it filters and sorts without
    # visiting the claims, so that the list is as fast for a speaker with many of them.
    taken = ArrayField(
        models.CharField(max_length=9, choices=StancePosition.choices), help_text="Every position ever taken, once."
    )
    change = generated(
        Func(
            "taken",
            "changed",
            function="claims_position_change",
            output_field=models.CharField(
                max_length=4, choices=PositionChange.choices, help_text="How far the speaker changed position."
            ),
        )
    )
    claim_created_at = models.DateTimeField(help_text="When the claim was recorded; that never changes.")
    # Lists of contradictions scan indexes of these positions alone, and pass none that nobody contradicts.
    contradicted = models.BooleanField(
        db_default=False, help_text="Whether it is part of a contradiction (`claims_contradiction`)."
    )

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            one_of("capacity", Capacity, "position_capacity_valid"),
            one_of("position", StancePosition, "position_position_valid"),
            vague_date("first_on", "position_first_on_precision_consistent"),
            vague_date("last_on", "position_last_on_precision_consistent"),
            unique(
                "position_unique",
                "claim",
                "speaker",
                "capacity",
                words="There is one position for each speaker, claim and capacity.",
            ),
        ]
        indexes = [
            # Covers the filters of that list, so that the planner scans it in order even if it expects few rows.
            models.Index(
                fields=["speaker", "claim_created_at", "claim"],
                include=["taken", "capacity"],
                name="position_speaker_claim",
            ),
            models.Index("speaker", "last_on", "id", name="position_speaker_last_on"),
            models.Index("speaker", "capacity", "last_on", "id", name="position_speaker_capacity"),
            models.Index("claim", "last_on", "id", name="position_claim_last_on"),
            # Partial, since few positions have changed: a scan of all of a speaker's positions would skip most rows.
            models.Index("speaker", "last_on", "id", condition=Q(changed=True), name="position_speaker_changed"),
            models.Index("claim", "last_on", "id", condition=Q(changed=True), name="position_claim_changed"),
            models.Index("speaker", "stance_count", "id", name="position_speaker_stance_count"),
            models.Index("claim", "stance_count", "id", name="position_claim_stance_count"),
            # Contradictions: of all, from the side that affirms; of a speaker; the other side of one position; those of
            # somebody who was spoken for; and those of speakers who took both positions.
            models.Index(*CONTRADICTING, condition=Q(contradicted=True) & FIRST, name="position_contradicted"),
            models.Index(
                "speaker", *CONTRADICTING, condition=Q(contradicted=True), name="position_speaker_contradicts"
            ),
            models.Index(
                *("claim", "position", "capacity", "last_on", "id"),
                condition=Q(contradicted=True),
                name="position_claim_contradicts",
            ),
            models.Index(
                *CONTRADICTING,
                condition=Q(contradicted=True, capacity=Capacity.REPRESENTED.value),
                name="position_spoken_contradicts",
            ),
            models.Index(*CONTRADICTING, condition=REVERSED, name="position_reversed"),
        ]
        triggers = [GUARD, *MIND_CHANGED]

    def __str__(self) -> str:
        return f"{self.speaker} {self.position} {self.claim} ({self.capacity})"


class ClaimTally(Record):
    """How many speakers hold each position on a claim, in their own capacity; every claim has exactly one tally."""

    IS_DERIVED = True
    NATURAL_KEY = ("claim__slug",)

    claim = models.OneToOneField(Claim, primary_key=True, on_delete=models.DO_NOTHING, related_name="tally")
    affirms = models.PositiveIntegerField(db_default=0, help_text="Speakers who affirm it.")
    denies = models.PositiveIntegerField(db_default=0, help_text="Speakers who deny it.")
    qualifies = models.PositiveIntegerField(db_default=0, help_text="Speakers who accept it under a condition.")
    questions = models.PositiveIntegerField(db_default=0, help_text="Speakers who question it.")
    reports = models.PositiveIntegerField(db_default=0, help_text="Speakers who only report it.")
    declines = models.PositiveIntegerField(db_default=0, help_text="Speakers who declined to comment.")
    disputed = models.BooleanField(db_default=False, help_text="Somebody affirms it and somebody else denies it.")
    agreement = models.CharField(
        max_length=9,
        choices=Agreement.choices,
        null=True,
        help_text="How the published reviews of the claim agree; null where there are none.",
    )

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            check(
                "claim_tally_agreement_valid",
                Q(agreement__isnull=True) | Q(agreement__in=Agreement.values),
                CHOICE_WORDS,
            )
        ]
        indexes = [
            models.Index("claim", condition=Q(disputed=True), name="claim_tally_disputed"),
            models.Index("agreement", "claim", name="claim_tally_agreement"),
        ]
        triggers = [GUARD, TALLY_CHANGED]

    def __str__(self) -> str:
        return f"tally of {self.claim}"


class CountedStance(models.Model):
    """A stance that a position is derived from, once for each capacity; a view, see `sql/0003/positions.sql`."""

    IS_DERIVED = True

    id = models.BigIntegerField(primary_key=True)
    stance = models.ForeignKey(Stance, on_delete=models.DO_NOTHING, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.DO_NOTHING, related_name="+")
    claim = models.ForeignKey(Claim, on_delete=models.DO_NOTHING, related_name="counted_stances")
    speaker = models.ForeignKey(Speaker, on_delete=models.DO_NOTHING, related_name="counted_stances")
    capacity = models.CharField(max_length=11, choices=Capacity.choices)
    position = models.CharField(max_length=9, choices=StancePosition.choices)
    made_on = models.DateField()
    made_on_precision = precision_field()
    created_at = models.DateTimeField()
    derived_position = models.ForeignKey(Position, on_delete=models.DO_NOTHING, related_name="timeline")

    class Meta:
        managed = False
        db_table = "claims_counted_stance"

    def __str__(self) -> str:
        return f"{self.speaker} {self.position} {self.claim}"
