"""Redirects."""

from claims.api.query.parameters import Parameters
from claims.api.resources.redirects.filters import RedirectFilters
from claims.api.resources.redirects.serializers import RedirectSerializer
from claims.api.views.endpoint import NUMBER, Endpoint
from claims.api.views.variants import Page, Row
from claims.models import Redirect


class RedirectViewSet(Endpoint):
    """Former slugs, and where they lead now: rows are renamed, and those that were there twice are merged."""

    collection = "redirects"
    model = Redirect
    lookup_field = "id"
    lookup_value_regex = NUMBER.pattern
    reads = {
        "list": (
            Page(
                serializer=RedirectSerializer,
                parameters=Parameters(
                    RedirectFilters, {"created_at": "created_at", "updated_at": "updated_at"}, "-created_at"
                ),
            ),
        ),
        "retrieve": (Row(serializer=RedirectSerializer),),
    }
