"""Reviews."""

from typing import ClassVar

from claims.api.resources.claims.serializers import ClaimBrief, ClaimOfJudgement, ReviewOfClaim
from claims.models import Review


class ReviewSerializer(ReviewOfClaim):
    """What somebody found out about a claim."""

    claim = ClaimBrief(help_text="What was reviewed.")

    class Meta(ReviewOfClaim.Meta):
        model = Review
        fields: ClassVar[tuple[str, ...]] = (
            "slug",
            "url",
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
            "own",
            "status",
            "created_at",
            "updated_at",
        )
        brief = ("slug", "url", "claim", "author", "rating", "verdict", "published_on", "external_url")


class ReviewDetailSerializer(ReviewSerializer):
    """What somebody found out about a claim, with its text and all of the claim: its tag changes with either."""

    claim = ClaimOfJudgement(help_text="What was reviewed.")

    class Meta(ReviewSerializer.Meta):
        fields = (*ReviewSerializer.Meta.fields, "body")
