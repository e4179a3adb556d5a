"""Positions with their timelines, now or on a day, and the matrix of an incident."""

from rest_framework import serializers

from claims.api.serializers.base import RowSerializer, SelfLink
from claims.api.serializers.claims import ClaimBrief, TallySerializer
from claims.api.serializers.incidents import IncidentBrief
from claims.api.serializers.speakers import SpeakerBrief
from claims.api.serializers.statements import ExcerptSerializer, StatementOfStance
from claims.choices import Aspect, StancePosition
from claims.models import Claim, CountedStance, Position


class TimelineSerializer(RowSerializer):
    """A stance in the order in which they were taken."""

    stance = ExcerptSerializer()
    statement = StatementOfStance()

    class Meta(RowSerializer.Meta):
        model = CountedStance
        fields = ("made_on", "position", "stance", "statement")
        brief = ("made_on", "position", "statement")
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
            "first_on",
            "last_on",
            "stance_count",
            "changed",
            "timeline",
        )
        brief = fields[:-1]


class PositionThenSerializer(PositionSerializer):
    """Where a speaker stood on a claim on a day: what was derived from the stances up to then."""

    position = serializers.ChoiceField(StancePosition.choices, source="then_position", help_text="The position then.")
    first_on = serializers.DateField(source="then_first_on", help_text="When that position was first taken.")
    last_on = serializers.DateField(source="then_last_on", help_text="When it was last taken, up to then.")
    stance_count = serializers.IntegerField(source="then_stance_count", help_text="How many stances up to then.")
    changed = serializers.BooleanField(source="then_changed", help_text="Whether it had changed by then.")


class MatrixClaimSerializer(RowSerializer):
    """A claim about the incident: a column of the matrix."""

    url = SelfLink("claims")
    aspects = serializers.ListField(
        child=serializers.ChoiceField(Aspect.choices), help_text="What about the incident it is about."
    )
    tallies = TallySerializer(source="tally", help_text="How many speakers hold each position.")
    disputed = serializers.BooleanField(
        source="tally.disputed", help_text="Somebody affirms it and somebody else denies it."
    )

    class Meta(RowSerializer.Meta):
        model = Claim
        fields = ("slug", "url", "name", "text", "aspects", "tallies", "disputed")
        brief = fields


class CellSerializer(RowSerializer):
    """Where one speaker stands on one claim of the incident; both slugs are annotations, joined once for all cells."""

    speaker = serializers.CharField(source="speaker_slug", help_text="The slug of one of `speakers`.")
    claim = serializers.CharField(source="claim_slug", help_text="The slug of one of `claims`.")

    class Meta(RowSerializer.Meta):
        model = Position
        fields = ("speaker", "claim", "capacity", "position", "first_on", "last_on", "changed")
        brief = fields


class MatrixSerializer(serializers.Serializer):
    """Who stands where on which claim about an incident: speakers × claims, with the cells that are filled."""

    incident = IncidentBrief()
    claims = MatrixClaimSerializer(many=True, help_text="The claims about it.")
    speakers = SpeakerBrief(many=True, help_text="The speakers who take a position on any of them.")
    cells = CellSerializer(many=True, help_text="One for each speaker, claim and capacity.")

    class Meta:
        brief = ("incident", "cells")
