"""Positions with their timelines, now or on a day, and the matrix of an incident."""

from rest_framework import serializers

from claims.api.resources.claims.serializers import ClaimBrief
from claims.api.resources.speakers.serializers import SpeakerBrief
from claims.api.resources.stances.serializers import ExcerptSerializer
from claims.api.resources.statements.serializers import StatementOfStance
from claims.api.sql.rows import RowSerializer
from claims.choices import Precision, StancePosition
from claims.models import CountedStance, Position


class TimelineSerializer(RowSerializer):
    """A stance in the order in which they were taken."""

    stance = ExcerptSerializer()
    statement = StatementOfStance()

    class Meta(RowSerializer.Meta):
        model = CountedStance
        fields = ("made_on", "made_on_precision", "position", "stance", "statement")
        brief = ("made_on", "made_on_precision", "position", "statement")
        ordering = ("made_on", "created_at", "stance_id")


class PositionSerializer(RowSerializer):
    """Where a speaker stands on a claim, since when, and every stance that led there."""

    speaker = SpeakerBrief()
    claim = ClaimBrief()
    timeline = TimelineSerializer(many=True, help_text="The stances that count, oldest first.")

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
            "timeline",
        )
        brief = fields[:-1]


class PositionThenSerializer(PositionSerializer):
    """Where a speaker stood on a claim on a day: what was derived from the stances up to then."""

    position = serializers.ChoiceField(StancePosition.choices, source="then_position", help_text="The position then.")
    first_on = serializers.DateField(source="then_first_on", help_text="When that position was first taken.")
    first_on_precision = serializers.ChoiceField(
        Precision.choices, source="then_first_on_precision", help_text="How exactly that is known."
    )
    last_on = serializers.DateField(source="then_last_on", help_text="When it was last taken, up to then.")
    last_on_precision = serializers.ChoiceField(
        Precision.choices, source="then_last_on_precision", help_text="How exactly that is known."
    )
    stance_count = serializers.IntegerField(source="then_stance_count", help_text="How many stances up to then.")
    changed = serializers.BooleanField(source="then_changed", help_text="Whether it had changed by then.")
