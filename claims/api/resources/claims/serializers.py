"""Claims, their links and relations, and the positions that speakers hold on them."""

from typing import ClassVar

from rest_framework import serializers

from claims.api.resources.incidents.serializers import IncidentBrief
from claims.api.resources.sources.serializers import SourceBrief
from claims.api.resources.speakers.serializers import SpeakerBrief
from claims.api.resources.topics.serializers import TopicBrief
from claims.api.sql.rows import RowSerializer, SelfLink
from claims.choices import Agreement, PositionChange
from claims.models import Claim, ClaimRelation, ClaimTally, IncidentClaim, Position, Review

# How many reviews a claim shows.
LATEST_REVIEWS = 5


class ClaimBrief(RowSerializer):
    """A claim, as it is shown inside other rows."""

    url = SelfLink("claims")

    class Meta(RowSerializer.Meta):
        model = Claim
        fields: ClassVar[tuple[str, ...]] = ("slug", "url", "name", "text", "language")
        brief = fields


class ClaimOfJudgement(ClaimBrief):
    """A claim with all that a reviewer reads to judge what a statement does with it."""

    class Meta(ClaimBrief.Meta):
        fields = (*ClaimBrief.Meta.fields, "kind", "checkable", "context")


class TallySerializer(RowSerializer):
    """How many speakers hold each position, each counted once, in their own capacity."""

    class Meta(RowSerializer.Meta):
        model = ClaimTally
        fields = ("affirms", "denies", "qualifies", "questions", "reports", "declines")
        brief = fields


class TalliedClaim(ClaimBrief):
    """A claim in brief, how many speakers hold which position on it, and how its reviews agree."""

    tallies = TallySerializer(source="tally", help_text="How many speakers hold each position.")
    disputed = serializers.BooleanField(
        source="tally.disputed", help_text="Somebody affirms it and somebody else denies it."
    )
    agreement = serializers.ChoiceField(
        source="tally.agreement",
        choices=Agreement.choices,
        allow_null=True,
        read_only=True,
        help_text="How its published reviews agree; null where there are none.",
    )

    class Meta(ClaimBrief.Meta):
        fields: ClassVar[tuple[str, ...]] = (*ClaimBrief.Meta.fields, "tallies", "disputed", "agreement")


class IncidentLinkSerializer(RowSerializer):
    """An incident that a claim is about, and what about it."""

    incident = IncidentBrief()

    class Meta(RowSerializer.Meta):
        model = IncidentClaim
        fields = ("aspect", "incident")
        brief = fields


class ChangeField(serializers.ChoiceField):
    """How far a speaker has changed position."""

    def __init__(self) -> None:
        super().__init__(
            choices=PositionChange.choices, read_only=True, help_text="How far the speaker changed position."
        )


class PositionBrief(RowSerializer):
    """Where one speaker stands on the claim above."""

    speaker = SpeakerBrief()
    change = ChangeField()

    class Meta(RowSerializer.Meta):
        model = Position
        fields = ("speaker", "capacity", "position", *Position.DATES, "stance_count", "changed", "change")
        brief = fields


class PlainClaimSerializer(TalliedClaim):
    """One proposition, phrased positively and without a speaker."""

    first_appearance = SourceBrief(allow_null=True, help_text="The source it is first known from.")
    topics = TopicBrief(many=True, help_text="What it is filed under.")
    incidents = IncidentLinkSerializer(many=True, source="incident_links", help_text="What it is about.")

    class Meta(TalliedClaim.Meta):
        fields: ClassVar[tuple[str, ...]] = (
            "slug",
            "url",
            "text",
            "name",
            "other_names",
            "kind",
            "language",
            "checkable",
            "context",
            "first_appearance",
            "topics",
            "incidents",
            "tallies",
            "disputed",
            "agreement",
            "created_at",
            "updated_at",
        )


class ClaimSerializer(PlainClaimSerializer):
    """A claim; where it was asked for by speaker, with where those speakers stand on it."""

    positions = PositionBrief(
        many=True,
        required=False,
        help_text="Where the speakers asked for stand on it; there with the parameter `speaker` only.",
    )

    class Meta(PlainClaimSerializer.Meta):
        fields = (*PlainClaimSerializer.Meta.fields, "positions")


class ReviewOfClaim(RowSerializer):
    """What somebody found out about the claim above."""

    url = SelfLink("reviews")
    external_url = serializers.URLField(
        source="url", help_text="Where it was published; empty for one of our own that stands here alone."
    )

    class Meta(RowSerializer.Meta):
        model = Review
        fields: ClassVar[tuple[str, ...]] = (
            "slug",
            "url",
            "author",
            "external_url",
            "headline",
            "published_on",
            "published_on_precision",
            "rating",
            "verdict",
            "own",
            "status",
        )
        brief = fields
        ordering = ("-published_on", "-pk")
        most = LATEST_REVIEWS


class RelationSerializer(RowSerializer):
    """The claim above … `claim`."""

    claim = ClaimBrief(source="other", help_text="The other claim.")

    class Meta(RowSerializer.Meta):
        model = ClaimRelation
        fields = ("kind", "claim")
        brief = fields


class ReverseRelationSerializer(RowSerializer):
    """`claim` … the claim above."""

    claim = ClaimBrief(help_text="The other claim.")

    class Meta(RelationSerializer.Meta):
        pass


class ClaimDetailSerializer(PlainClaimSerializer):
    """A claim with its relations to other claims, and what fact-checkers found out about it."""

    relations = RelationSerializer(many=True, help_text="How this claim bears on others.")
    relations_to = ReverseRelationSerializer(many=True, help_text="How others bear on this claim.")
    reviews = ReviewOfClaim(many=True, help_text="Its latest reviews, at most five; `reviews/` below it lists all.")

    class Meta(PlainClaimSerializer.Meta):
        fields = (*PlainClaimSerializer.Meta.fields, "relations", "relations_to", "reviews")
