"""Redirects: former slugs and where they lead."""

from claims.api.serializers.base import PresentLink, RowSerializer
from claims.models import Redirect


class RedirectSerializer(RowSerializer):
    """A former slug, and the row that it leads to now."""

    url = PresentLink("new_slug")

    class Meta(RowSerializer.Meta):
        model = Redirect
        fields = ("id", "collection", "old_slug", "new_slug", "url", "created_at", "updated_at")
        brief = ("collection", "old_slug", "new_slug", "url")
