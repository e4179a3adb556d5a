"""Stances, and reviewing them."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from claims.api.query.parameters import Parameters
from claims.api.resources.stances.bodies import StanceBody
from claims.api.resources.stances.filters import StanceFilters
from claims.api.resources.stances.serializers import StanceDetailSerializer, StanceSerializer
from claims.api.views.endpoint import NUMBER
from claims.api.views.variants import Page, Row
from claims.api.views.writable import DeletableEndpoint
from claims.api.writing.bodies import EmptyBody, ReasonBody
from claims.api.writing.errors import Conflict, validated
from claims.models import Stance
from claims.services import review

# The filters and orderings of stances, in their own list and below a claim.
STANCE_PARAMETERS = Parameters(
    StanceFilters, {"made_on": "made_on", "id": "id", "created_at": "created_at"}, "-made_on"
)


class StanceViewSet(DeletableEndpoint):
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

    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Confirms a suggested stance, which counts from now on; somebody else has to have suggested it."""
        validated(EmptyBody(data=request.data))
        return self.write(
            lambda: self.review(lambda row: review.confirm(row, cast(User, request.user), held=self.actor))
        )

    @action(detail=True, methods=["post"])
    def reject(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Rejects a suggested stance, for a reason."""
        reason = validated(ReasonBody(data=request.data))["reason"]
        return self.write(
            lambda: self.review(lambda row: review.reject(row, cast(User, request.user), reason, held=self.actor))
        )

    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Makes a confirmed or rejected stance a suggestion again, for a reason; it does not count then."""
        reason = validated(ReasonBody(data=request.data))["reason"]
        return self.write(
            lambda: self.review(lambda row: review.reopen(row, cast(User, request.user), reason, held=self.actor))
        )

    def lock_subjects(self, row: Stance) -> None:
        """Who reviews a stance has read its statement and its claim: they do not change meanwhile."""
        if self.action in {"confirm", "reject", "reopen"}:
            review.lock_subjects(row)

    def review(self, act: Callable[[Stance], Stance]) -> HttpResponse:
        try:
            row = act(self.locked())
        except review.NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except review.NotReviewed as error:
            raise Conflict(str(error), error.code) from error
        return self.written(self.compose(row), 200, {})
