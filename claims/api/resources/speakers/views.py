"""Speakers, and where they stand."""

from typing import Any

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.query.parameters import Parameters
from claims.api.resources.positions.filters import SpeakerPositionFilters
from claims.api.resources.positions.views import position_variants
from claims.api.resources.speakers.bodies import SpeakerBody
from claims.api.resources.speakers.filters import SpeakerFilters
from claims.api.resources.speakers.serializers import SpeakerSerializer
from claims.api.views.mergeable import ComparedEndpoint
from claims.api.views.variants import Page, Row
from claims.models import Speaker


class SpeakerViewSet(ComparedEndpoint):
    """People, organisations and unnamed groups who make statements."""

    collection = "speakers"
    route_order = 40
    model = Speaker
    body_class = SpeakerBody
    summaries = {
        "positions": "List the positions of one speaker on all claims",
    }
    compared = "name"
    reads = {
        "list": (
            Page(
                serializer=SpeakerSerializer,
                parameters=Parameters(
                    SpeakerFilters,
                    {"name": "sort_key", "slug": "slug", "created_at": "created_at", "updated_at": "updated_at"},
                    "name",
                ),
            ),
        ),
        "retrieve": (Row(serializer=SpeakerSerializer),),
        "positions": position_variants("speaker", "claim", SpeakerPositionFilters),
    }

    @action(detail=True)
    def positions(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Where this speaker stands on every claim, with the timeline that led there, and whether it changed."""
        return self.answer()
