"""Contradictions, which follow from the positions (`migrations/sql/0003/contradictions.sql`)."""

from django.db import models

from claims.choices import Capacity, ContradictionKind
from claims.models.claim import Claim
from claims.models.speaker import Speaker
from claims.models.stance import Stance
from claims.querysets import RecordQuerySet


class Contradiction(models.Model):
    """Two positions on one claim, of which one affirms and the other denies it; a view.

    A contradiction between two speakers is there from the point of view of each, so that `speaker` is either of them.
    """

    IS_DERIVED = True

    id = models.TextField(primary_key=True)
    kind = models.CharField(max_length=16, choices=ContradictionKind.choices, help_text="Who contradicts whom.")
    capacity = models.CharField(
        max_length=11,
        choices=Capacity.choices,
        help_text="`own`, or `represented` if somebody else spoke for one of both.",
    )
    claim = models.ForeignKey(Claim, on_delete=models.DO_NOTHING, related_name="+")
    claim_created_at = models.DateTimeField()
    speaker = models.ForeignKey(Speaker, on_delete=models.DO_NOTHING, related_name="+")
    other = models.ForeignKey(Speaker, on_delete=models.DO_NOTHING, related_name="+")
    affirmed_by = models.ForeignKey(Speaker, on_delete=models.DO_NOTHING, related_name="+")
    denied_by = models.ForeignKey(Speaker, on_delete=models.DO_NOTHING, related_name="+")
    affirms = models.ForeignKey(Stance, on_delete=models.DO_NOTHING, related_name="+")
    denies = models.ForeignKey(Stance, on_delete=models.DO_NOTHING, related_name="+")
    # Whether `speaker` is the one who affirms, and the capacities of both.
    affirming = models.BooleanField()
    speaker_capacity = models.CharField(max_length=11, choices=Capacity.choices)
    other_capacity = models.CharField(max_length=11, choices=Capacity.choices)
    # The positions of both, and when each was last taken; for the order of the list.
    position_id = models.BigIntegerField()
    other_position_id = models.BigIntegerField()
    last_on = models.DateField()
    other_last_on = models.DateField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "claims_contradiction"

    def __str__(self) -> str:
        return f"{self.affirmed_by} affirms and {self.denied_by} denies {self.claim}"
