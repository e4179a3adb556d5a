"""Sources."""

import json
from typing import Any

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.query.parameters import Parameters
from claims.api.resources.sources.bodies import CandidatesBody, SourceBody
from claims.api.resources.sources.candidates import candidates_of
from claims.api.resources.sources.filters import SourceFilters
from claims.api.resources.sources.serializers import CandidatesSerializer, SourceSerializer
from claims.api.views.mergeable import MergeableEndpoint
from claims.api.views.variants import Page, Row
from claims.api.writing.errors import validated
from claims.models import Source


class SourceViewSet(MergeableEndpoint):
    """Where statements stand."""

    collection = "sources"
    route_order = 60
    model = Source
    body_class = SourceBody
    action_bodies = {**MergeableEndpoint.action_bodies, "candidates": CandidatesBody}
    action_answers = {"candidates": CandidatesSerializer}
    summaries = {"candidates": "Find what is said in the text of one source"}
    reads = {
        "list": (
            Page(
                serializer=SourceSerializer,
                parameters=Parameters(
                    SourceFilters,
                    {"published_on": "published_on", "slug": "slug", "created_at": "created_at"},
                    "-published_on",
                ),
            ),
        ),
        "retrieve": (Row(serializer=SourceSerializer),),
    }

    @action(detail=True, methods=["post"])
    def candidates(self, request: Request, **kwargs: Any) -> HttpResponse:
        """The quotations and reported speech in the text of this source, as statements to record. Nothing is written.

        It is read by rules, for which somebody has to answer: look at each candidate before you send it to
        `POST /statements/`. At most 100,000 characters are read, and 200 candidates answered; `next` says where to go
        on.
        """
        self.refuse_parameters()
        given = validated(CandidatesBody(data=request.data))
        slug = self.kwargs[self.lookup_field]
        source = Source.objects.filter(slug=slug).first()
        if source is None:
            raise self.missing(slug)
        answer = candidates_of(source, given.get("start", 0))
        return HttpResponse(json.dumps(answer, ensure_ascii=False), content_type="application/json")
