"""Changes: the entries of the feed."""

from typing import ClassVar

from rest_framework import serializers

from claims.api.sql.rows import KeyedLink, RowSerializer
from claims.choices import ChangeKind
from claims.models import Change


class ChangeSerializer(RowSerializer):
    """Something that happened to a row: the row is to be read again, or to be forgotten."""

    url = KeyedLink("key", help_text="The row's address in this API; a row that is gone has none any more.")
    kind = serializers.ChoiceField(
        source="shown", choices=ChangeKind.choices, help_text="What happened to the row.", read_only=True
    )

    # The members of a page of the feed besides its rows and links.
    extra_members: ClassVar[dict[str, serializers.Field]] = {
        "since": serializers.CharField(
            help_text="Where this page ends in the feed: to be given as `since` the next time."
        )
    }

    class Meta(RowSerializer.Meta):
        model = Change
        fields: ClassVar[tuple[str, ...]] = ("id", "collection", "key", "url", "kind", "changed_at")
        brief: ClassVar[tuple[str, ...]] = ("id", "url", "kind")
