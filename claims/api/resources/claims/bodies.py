"""The body of a claim, with its links to incidents and its relations to other claims."""

from typing import Any, ClassVar

from claims.api.writing.bodies import Body, ComparedBody
from claims.models import Claim, ClaimRelation, IncidentClaim


class LinkBody(Body):
    """An incident that the claim is about, and what about it."""

    class Meta(Body.Meta):
        model = IncidentClaim
        fields = ("incident", "aspect")


class RelationBody(Body):
    """How the claim bears on another one."""

    class Meta(Body.Meta):
        model = ClaimRelation
        fields = ("kind", "claim")
        extra_kwargs: ClassVar[dict[str, Any]] = {"claim": {"source": "other", "help_text": "The other claim."}}


class ClaimBody(ComparedBody):
    """One proposition, phrased positively and without a speaker."""

    incidents = LinkBody(many=True, required=False, source="incident_links", help_text="What it is about.")
    relations = RelationBody(many=True, required=False, help_text="How this claim bears on others.")

    class Meta(Body.Meta):
        model = Claim
        fields = (
            "slug",
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
            "relations",
            "distinct_from",
        )
        nested = ("incidents", "relations")
