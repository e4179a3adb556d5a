"""Topics."""

from claims.api.sql.rows import RowSerializer, SelfLink
from claims.models import Topic


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
