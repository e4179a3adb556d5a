"""Speakers and their affiliations."""

from typing import ClassVar

from rest_framework import serializers

from claims.api.sql.rows import RowSerializer, SelfLink
from claims.models import Affiliation, Speaker


class SpeakerBrief(RowSerializer):
    """A speaker, as it is shown inside other rows."""

    url = SelfLink("speakers")

    class Meta(RowSerializer.Meta):
        model = Speaker
        fields = ("slug", "url", "name", "kind", "country")
        brief = fields
        ordering = ("sort_key", "pk")


class RoleSerializer(RowSerializer):
    """A role, as it is shown with the one who holds it."""

    url = SelfLink("affiliations", "id")
    organization = SpeakerBrief()

    class Meta(RowSerializer.Meta):
        model = Affiliation
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "url",
            "role",
            "organization",
            "start_date",
            "start_date_precision",
            "end_date",
            "end_date_precision",
            "former",
        )
        brief: ClassVar[tuple[str, ...]] = ("id", "url", "role", "organization")
        ordering = ("start_date", "pk")


class RoleBrief(RowSerializer):
    """The role in which something was said."""

    url = SelfLink("affiliations", "id")
    organization = SpeakerBrief()

    class Meta(RowSerializer.Meta):
        model = Affiliation
        fields = ("id", "url", "role", "organization")
        brief = fields


class SpeakerSerializer(RowSerializer):
    """A speaker: a person, an organisation or an unnamed group."""

    url = SelfLink("speakers")
    identifiers = serializers.DictField(child=serializers.CharField(), help_text="Scheme to value.")
    affiliations = RoleSerializer(many=True, help_text="The roles that the speaker held or holds.")

    class Meta(RowSerializer.Meta):
        model = Speaker
        fields = (
            "slug",
            "url",
            "kind",
            "name",
            "sort_name",
            "other_names",
            "summary",
            "country",
            "identifiers",
            "website",
            "image_url",
            "affiliations",
            "created_at",
            "updated_at",
        )
        brief = SpeakerBrief.Meta.fields
