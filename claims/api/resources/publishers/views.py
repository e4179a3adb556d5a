"""Publishers."""

from dataclasses import replace

from claims.api.query.parameters import Parameters
from claims.api.resources.publishers.filters import PublisherFilters
from claims.api.resources.publishers.page import publishers_of_page
from claims.api.resources.publishers.serializers import PublisherDetailSerializer, PublisherSerializer
from claims.api.views.endpoint import Endpoint
from claims.api.views.variants import Page, has_any
from claims.models import Publisher

LIST = Page(
    serializer=PublisherSerializer,
    parameters=Parameters(PublisherFilters, {"name": "key"}, "name"),
    page_tables=publishers_of_page,
)


class PublisherViewSet(Endpoint):
    """Who published the sources, each once however it is spelt; and, of one, whom its newest sources quote.

    Publishers are no rows of their own: they follow from the sources, and are renamed and removed with them.
    """

    collection = "publishers"
    model = Publisher
    lookup_field = "name"
    reads = {"list": (replace(LIST, when=has_any("name"), serializer=PublisherDetailSerializer), LIST)}
