"""Publishers, and whom they quote."""

from typing import Any, ClassVar
from urllib.parse import quote

from rest_framework import serializers

from claims.api.resources.speakers.serializers import SpeakerBrief
from claims.api.sql.rows import Link, RowSerializer
from claims.models import Publisher, Quoted

# How many speakers a publisher shows.
MOST_QUOTED = 10


class SourcesLink(Link):
    """The address that lists the sources of a publisher."""

    def __init__(self) -> None:
        super().__init__(source="name", help_text="The address that lists its sources, the latest first.")

    def sql(self, alias: str) -> str:
        return f"'sources/?publisher=' || claims_percent_encoded({alias}.name)"

    def to_representation(self, value: Any) -> str:
        return f"{self.api_root}sources/?publisher={quote(value, safe='')}"


class QuotedSerializer(RowSerializer):
    """A speaker whom the publisher above quotes."""

    speaker = SpeakerBrief()

    class Meta(RowSerializer.Meta):
        model = Quoted
        fields = ("speaker", "statement_count")
        brief = fields
        ordering = ("-statement_count", "speaker_id")
        most = MOST_QUOTED


class PublisherSerializer(RowSerializer):
    """A publisher of sources, whose name may be spelt in several ways."""

    sources_url = SourcesLink()

    class Meta(RowSerializer.Meta):
        model = Publisher
        fields: ClassVar[tuple[str, ...]] = ("name", "source_count", "source_count_at_least", "sources_url")
        brief: ClassVar[tuple[str, ...]] = ("name", "sources_url")


def counted(name: str) -> serializers.IntegerField:
    """What was counted for `quoted`, and is there with it."""
    column: Any = Publisher._meta.get_field(name)
    return serializers.IntegerField(required=False, help_text=column.help_text)


class PublisherDetailSerializer(PublisherSerializer):
    """A publisher; where it was asked for by name, with the speakers whom its newest sources quote most often."""

    quoted = QuotedSerializer(
        many=True, required=False, help_text="Who is quoted most often, at most ten speakers; with `name` only."
    )
    newest_sources = counted("newest_sources")
    newest_statements = counted("newest_statements")

    class Meta(PublisherSerializer.Meta):
        fields = (*PublisherSerializer.Meta.fields, "newest_sources", "newest_statements", "quoted")
