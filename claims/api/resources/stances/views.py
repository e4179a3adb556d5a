"""Stances, and reviewing them."""

from typing import Any

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.query.parameters import Parameters
from claims.api.resources.stances.bodies import StanceBody
from claims.api.resources.stances.filters import StanceFilters
from claims.api.resources.stances.serializers import StanceDetailSerializer, StanceSerializer
from claims.api.views.decided import DecidedEndpoint
from claims.api.views.endpoint import NUMBER
from claims.api.views.variants import Page, Row
from claims.api.writing.bodies import ReasonBody
from claims.models import Stance
from claims.services import review

# The filters and orderings of stances, in their own list and below a claim.
STANCE_PARAMETERS = Parameters(
    StanceFilters, {"made_on": "made_on", "id": "id", "created_at": "created_at"}, "-made_on"
)


class StanceViewSet(DecidedEndpoint):
    """What each statement does with each claim."""

    collection = "stances"
    route_order = 50
    model = Stance
    body_class = StanceBody
    summaries = {
        "confirm": "Confirm a suggested stance",
        "reject": "Reject a suggested stance",
        "reopen": "Reopen a reviewed stance, which becomes a suggestion again",
    }
    lookup_field = "id"
    lookup_value_regex = NUMBER.pattern
    reads = {
        "list": (Page(serializer=StanceSerializer, parameters=STANCE_PARAMETERS),),
        "retrieve": (Row(serializer=StanceDetailSerializer),),
    }
    action_bodies = {"reject": ReasonBody, "reopen": ReasonBody}
    decided = review.STANCES
    decisions = {"confirm": review.confirm, "reject": review.reject, "reopen": review.reopen}

    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Confirms a suggested stance, which counts from now on; somebody else has to have suggested it."""
        return self.decide()

    @action(detail=True, methods=["post"])
    def reject(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Rejects a suggested stance, for a reason."""
        return self.decide()

    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Makes a confirmed or rejected stance a suggestion again, for a reason; it does not count then."""
        return self.decide()
