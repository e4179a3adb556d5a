"""Stances, and reviewing them."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from claims.api.http.authentication import role_of
from claims.api.query.parameters import Parameters
from claims.api.resources.stances.bodies import StanceBody
from claims.api.resources.stances.filters import StanceFilters
from claims.api.resources.stances.serializers import StanceSerializer
from claims.api.views.permissions import CODED
from claims.api.views.variants import Page, Row
from claims.api.views.writable import DeletableEndpoint
from claims.api.writing.bodies import EmptyBody, ReasonBody
from claims.api.writing.errors import Conflict, validated
from claims.choices import ReviewStatus, Role
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
    # Coders delete their own suggestions; see `may_change`.
    writes = {**CODED, "destroy": Role.CODER, "confirm": Role.REVIEWER, "reject": Role.REVIEWER}
    summaries = {
        "confirm": "Confirm a suggested stance",
        "reject": "Reject a suggested stance",
    }
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    reads = {
        "list": (Page(serializer=StanceSerializer, parameters=STANCE_PARAMETERS),),
        "retrieve": (Row(serializer=StanceSerializer),),
    }
    action_bodies = {"reject": ReasonBody}

    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Confirms a suggested stance, which counts from now on; somebody else has to have suggested it."""
        validated(EmptyBody(data=request.data))
        return self.write(lambda: self.review(lambda row: review.confirm(row, cast(User, request.user))))

    @action(detail=True, methods=["post"])
    def reject(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Rejects a suggested stance, for a reason."""
        reason = validated(ReasonBody(data=request.data))["reason"]
        return self.write(lambda: self.review(lambda row: review.reject(row, cast(User, request.user), reason)))

    def review(self, act: Callable[[Stance], Stance]) -> HttpResponse:
        try:
            row = act(self.locked())
        except review.NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except review.NotReviewed as error:
            raise Conflict(str(error), error.code) from error
        return self.written(self.compose(row), 200, {})

    def may_change(self, row: Stance) -> None:
        """Coders change their own suggestions; editors change any stance."""
        if self.action in {"confirm", "reject"} or role_of(self.request).includes(Role.EDITOR):
            return
        if row.review_status != ReviewStatus.SUGGESTED:
            raise PermissionDenied("It has been reviewed: changing it takes the role of an editor.")
        if row.coder_id != self.request.user.pk:
            raise PermissionDenied("Somebody else suggested it.")
