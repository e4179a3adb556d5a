"""Affiliations."""

from claims.api.resources.speakers.serializers import RoleSerializer, SpeakerBrief


class AffiliationSerializer(RoleSerializer):
    """A role that a person held in an organisation, and when."""

    person = SpeakerBrief()

    class Meta(RoleSerializer.Meta):
        fields = (
            *RoleSerializer.Meta.fields[:2],
            "person",
            *RoleSerializer.Meta.fields[2:],
            "created_at",
            "updated_at",
        )
        brief = ("id", "url", "person", "role", "organization")
