"""Reviews, and bringing them to readers."""

from typing import Any

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.query.parameters import Parameters
from claims.api.resources.reviews.bodies import ReviewBody
from claims.api.resources.reviews.filters import ReviewFilters
from claims.api.resources.reviews.serializers import ReviewDetailSerializer, ReviewSerializer
from claims.api.views.decided import DecidedEndpoint
from claims.api.views.variants import Page, Row
from claims.api.writing.bodies import ReasonBody
from claims.models import Review
from claims.services import publishing

# The filters and orderings of reviews, in their own list and below a claim.
REVIEW_PARAMETERS = Parameters(
    ReviewFilters, {"published_on": "published_on", "slug": "slug", "created_at": "created_at"}, "-published_on"
)


class ReviewViewSet(DecidedEndpoint):
    """What fact-checkers found out about claims, ours and others: no stance follows from it."""

    collection = "reviews"
    route_order = 55
    model = Review
    body_class = ReviewBody
    summaries = {
        "submit": "Submit the draft of a review for approval",
        "approve": "Approve a submitted review",
        "publish": "Publish an approved review once it is proofread",
        "reopen": "Reopen a review, which becomes a draft again",
    }
    reads = {
        "list": (Page(serializer=ReviewSerializer, parameters=REVIEW_PARAMETERS),),
        "retrieve": (Row(serializer=ReviewDetailSerializer),),
    }
    action_bodies = {"reopen": ReasonBody}
    decided = publishing.REVIEWS
    decisions = {
        "submit": publishing.submit,
        "approve": publishing.approve,
        "publish": publishing.publish,
        "reopen": publishing.reopen,
    }

    @action(detail=True, methods=["post"])
    def submit(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Submits a draft for the approval of somebody else."""
        return self.decide()

    @action(detail=True, methods=["post"])
    def approve(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Approves a review that somebody else wrote: one of ours is proofread then, one by others is published."""
        return self.decide()

    @action(detail=True, methods=["post"])
    def publish(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Publishes an approved review of ours once it is proofread, with the date of today where it has none."""
        return self.decide()

    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Makes a review a draft again, for a reason; readers do not see it then, and it does not count."""
        return self.decide()
