"""Sources."""

from typing import ClassVar

from rest_framework import serializers

from claims.api.sql.rows import RowSerializer, SelfLink
from claims.models import Source


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
