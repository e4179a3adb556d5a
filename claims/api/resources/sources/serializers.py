"""Sources."""

from typing import ClassVar

from rest_framework import serializers

from claims.api.sql.rows import RowSerializer, SelfLink
from claims.models import Source
from claims.reading.candidates import TIERS


class SourceBrief(RowSerializer):
    """A source, as it is shown inside other rows."""

    url = SelfLink("sources")
    external_url = serializers.URLField(source="url", help_text="Its own address; empty when offline.")

    class Meta(RowSerializer.Meta):
        model = Source
        fields: ClassVar[tuple[str, ...]] = ("slug", "url", "headline", "publisher", "external_url", "archived_url")
        brief = fields


class SourceOfJudgement(SourceBrief):
    """A source, as it is shown with what was judged from it. A change of its text shows in `updated_at`."""

    class Meta(SourceBrief.Meta):
        fields = (*SourceBrief.Meta.fields, "kind", "published_on", "published_on_precision", "updated_at")


class SourceSerializer(RowSerializer):
    """A source of statements. Its text, where it is held, is not shown."""

    url = SelfLink("sources")
    external_url = serializers.URLField(source="url", help_text="Its own address; empty when offline.")

    class Meta(RowSerializer.Meta):
        model = Source
        fields = (
            "slug",
            "url",
            "kind",
            "headline",
            "publisher",
            "author",
            "published_on",
            "published_on_precision",
            "language",
            "external_url",
            "archived_url",
            "accessed_on",
            "content_sha256",
            "created_at",
            "updated_at",
        )
        brief = SourceBrief.Meta.fields


class CandidateCitation(serializers.Serializer):
    """Where the words stand in the text of the source (W3C Web Annotation, TextQuoteSelector)."""

    exact = serializers.CharField(help_text="The words exactly as they stand in the source.")
    prefix = serializers.CharField(help_text="The characters right before them.")
    suffix = serializers.CharField(help_text="The characters right after them.")
    start = serializers.IntegerField(help_text="Characters of the text before them.")
    end = serializers.IntegerField(help_text="Characters of the text up to their end.")


class CandidateStatement(serializers.Serializer):
    """A statement as `POST /statements/` takes it, without the members that `lacks` names."""

    source = serializers.CharField(help_text="The slug of the source.")  # type: ignore[assignment]
    kind = serializers.CharField(help_text="`quote`, or `paraphrase` for reported speech.")
    text = serializers.CharField(required=False, help_text="The words of a quote.")
    speaker = serializers.CharField(required=False, help_text="The slug of the speaker, if one is meant.")
    attribution = serializers.CharField(required=False, help_text="The source's own words for who spoke.")
    made_on = serializers.DateField(required=False, help_text="First day of the period in which it was said.")
    made_on_precision = serializers.CharField(required=False, help_text="How exactly that is known.")
    citations = CandidateCitation(many=True, help_text="Where it stands.")


class CandidateRowSerializer(serializers.Serializer):
    """Words in the text of a source that may be a statement. Somebody has to look before it is recorded."""

    tier = serializers.ChoiceField(
        choices=TIERS,
        help_text="How sure it is whose they are: `sure`, by a pattern; `carried` from what stands before; `unknown`.",
    )
    name = serializers.CharField(help_text="The name in the text of somebody who is no speaker yet; else empty.")
    lacks = serializers.ListField(
        child=serializers.CharField(), help_text="What `statement` needs before it can be recorded."
    )
    method = serializers.ChoiceField(
        choices=("rules", "model"), help_text="What found it; a deployment may have a model."
    )
    model_name = serializers.CharField(help_text="The model that found it; else empty.")
    recorded = serializers.CharField(
        allow_null=True, help_text="The slug of a statement that cites any of these words."
    )
    dismissed = serializers.BooleanField(help_text="Somebody has looked at it and found that it is no statement.")
    statement = CandidateStatement(help_text="It can be sent to `POST /statements/` as it is, if it lacks nothing.")


class CandidatesSerializer(serializers.Serializer):
    """The candidates for statements in the text of a source, in their order. Nothing was written."""

    next = serializers.IntegerField(allow_null=True, help_text="The `start` to go on with; null at the end.")
    results = CandidateRowSerializer(many=True, help_text="The candidates.")
