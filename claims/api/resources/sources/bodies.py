"""The body of a source."""

from typing import Any, ClassVar

from rest_framework import serializers

from claims.api.writing.bodies import Body
from claims.api.writing.strict import StrictBody
from claims.models import Source
from claims.models.source import MAX_CONTENT


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


class CandidatesBody(StrictBody):
    """What to read of the text of a source."""

    start = serializers.IntegerField(
        required=False, min_value=0, max_value=MAX_CONTENT, help_text="Where to begin: `next` of the answer before."
    )
