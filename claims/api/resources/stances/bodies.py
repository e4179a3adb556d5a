"""The body of a stance, alone or with its statement."""

from typing import Any, ClassVar

from claims.api.writing.bodies import Body
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
