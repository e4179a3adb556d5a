"""What happened to rows: entries of the feed, and of a row's history."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.serializers.base import RowLink, RowSerializer
from claims.choices import ChangeKind
from claims.models import Change


class FieldChangeSerializer(serializers.Serializer):
    """A field that changed."""

    field = serializers.CharField(help_text="Its name, as the row has it.")
    old = serializers.JSONField(help_text="What it was; null where it was not there. Another row is named by its key.")
    new = serializers.JSONField(help_text="What it became; null where it is not there any more.")


@extend_schema_field(FieldChangeSerializer(many=True))
class FieldChanges(serializers.JSONField):
    """The fields that changed, as the database composes them."""


class ChangeSerializer(RowSerializer):
    """Something that happened to a row: the row is to be read again, or to be forgotten."""

    url = RowLink(help_text="The row's address in this API; a row that is gone has none any more.")
    kind = serializers.ChoiceField(
        source="shown", choices=ChangeKind.choices, help_text="What happened to the row.", read_only=True
    )

    # What a page of the feed says beside its rows.
    beside: ClassVar[dict[str, serializers.Field]] = {
        "since": serializers.CharField(
            help_text="Where this page ends in the feed: to be given as `since` the next time."
        )
    }

    class Meta(RowSerializer.Meta):
        model = Change
        fields: ClassVar[tuple[str, ...]] = ("id", "collection", "key", "url", "kind", "changed_at")
        brief: ClassVar[tuple[str, ...]] = ("id", "url", "kind")


class HistorySerializer(ChangeSerializer):
    """Something that happened to a row, with the fields that changed, as far as the reader may know of them."""

    kind = serializers.ChoiceField(
        source="seen", choices=ChangeKind.choices, help_text="What happened to the row.", read_only=True
    )
    beside: ClassVar[dict[str, serializers.Field]] = {}
    changes = FieldChanges(
        read_only=True, help_text="The fields that changed; none where what changed is not public, or not known."
    )

    class Meta(ChangeSerializer.Meta):
        fields = ("id", "url", "kind", "changed_at", "request", "changes")
        brief = ("id", "url", "kind", "changed_at")
