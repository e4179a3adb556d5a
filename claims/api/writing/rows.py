"""What a body of each collection holds."""

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from claims.api.writing.bodies import Body
from claims.choices import StatementStatus
from claims.models import (
    Affiliation,
    Citation,
    Claim,
    ClaimRelation,
    Incident,
    IncidentActor,
    IncidentClaim,
    Source,
    Speaker,
    Stance,
    Statement,
    Topic,
)


class SpeakerBody(Body):
    """A person, an organisation or an unnamed group."""

    class Meta(Body.Meta):
        model = Speaker
        fields = (
            "slug",
            "kind",
            "name",
            "sort_name",
            "other_names",
            "summary",
            "country",
            "identifiers",
            "website",
            "image_url",
        )


class AffiliationBody(Body):
    """A role that a person held in an organisation."""

    class Meta(Body.Meta):
        model = Affiliation
        fields = (
            "person",
            "organization",
            "role",
            "start_date",
            "start_date_precision",
            "end_date",
            "end_date_precision",
            "former",
        )


class SourceBody(Body):
    """Where statements stand. Its text is used to verify quotes, and shown to nobody."""

    external_url = serializers.URLField(
        source="url", required=False, allow_blank=True, max_length=2000, help_text="Its address; empty when offline."
    )

    class Meta(Body.Meta):
        model = Source
        fields = (
            "slug",
            "kind",
            "external_url",
            "headline",
            "publisher",
            "author",
            "published_on",
            "published_on_precision",
            "language",
            "archived_url",
            "accessed_on",
            "content_sha256",
            "content",
        )
        # Offsets count every character of the text.
        extra_kwargs: ClassVar[dict[str, Any]] = {"content": {"trim_whitespace": False}}


class TopicBody(Body):
    """What claims are filed under."""

    class Meta(Body.Meta):
        model = Topic
        fields = ("slug", "name", "broader")


class ActorBody(Body):
    """A speaker's part in the incident."""

    class Meta(Body.Meta):
        model = IncidentActor
        fields = ("speaker", "role")


class IncidentBody(Body):
    """What happened, or is said to have happened."""

    actors = ActorBody(many=True, required=False, help_text="Who is said to have a part in it.")

    class Meta(Body.Meta):
        model = Incident
        fields = (
            "slug",
            "name",
            "kind",
            "summary",
            "start_date",
            "start_date_precision",
            "end_date",
            "end_date_precision",
            "location_name",
            "countries",
            "latitude",
            "longitude",
            "status",
            "part_of",
            "actors",
        )
        nested = ("actors",)


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


class ClaimBody(Body):
    """One proposition, phrased positively and without a speaker."""

    incidents = LinkBody(many=True, required=False, source="incident_links", help_text="What it is about.")
    relations = RelationBody(many=True, required=False, help_text="How this claim bears on others.")

    class Meta(Body.Meta):
        model = Claim
        fields = (
            "slug",
            "text",
            "name",
            "kind",
            "language",
            "checkable",
            "context",
            "first_appearance",
            "topics",
            "incidents",
            "relations",
        )
        nested = ("incidents", "relations")


class CitationBody(Body):
    """Where the statement stands in its source (W3C Web Annotation, TextQuoteSelector)."""

    class Meta(Body.Meta):
        model = Citation
        fields = ("exact", "prefix", "suffix", "start", "end", "media_start", "media_end")
        # What stands around the words counts to the last space.
        extra_kwargs: ClassVar[dict[str, Any]] = {
            name: {"trim_whitespace": False} for name in ("exact", "prefix", "suffix")
        }


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

    def create(self, validated_data: dict[str, Any]) -> Any:
        return super().create({**validated_data, "coder": self.context["user"]})


class StanceBody(SuggestionBody):
    """What one statement does with one claim, as its coder sees it."""

    class Meta(SuggestionBody.Meta):
        fields = ("statement", *SuggestionBody.Meta.fields)


class StatementBody(Body):
    """Something that a speaker said, with its place in the source and the stances that its coder sees in it."""

    citations = CitationBody(many=True, required=False, help_text="Where it stands.")
    stances = SuggestionBody(
        many=True,
        required=False,
        write_only=True,
        help_text="Stances to suggest; with a new statement only, later they are written to `/stances/`.",
    )

    class Meta(Body.Meta):
        model = Statement
        fields: ClassVar[tuple[str, ...]] = (
            "slug",
            "speaker",
            "source",
            "kind",
            "text",
            "language",
            "original_text",
            "original_language",
            "attribution",
            "affiliation",
            "on_behalf_of",
            "made_on",
            "made_on_precision",
            "venue",
            "incidents",
            "status",
            "supersedes",
            "citations",
            "stances",
        )
        nested = ("citations",)
        # For writing only: what a whole row leaves out gets its default, but this stays.
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "status": {"write_only": True, "help_text": "As it is: `POST /corrections/` changes it, with a reason."}
        }

    def validate_status(self, value: str) -> str:
        if value != (self.instance.status if self.instance else StatementStatus.ACTIVE):
            raise ValidationError(
                "A correction changes it, with what was wrong and why: `POST /api/v1/corrections/`.",
                code="needs-correction",
            )
        return value

    def validate_stances(self, value: list[Any]) -> list[Any]:
        if self.instance is not None:
            raise ValidationError("The stances of a statement that is there are written to `/stances/`.")
        return value

    def create(self, validated_data: dict[str, Any]) -> Any:
        suggested = validated_data.pop("stances", [])
        row = super().create(validated_data)
        for each in suggested:
            Stance.objects.create(statement=row, coder=self.context["user"], **each)
        return row
