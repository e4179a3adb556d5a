"""Redirects: former slugs and where they lead."""

from claims.api.sql.rows import KeyedLink, RowSerializer
from claims.models import Redirect


class RedirectSerializer(RowSerializer):
    """A former slug, and the row that it leads to now."""

    url = KeyedLink("new_slug", help_text="The present address in this API.")

    class Meta(RowSerializer.Meta):
        model = Redirect
        fields = ("id", "collection", "old_slug", "new_slug", "url", "created_at", "updated_at")
        brief = ("collection", "old_slug", "new_slug", "url")
