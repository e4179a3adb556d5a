"""Contradictions: who affirms a claim and who denies it, in which words."""

from claims.api.resources.claims.serializers import ClaimBrief
from claims.api.resources.speakers.serializers import SpeakerBrief
from claims.api.resources.stances.serializers import SpokenSerializer
from claims.api.sql.rows import RowSerializer
from claims.models import Contradiction


class ContradictionSerializer(RowSerializer):
    """Two positions on one claim, of which one affirms and the other denies it, with the last words of each."""

    claim = ClaimBrief()
    affirmed_by = SpeakerBrief(help_text="Who affirms it, or affirmed it.")
    affirms = SpokenSerializer(help_text="The last stance that affirms it.")
    denied_by = SpeakerBrief(help_text="Who denies it, or denied it: for a change of mind, the same speaker.")
    denies = SpokenSerializer(help_text="The last stance that denies it.")

    class Meta(RowSerializer.Meta):
        model = Contradiction
        fields = ("kind", "capacity", "claim", "affirmed_by", "affirms", "denied_by", "denies")
        brief = ("kind", "capacity", "claim", "affirmed_by", "denied_by")
