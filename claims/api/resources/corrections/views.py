"""Corrections."""

from collections.abc import Sequence
from typing import Any

from claims.api.query.parameters import Parameters
from claims.api.resources.corrections.bodies import CorrectionBody
from claims.api.resources.corrections.filters import CorrectionFilters
from claims.api.resources.corrections.serializers import CorrectionSerializer
from claims.api.views.endpoint import NUMBER
from claims.api.views.variants import Page, Row
from claims.api.views.writable import WritableEndpoint
from claims.api.writing.bodies import Body
from claims.models import Correction


class CorrectionViewSet(WritableEndpoint):
    """What was wrong with statements, and why, the newest correction first: the last word on each says if it stands."""

    collection = "corrections"
    model = Correction
    body_class = CorrectionBody
    lookup_field = "id"
    lookup_value_regex = NUMBER.pattern
    reads = {
        "list": (
            Page(
                serializer=CorrectionSerializer,
                parameters=Parameters(CorrectionFilters, {"corrected_at": "corrected_at", "id": "id"}, "-corrected_at"),
            ),
        ),
        "retrieve": (Row(serializer=CorrectionSerializer),),
    }
    not_allowed = {"DELETE": "A correction stays: another one puts it right."}

    def saved_all(self, bodies: Sequence[Body]) -> list[Any]:
        """Corrections change their statements, so they are made one after the other."""
        return self.saved_one_by_one(bodies)
