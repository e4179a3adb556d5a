"""Stances."""

from typing import ClassVar

from claims.api.resources.claims.serializers import ClaimBrief, ClaimOfJudgement
from claims.api.resources.statements.serializers import StatementOfJudgement, StatementOfStance
from claims.api.sql.rows import RowSerializer, SelfLink
from claims.models import Stance


class StanceSerializer(RowSerializer):
    """What one statement does with one claim."""

    url = SelfLink("stances", "id")
    statement = StatementOfStance()
    claim = ClaimBrief()

    class Meta(RowSerializer.Meta):
        model = Stance
        fields = (
            "id",
            "url",
            "statement",
            "claim",
            "position",
            "explicitness",
            "qualification",
            "excerpt",
            "rationale",
            "method",
            "model_name",
            "review_status",
            "confidence",
            "created_at",
            "updated_at",
        )
        brief = ("id", "url", "statement", "claim", "position")


class StanceDetailSerializer(StanceSerializer):
    """What one statement does with one claim, with all that it rests on: its tag changes with any of it."""

    statement = StatementOfJudgement()
    claim = ClaimOfJudgement()

    class Meta(StanceSerializer.Meta):
        pass


class ExcerptSerializer(RowSerializer):
    """The words that carry a stance."""

    url = SelfLink("stances", "id")

    class Meta(RowSerializer.Meta):
        model = Stance
        fields: ClassVar[tuple[str, ...]] = ("id", "url", "explicitness", "qualification", "excerpt")
        brief = fields


class SpokenSerializer(ExcerptSerializer):
    """A stance as it was taken: in which words, by whom, in which role, when, and where it stands."""

    statement = StatementOfStance()

    class Meta(ExcerptSerializer.Meta):
        fields = (*ExcerptSerializer.Meta.fields, "statement")
        brief = ("id", "url", "statement")
