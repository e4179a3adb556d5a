"""Speakers, and where they stand."""

from typing import Any

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.query.parameters import Parameters
from claims.api.resources.positions.filters import SpeakerPositionFilters, SpeakerPositionThenFilters
from claims.api.resources.positions.views import position_variants
from claims.api.resources.speakers.bodies import SpeakerBody
from claims.api.resources.speakers.filters import SpeakerFilters
from claims.api.resources.speakers.serializers import SpeakerSerializer
from claims.api.views.variants import Page, Row
from claims.api.views.writable import MergeableEndpoint
from claims.api.writing.bodies import Body
from claims.api.writing.errors import SimilarSpeakers, validated
from claims.models import Speaker

MOST_CANDIDATES = 10


class SpeakerViewSet(MergeableEndpoint):
    """People, organisations and unnamed groups who make statements."""

    collection = "speakers"
    route_order = 40
    model = Speaker
    body_class = SpeakerBody
    summaries = {
        "positions": "List the positions of one speaker on all claims",
    }
    create_flags = {"allow_similar": "Record the speaker even where one with such a name is there."}
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
        "positions": position_variants("speaker", "claim", SpeakerPositionFilters, SpeakerPositionThenFilters),
    }

    def saved(self, body: Body, pointer: str = "", **beside: Any) -> Any:
        """Saves a speaker; a new one only where no similar one exists, or the request allows similar ones.

        Raises:
            SimilarSpeakers: similar speakers exist. Of one person recorded twice, each would have half of the record.
        """
        if body.instance is None and self.request.query_params.get("allow_similar") != "true":
            data = validated(body, pointer)
            # What is no object, the database refuses when the speaker is saved.
            given = data.get("identifiers")
            identifiers = given if isinstance(given, dict) else {}
            rows = Speaker.objects.like([data["name"], *data.get("other_names", [])], identifiers)
            if candidates := [
                {"slug": row.slug, "url": self.address(row), "name": row.name} for row in rows[:MOST_CANDIDATES]
            ]:
                raise SimilarSpeakers(pointer, candidates)
        return super().saved(body, pointer, **beside)

    @action(detail=True)
    def positions(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Where this speaker stands on every claim, with the timeline that led there, and whether it changed."""
        return self.answer()
