"""Topics."""

from claims.api.query.parameters import Parameters
from claims.api.resources.topics.bodies import TopicBody
from claims.api.resources.topics.filters import TopicFilters
from claims.api.resources.topics.serializers import TopicSerializer
from claims.api.views.permissions import EDITED
from claims.api.views.variants import Page, Row
from claims.api.views.writable import DeletableEndpoint
from claims.models import Topic


class TopicViewSet(DeletableEndpoint):
    """What claims are filed under."""

    collection = "topics"
    route_order = 80
    model = Topic
    body_class = TopicBody
    writes = EDITED
    reads = {
        "list": (
            Page(
                serializer=TopicSerializer,
                parameters=Parameters(TopicFilters, {"name": "sort_key", "slug": "slug"}, "name"),
            ),
        ),
        "retrieve": (Row(serializer=TopicSerializer),),
    }
