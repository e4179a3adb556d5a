"""Positions and tallies: what the database derives from confirmed stances (see `migrations/sql/positions.sql`)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims.choices import Capacity, StancePosition
from claims.models.base import Record, one_of
from claims.models.claim import Claim
from claims.models.speaker import Speaker
from claims.models.stance import Stance
from claims.models.statement import Statement
from claims.querysets import PositionQuerySet

GUARD = pgtrigger.Trigger(
    name="derived",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF coalesce(current_setting('claims.refreshing', true), '') <> 'on' THEN
            PERFORM claims_refuse(
                'positions_are_derived', 'Positions and tallies follow from the stances: write those.');
        END IF;
        RETURN NULL;
    """,
)


# A claim is shown with its tally: for its readers it has changed, though nobody has changed it.
NEWS = pgtrigger.Trigger(
    name="news",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
    func="""
        INSERT INTO claims_change (collection, key, kind, shown)
        SELECT 'claims', c.slug, 'changed', 'changed'
        FROM new_rows n JOIN old_rows o ON o.claim_id = n.claim_id JOIN claims_claim c ON c.id = n.claim_id
        WHERE (n.affirms, n.denies, n.qualifies, n.questions, n.reports, n.declines, n.disputed)
              IS DISTINCT FROM (o.affirms, o.denies, o.qualifies, o.questions, o.reports, o.declines, o.disputed);
        RETURN NULL;
    """,
)


class Position(Record):
    """Where a speaker stands on a claim: the latest committal position, and whether it ever was another one."""

    NATURAL_KEY = ("speaker__slug", "claim__slug", "capacity")

    speaker = models.ForeignKey(Speaker, on_delete=models.DO_NOTHING, related_name="positions", db_index=False)
    claim = models.ForeignKey(Claim, on_delete=models.DO_NOTHING, related_name="positions", db_index=False)
    capacity = models.CharField(
        max_length=11, choices=Capacity.choices, help_text="Whether the speaker spoke, or was spoken for."
    )
    position = models.CharField(max_length=9, choices=StancePosition.choices, help_text="The current position.")
    # Checking this reference at commit would lock the stance after the statement, which writers lock the other way
    # round. What keeps it right is what derives the row.
    stance = models.ForeignKey(
        Stance,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        help_text="The stance that took it last.",
    )
    first_on = models.DateField(help_text="When the current position was first taken.")
    last_on = models.DateField(help_text="When the current position was last taken.")
    stance_count = models.PositiveIntegerField(help_text="How many stances it is derived from.")
    changed = models.BooleanField(help_text="Whether two committal positions in a row differ.")
    # What lists of a speaker's claims are filtered and sorted by, so that a busy speaker's cost no more than others'.
    taken = ArrayField(
        models.CharField(max_length=9, choices=StancePosition.choices), help_text="Every position ever taken, once."
    )
    claim_created_at = models.DateTimeField(help_text="When the claim was recorded; that never changes.")

    objects = PositionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            one_of("capacity", Capacity, "position_capacity_valid"),
            one_of("position", StancePosition, "position_position_valid"),
            models.UniqueConstraint("claim", "speaker", "capacity", name="position_unique"),
        ]
        indexes = [
            # With what such a list is filtered by, so that it is walked in order however few rows the planner expects.
            models.Index(
                fields=["speaker", "claim_created_at", "claim"],
                include=["taken", "capacity"],
                name="position_speaker_claim",
            ),
            models.Index("speaker", "last_on", "id", name="position_speaker_last_on"),
            models.Index("claim", "last_on", "id", name="position_claim_last_on"),
            # Few positions change, and among a busy speaker's many they are far apart.
            models.Index("speaker", "last_on", "id", condition=Q(changed=True), name="position_speaker_changed"),
            models.Index("claim", "last_on", "id", condition=Q(changed=True), name="position_claim_changed"),
        ]
        triggers = [GUARD]

    def __str__(self) -> str:
        return f"{self.speaker} {self.position} {self.claim} ({self.capacity})"


class ClaimTally(Record):
    """How many speakers hold each position on a claim, in their own capacity; every claim has one row."""

    NATURAL_KEY = ("claim__slug",)

    claim = models.OneToOneField(Claim, primary_key=True, on_delete=models.DO_NOTHING, related_name="tally")
    affirms = models.PositiveIntegerField(db_default=0, help_text="Speakers who affirm it.")
    denies = models.PositiveIntegerField(db_default=0, help_text="Speakers who deny it.")
    qualifies = models.PositiveIntegerField(db_default=0, help_text="Speakers who accept it under a condition.")
    questions = models.PositiveIntegerField(db_default=0, help_text="Speakers who question it.")
    reports = models.PositiveIntegerField(db_default=0, help_text="Speakers who only report it.")
    declines = models.PositiveIntegerField(db_default=0, help_text="Speakers who declined to comment.")
    disputed = models.BooleanField(db_default=False, help_text="Somebody affirms it and somebody else denies it.")

    class Meta(Record.Meta):
        abstract = False
        indexes = [models.Index("claim", condition=Q(disputed=True), name="claim_tally_disputed")]
        triggers = [GUARD, NEWS]

    def __str__(self) -> str:
        return f"tally of {self.claim}"


class CountedStance(models.Model):
    """A stance that counts towards a position, once for each capacity (a view of the database)."""

    id = models.BigIntegerField(primary_key=True)
    stance = models.ForeignKey(Stance, on_delete=models.DO_NOTHING, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.DO_NOTHING, related_name="+")
    claim = models.ForeignKey(Claim, on_delete=models.DO_NOTHING, related_name="counted_stances")
    speaker = models.ForeignKey(Speaker, on_delete=models.DO_NOTHING, related_name="counted_stances")
    capacity = models.CharField(max_length=11, choices=Capacity.choices)
    position = models.CharField(max_length=9, choices=StancePosition.choices)
    made_on = models.DateField()
    created_at = models.DateTimeField()
    derived_position = models.ForeignKey(Position, on_delete=models.DO_NOTHING, related_name="timeline")

    class Meta:
        managed = False
        db_table = "claims_counted_stance"

    def __str__(self) -> str:
        return f"{self.speaker} {self.position} {self.claim} on {self.made_on}"
