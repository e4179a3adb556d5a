"""The body of a stance, alone or with its statement."""

from typing import Any, ClassVar

from rest_framework import serializers

from claims.api.writing.bodies import Body, ReasonBody
from claims.api.writing.strict import StrictBody
from claims.choices import ReviewStatus
from claims.models import Stance


class SuggestionBody(Body):
    """What the statement does with a claim, as its coder sees it; a reviewer confirms or rejects it."""

    class Meta(Body.Meta):
        model = Stance
        fields: ClassVar[tuple[str, ...]] = (
            "claim",
            "position",
            "explicitness",
            "qualification",
            "excerpt",
            "rationale",
            "method",
            "model_name",
            "confidence",
        )

    def values(self, data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "coder": self.context["user"]}


class StanceBody(SuggestionBody):
    """What one statement does with one claim, as its coder sees it."""

    class Meta(SuggestionBody.Meta):
        fields = ("statement", *SuggestionBody.Meta.fields)


MOST_REVIEWED = 5_000  # by one request


class StancesBody(StrictBody):
    """The stances that are reviewed together."""

    max_items = MOST_REVIEWED

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), min_length=1, help_text="The `id` of each."
    )


class StancesWithReasonBody(StancesBody, ReasonBody):
    """The stances that are reviewed together, and why."""


class ReviewedSerializer(serializers.Serializer):
    """A stance that was reviewed, and what it is now."""

    id = serializers.IntegerField(help_text="The stance.")
    review_status = serializers.ChoiceField(
        ReviewStatus.choices, help_text="Only confirmed stances are public, and count."
    )
