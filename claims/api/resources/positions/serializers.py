"""Positions with their timelines, now or on a day, and the matrix of an incident."""

from typing import Any

from claims.api.resources.claims.serializers import ChangeField, ClaimBrief
from claims.api.resources.speakers.serializers import SpeakerBrief
from claims.api.resources.stances.serializers import ExcerptSerializer
from claims.api.resources.statements.serializers import StatementOfStance
from claims.api.sql.rows import Link, RowSerializer
from claims.choices import Capacity, ReviewStatus, StatementStatus
from claims.models import CountedStance, Position

# How many stances a position shows. `stance_count` says how many there are, `stances_url` lists them.
LATEST_STANCES = 5
# The parameters that select, among the stances on a claim, those that count.
COUNTED = f"review_status={ReviewStatus.CONFIRMED}&status={StatementStatus.ACTIVE}"
# The parameter that names the one who holds a position, by capacity.
HOLDER = {Capacity.OWN: "speaker", Capacity.REPRESENTED: "on_behalf_of"}


class StancesLink(Link):
    """The address that lists the stances which a position follows from.

    Args:
        until: the annotation with the day up to which they count; None for all of them.
    """

    def __init__(self, until: str | None = None) -> None:
        self.until = until
        super().__init__(source="*", help_text="The address that lists all stances that count, the latest first.")

    def sql(self, alias: str) -> str:
        cases = " ".join(f"WHEN '{capacity}' THEN '{name}'" for capacity, name in HOLDER.items())
        claim = f"(SELECT slug FROM claims_claim WHERE id = {alias}.claim_id)"  # noqa: S608 - no values
        speaker = f"(SELECT slug FROM claims_speaker WHERE id = {alias}.speaker_id)"  # noqa: S608 - no values
        parts = [
            "'stances/?claim='",
            claim,
            f"'&' || CASE {alias}.capacity {cases} END || '='",
            speaker,
            f"'&{COUNTED}'",
        ]
        if self.until:
            parts.append(f"'&made_on__lte=' || to_char({alias}.{self.until}, 'YYYY-MM-DD')")
        return " || ".join(parts)

    def to_representation(self, value: Any) -> str:
        until = f"&made_on__lte={getattr(value, self.until)}" if self.until else ""
        holder = f"{HOLDER[value.capacity]}={value.speaker.slug}"
        return f"{self.api_root}stances/?claim={value.claim.slug}&{holder}&{COUNTED}{until}"


class TimelineSerializer(RowSerializer):
    """A stance that counts."""

    stance = ExcerptSerializer()
    statement = StatementOfStance()

    class Meta(RowSerializer.Meta):
        model = CountedStance
        fields = ("made_on", "made_on_precision", "position", "stance", "statement")
        brief = ("made_on", "made_on_precision", "position", "statement")
        ordering = ("-made_on", "-created_at", "-stance_id")
        most = LATEST_STANCES


class PositionSerializer(RowSerializer):
    """Where a speaker stands on a claim, since when, and the latest stances that led there."""

    speaker = SpeakerBrief()
    claim = ClaimBrief()
    change = ChangeField()
    stances_url = StancesLink()
    timeline = TimelineSerializer(many=True, help_text="The latest stances that count, the latest first; at most five.")

    class Meta(RowSerializer.Meta):
        model = Position
        fields = (
            "speaker",
            "claim",
            "capacity",
            "position",
            *Position.DATES,
            "stance_count",
            "changed",
            "change",
            "stances_url",
            "timeline",
        )
        brief = fields[:-2]


class PositionThenSerializer(PositionSerializer):
    """Where a speaker stood on a claim at the end of a day: what follows from the stances up to then."""

    stances_url = StancesLink(until="as_of")
