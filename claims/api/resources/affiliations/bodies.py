"""The body of an affiliation."""

from claims.api.writing.bodies import Body
from claims.models import Affiliation


class AffiliationBody(Body):
    """A role that a person held in an organisation."""

    class Meta(Body.Meta):
        model = Affiliation
        fields = (
            "person",
            "organization",
            "role",
            "start_date",
            "start_date_precision",
            "end_date",
            "end_date_precision",
            "former",
        )
