"""Sources."""

from claims.api.query.parameters import Parameters
from claims.api.resources.sources.bodies import SourceBody
from claims.api.resources.sources.filters import SourceFilters
from claims.api.resources.sources.serializers import SourceSerializer
from claims.api.views.mergeable import MergeableEndpoint
from claims.api.views.variants import Page, Row
from claims.models import Source


class SourceViewSet(MergeableEndpoint):
    """Where statements stand."""

    collection = "sources"
    route_order = 60
    model = Source
    body_class = SourceBody
    reads = {
        "list": (
            Page(
                serializer=SourceSerializer,
                parameters=Parameters(
                    SourceFilters,
                    {"published_on": "published_on", "slug": "slug", "created_at": "created_at"},
                    "-published_on",
                ),
            ),
        ),
        "retrieve": (Row(serializer=SourceSerializer),),
    }
