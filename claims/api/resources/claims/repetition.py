"""The repetition of a claim: how often each position on it was taken, when, and by whom most often."""

from rest_framework import serializers

from claims.api.query.shape import QueryShape
from claims.api.resources.claims.serializers import ClaimBrief
from claims.api.resources.speakers.serializers import SpeakerBrief
from claims.api.resources.stances.serializers import SpokenSerializer
from claims.api.sql.plan import Plan, Subject, object_plan
from claims.api.sql.rows import RowSerializer
from claims.api.views.variants import Variant
from claims.models import Claim, Position, Repeater, Repetition
from claims.querysets import Reader


class TimesSerializer(RowSerializer):
    """How often one position on the claim was taken, each speaker in the own capacity."""

    first = SpokenSerializer(help_text="The stance that took it first.")
    last = SpokenSerializer(help_text="The stance that took it last.")

    class Meta(RowSerializer.Meta):
        model = Repetition
        fields = ("position", "times", "speakers", "at_least", "first", "last")
        brief = fields[:4]


class RepeaterSerializer(RowSerializer):
    """A speaker who took a position on the claim, and how often."""

    speaker = SpeakerBrief()

    class Meta(RowSerializer.Meta):
        model = Repeater
        fields = ("position", "speaker", "times", *Position.DATES)
        brief = fields


class RepetitionSerializer(serializers.Serializer):
    """How often a claim was affirmed, denied, qualified and questioned, when first and last, and by whom most often."""

    claim = ClaimBrief()
    positions = TimesSerializer(many=True, help_text="The committal positions that were taken, at most four.")
    speakers = RepeaterSerializer(
        many=True, help_text="Of each position, the ten speakers who took it most often, the most often first."
    )

    class Meta:
        brief = ("claim", "positions")


class RepetitionOfClaim(Variant):
    """Answers with the repetition of the claim that the address names."""

    def plan(self, subject: Subject, shape: QueryShape, reader: Reader) -> Plan:
        parts = {
            "claim": Claim.objects.filter(pk=subject.key),
            "positions": Repetition.objects.filter(claim=subject.key).order_by("pk"),
            "speakers": Repeater.objects.filter(claim=subject.key).order_by(
                "position", "-times", "-last_on", "speaker_id"
            ),
        }
        return object_plan(self.selected(shape), parts, shape, self.parameters.filters, reader=reader, subject=subject)
