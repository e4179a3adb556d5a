"""Sources and topics."""

from rest_framework import serializers

from claims.api.serializers.base import RowSerializer, SelfLink
from claims.models import Source, Topic


class SourceBrief(RowSerializer):
    """A source, as it is shown inside other rows."""

    url = SelfLink("sources")
    external_url = serializers.URLField(source="url", help_text="Its own address; empty when offline.")

    class Meta(RowSerializer.Meta):
        model = Source
        fields = ("slug", "url", "headline", "publisher", "external_url", "archived_url")
        brief = fields


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


class TopicBrief(RowSerializer):
    """A topic, as it is shown inside other rows."""

    url = SelfLink("topics")

    class Meta(RowSerializer.Meta):
        model = Topic
        fields = ("slug", "url", "name")
        brief = fields
        ordering = ("sort_key", "pk")


class TopicSerializer(RowSerializer):
    """A topic that claims are filed under."""

    url = SelfLink("topics")
    broader = TopicBrief(allow_null=True, help_text="The topic that this one is part of.")

    class Meta(RowSerializer.Meta):
        model = Topic
        fields = ("slug", "url", "name", "broader", "created_at", "updated_at")
        brief = TopicBrief.Meta.fields
