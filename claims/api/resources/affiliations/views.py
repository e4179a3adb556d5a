"""Affiliations."""

from claims.api.query.parameters import Parameters
from claims.api.resources.affiliations.bodies import AffiliationBody
from claims.api.resources.affiliations.filters import AffiliationFilters
from claims.api.resources.affiliations.serializers import AffiliationSerializer
from claims.api.views.endpoint import NUMBER
from claims.api.views.variants import Page, Row
from claims.api.views.writable import DeletableEndpoint
from claims.models import Affiliation


class AffiliationViewSet(DeletableEndpoint):
    """The roles that people held in organisations, and when."""

    collection = "affiliations"
    route_order = 70
    model = Affiliation
    body_class = AffiliationBody
    lookup_field = "id"
    lookup_value_regex = NUMBER.pattern
    reads = {
        "list": (
            Page(
                serializer=AffiliationSerializer,
                parameters=Parameters(
                    AffiliationFilters, {"id": "id", "start_date": "start_date", "created_at": "created_at"}, "id"
                ),
            ),
        ),
        "retrieve": (Row(serializer=AffiliationSerializer),),
    }
