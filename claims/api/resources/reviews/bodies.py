"""The body of a review."""

from typing import Any, ClassVar

from rest_framework import serializers

from claims.api.writing.bodies import Body
from claims.models import Review


class ReviewBody(Body):
    """What somebody found out about a claim. It is a draft; `submit`, `approve` and `publish` bring it to readers."""

    external_url = serializers.URLField(
        source="url",
        required=False,
        allow_blank=True,
        max_length=2000,
        help_text="Where it was published; may be left out for one of our own.",
    )

    class Meta(Body.Meta):
        model = Review
        fields: ClassVar[tuple[str, ...]] = (
            "slug",
            "claim",
            "author",
            "author_url",
            "external_url",
            "headline",
            "published_on",
            "published_on_precision",
            "language",
            "rating",
            "rating_value",
            "best_rating",
            "worst_rating",
            "verdict",
            "body",
            "own",
        )

    def values(self, data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "coder": self.context["user"]}
