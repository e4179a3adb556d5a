"""Incidents and who had a part in them."""

from typing import ClassVar

from rest_framework import serializers

from claims.api.resources.speakers.serializers import SpeakerBrief
from claims.api.sql.rows import RowSerializer, SelfLink
from claims.models import Incident, IncidentActor


class IncidentBrief(RowSerializer):
    """An incident, as it is shown inside other rows."""

    url = SelfLink("incidents")

    class Meta(RowSerializer.Meta):
        model = Incident
        fields = ("slug", "url", "name", "start_date", "start_date_precision")
        brief = fields
        ordering = ("start_date", "pk")


class ActorSerializer(RowSerializer):
    """A speaker's part in an incident."""

    speaker = SpeakerBrief()

    class Meta(RowSerializer.Meta):
        model = IncidentActor
        fields = ("role", "speaker")
        brief = fields


class IncidentSerializer(RowSerializer):
    """An event that claims are about, or a wider pattern of events."""

    url = SelfLink("incidents")
    kind = serializers.CharField(source="kind_id", help_text=str(Incident._meta.get_field("kind").help_text))
    part_of = IncidentBrief(allow_null=True, help_text="The wider pattern it belongs to.")
    actors = ActorSerializer(many=True, help_text="Who had which part in it, as the sources have it.")

    class Meta(RowSerializer.Meta):
        model = Incident
        fields: ClassVar[tuple[str, ...]] = (
            "slug",
            "url",
            "name",
            "other_names",
            "kind",
            "status",
            "summary",
            "start_date",
            "start_date_precision",
            "end_date",
            "end_date_precision",
            "location_name",
            "countries",
            "latitude",
            "longitude",
            "part_of",
            "actors",
            "created_at",
            "updated_at",
        )
        brief: ClassVar[tuple[str, ...]] = IncidentBrief.Meta.fields


class IncidentDetailSerializer(IncidentSerializer):
    """An incident with the ones that belong to it."""

    parts = IncidentBrief(many=True, help_text="The incidents of which this one is the wider pattern.")

    class Meta(IncidentSerializer.Meta):
        fields = (*IncidentSerializer.Meta.fields, "parts")
