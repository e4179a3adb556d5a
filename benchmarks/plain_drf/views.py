"""Model viewsets with the tracker's serializers, and hand-written lists of relations to load."""

from typing import Any

import django_filters
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from rest_framework.decorators import action
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from claims.api.resources.claims.serializers import ClaimSerializer
from claims.api.resources.incidents.matrix import MOST_CLAIMS, MOST_OF_CLAIM, MatrixSerializer
from claims.api.resources.incidents.serializers import IncidentSerializer
from claims.api.resources.stances.serializers import StanceSerializer
from claims.api.resources.statements.serializers import StatementSerializer
from claims.models import Claim, Correction, Incident, IncidentClaim, Position, Speaker, Stance, Statement, Topic

SPEAKERS = ["speaker", "affiliation__organization", "on_behalf_of", "source"]


class Pages(CursorPagination):
    """Cursor pagination without a limit on the depth."""

    page_size = 30
    page_size_query_param = "limit"
    max_page_size = 200
    offset_cutoff = None


class NewestStatements(Pages):
    ordering = ("-made_on", "-id")


class NewestClaims(Pages):
    ordering = ("-created_at", "-id")


class StatementFilters(django_filters.FilterSet):
    speaker = django_filters.CharFilter("speaker__slug")

    class Meta:
        model = Statement
        fields = {"made_on": ["gte", "lte"]}


class ClaimFilters(django_filters.FilterSet):
    speaker = django_filters.CharFilter(method="of_speaker")

    class Meta:
        model = Claim
        fields: tuple[str, ...] = ()

    def of_speaker(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        held = Position.objects.filter(speaker__slug=slug)
        shown = held.select_related("speaker").order_by("pk")
        return rows.filter(Exists(held.filter(claim=OuterRef("pk")))).prefetch_related(
            Prefetch("positions", queryset=shown)
        )


class StatementViewSet(ReadOnlyModelViewSet):
    queryset = Statement.objects.select_related(*SPEAKERS, "supersedes").prefetch_related(
        Prefetch("incidents", queryset=Incident.objects.order_by("start_date", "pk")),
        Prefetch(
            "stances",
            queryset=Stance.objects.filter(review_status="confirmed").select_related("claim").order_by("pk"),
        ),
        Prefetch(
            "corrections",
            queryset=Correction.objects.select_related("replacement").order_by("corrected_at", "pk"),
        ),
    )
    serializer_class = StatementSerializer
    pagination_class = NewestStatements
    filterset_class = StatementFilters
    lookup_field = "slug"


class ClaimViewSet(ReadOnlyModelViewSet):
    queryset = Claim.objects.select_related("first_appearance", "tally").prefetch_related(
        Prefetch("topics", queryset=Topic.objects.order_by("sort_key", "pk")),
        Prefetch("incident_links", queryset=IncidentClaim.objects.select_related("incident").order_by("pk")),
    )
    serializer_class = ClaimSerializer
    pagination_class = NewestClaims
    filterset_class = ClaimFilters
    lookup_field = "slug"

    @action(
        detail=True,
        serializer_class=StanceSerializer,
        pagination_class=NewestStatements,
        filterset_class=None,
        queryset=Claim.objects.all(),
    )
    def stances(self, request: Request, slug: str) -> Response:
        rows = Stance.objects.filter(claim=self.get_object(), review_status="confirmed").select_related(
            "claim", "statement", *(f"statement__{name}" for name in SPEAKERS)
        )
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class IncidentViewSet(ReadOnlyModelViewSet):
    queryset = Incident.objects.all()
    serializer_class = IncidentSerializer
    lookup_field = "slug"

    @action(detail=True, serializer_class=MatrixSerializer)
    def matrix(self, request: Request, slug: str) -> Response:
        incident = self.get_object()
        of_incident = Q(incident_links__incident=incident)
        claims = Claim.objects.filter(of_incident).select_related("tally").order_by("slug")
        claims = claims.annotate(aspects=ArrayAgg("incident_links__aspect", order_by="incident_links__aspect"))
        found = list(claims[: MOST_CLAIMS + 1])
        latest = Window(RowNumber(), partition_by="claim", order_by=["-last_on", "-pk"])
        held = list(
            Position.objects.filter(claim__in=found[:MOST_CLAIMS])
            .annotate(place=latest)
            .filter(place__lte=MOST_OF_CLAIM + 1)
            .values_list("pk", "place")
        )
        cells = Position.objects.filter(pk__in=[key for key, place in held if place <= MOST_OF_CLAIM])
        parts: dict[str, Any] = {
            "incident": incident,
            "claims": found[:MOST_CLAIMS],
            "speakers": Speaker.objects.filter(pk__in=cells.values("speaker")).order_by("sort_key", "pk"),
            "cells": cells.annotate(speaker_slug=F("speaker__slug"), claim_slug=F("claim__slug")).order_by(
                "claim__slug", "speaker__sort_key", "speaker__pk", "capacity"
            ),
            "cut": len(found) > MOST_CLAIMS or any(place > MOST_OF_CLAIM for _, place in held),
        }
        return Response(self.get_serializer(parts).data)
