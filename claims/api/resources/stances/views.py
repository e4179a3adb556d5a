"""Stances, and reviewing them."""

import json
from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.query.parameters import Parameters
from claims.api.resources.stances.bodies import (
    ReviewedSerializer,
    StanceBody,
    StancesBody,
    StancesWithReasonBody,
)
from claims.api.resources.stances.filters import StanceFilters
from claims.api.resources.stances.serializers import StanceDetailSerializer, StanceSerializer
from claims.api.views.decided import DecidedEndpoint
from claims.api.views.endpoint import NUMBER
from claims.api.views.variants import Page, Row
from claims.api.writing.bodies import ReasonBody
from claims.api.writing.errors import BodyError, Conflict, validated
from claims.models import Stance
from claims.services import review, review_many

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
        "confirm_all": "Confirm many suggested stances",
        "reject_all": "Reject many suggested stances",
        "reopen_all": "Reopen many reviewed stances",
    }
    lookup_field = "id"
    lookup_value_regex = NUMBER.pattern
    reads = {
        "list": (Page(serializer=StanceSerializer, parameters=STANCE_PARAMETERS),),
        "retrieve": (Row(serializer=StanceDetailSerializer),),
    }
    action_bodies = {
        "reject": ReasonBody,
        "reopen": ReasonBody,
        "confirm_all": StancesBody,
        "reject_all": StancesWithReasonBody,
        "reopen_all": StancesWithReasonBody,
    }
    action_answers = dict.fromkeys(("confirm_all", "reject_all", "reopen_all"), ReviewedSerializer)
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

    @action(detail=False, methods=["post"], url_path="confirm")
    def confirm_all(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Confirms suggested stances, all of them or, where one may not be confirmed, none."""
        return self.review_all(review.CONFIRM)

    @action(detail=False, methods=["post"], url_path="reject")
    def reject_all(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Rejects suggested stances for one reason, all or none of them."""
        return self.review_all(review.REJECT)

    @action(detail=False, methods=["post"], url_path="reopen")
    def reopen_all(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Makes confirmed or rejected stances suggestions again for one reason, all or none of them."""
        return self.review_all(review.REOPEN)

    def review_all(self, verdict: review.Verdict) -> HttpResponse:
        """Gives a verdict on all the stances that the body names.

        Raises:
            Conflict: it may not be given on some; `errors` has each of them, by its place in the body.
        """
        given = validated(self.action_bodies[self.action](data=self.request.data))
        keys, by = given["ids"], cast(User, self.request.user)

        def work() -> HttpResponse:
            try:
                review_many.review_all(verdict, keys, by, given.get("reason", ""), self.actor)
            except review_many.Refused as refused:
                found = [
                    BodyError(f"/ids/{place}", why.code, str(why))
                    for place, key in enumerate(keys)
                    if (why := refused.found.get(key))
                ]
                raise Conflict(str(refused), refused.code, found, most=len(keys)) from refused
            done = [{"id": key, "review_status": verdict.becomes} for key in keys]
            return HttpResponse(json.dumps(done), content_type="application/json")

        return self.write(work)
