"""How often a claim was repeated, which follows from the stances (`migrations/sql/0003/repetition.sql`)."""

from django.db import models

from claims.choices import StancePosition
from claims.models.base import precision_field
from claims.models.claim import Claim
from claims.models.speaker import Speaker
from claims.models.stance import Stance
from claims.querysets import RecordQuerySet


class Repetition(models.Model):
    """How often one committal position on a claim was taken; a view."""

    IS_DERIVED = True

    id = models.BigIntegerField(primary_key=True)
    claim = models.ForeignKey(Claim, on_delete=models.DO_NOTHING, related_name="+")
    position = models.CharField(max_length=9, choices=StancePosition.choices, help_text="The position.")
    times = models.PositiveIntegerField(
        help_text="How many stances that count took it, of the latest 10,000; one spoken for is not counted."
    )
    speakers = models.PositiveIntegerField(help_text="How many speakers took it in these stances.")
    at_least = models.BooleanField(help_text="There may be more than 10,000 stances: the numbers are at least these.")
    first = models.ForeignKey(Stance, on_delete=models.DO_NOTHING, related_name="+")
    last = models.ForeignKey(Stance, on_delete=models.DO_NOTHING, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "claims_repetition"

    def __str__(self) -> str:
        return f"{self.times} × {self.position} {self.claim}"


class Repeater(models.Model):
    """One of the speakers who took a position on a claim most often; a view."""

    IS_DERIVED = True

    id = models.TextField(primary_key=True)
    claim = models.ForeignKey(Claim, on_delete=models.DO_NOTHING, related_name="+")
    position = models.CharField(max_length=9, choices=StancePosition.choices, help_text="One of `positions`.")
    speaker = models.ForeignKey(Speaker, on_delete=models.DO_NOTHING, related_name="+")
    times = models.PositiveIntegerField(help_text="How many of the stances that are counted are by this speaker.")
    first_on = models.DateField(help_text="When the first of them was made: first day of the period.")
    first_on_precision = precision_field(help_text="How exactly that is known.")
    last_on = models.DateField(help_text="When the last of them was made: first day of the period.")
    last_on_precision = precision_field(help_text="How exactly that is known.")

    objects = RecordQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "claims_repeater"

    def __str__(self) -> str:
        return f"{self.speaker}: {self.times} × {self.position} {self.claim}"
