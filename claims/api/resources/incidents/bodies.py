"""The body of an incident, with its actors."""

from claims.api.writing.bodies import Body
from claims.models import Incident, IncidentActor


class ActorBody(Body):
    """A speaker's part in the incident."""

    class Meta(Body.Meta):
        model = IncidentActor
        fields = ("speaker", "role")


class IncidentBody(Body):
    """What happened, or is said to have happened."""

    actors = ActorBody(many=True, required=False, help_text="Who is said to have a part in it.")

    class Meta(Body.Meta):
        model = Incident
        fields = (
            "slug",
            "name",
            "other_names",
            "kind",
            "summary",
            "start_date",
            "start_date_precision",
            "end_date",
            "end_date_precision",
            "location_name",
            "countries",
            "latitude",
            "longitude",
            "status",
            "part_of",
            "actors",
        )
        nested = ("actors",)
