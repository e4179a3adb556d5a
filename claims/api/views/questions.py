"""Claims and incidents, and the questions that are asked of them."""

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.filters.claims import ClaimFilters, ClaimPositionFilters, ClaimPositionThenFilters, MatrixFilters
from claims.api.filters.sources import IncidentFilters
from claims.api.filters.statements import StanceFilters
from claims.api.preload import preload
from claims.api.query import Accepts, Query, QueryReader
from claims.api.serializers.claims import ClaimDetailSerializer, ClaimSerializer
from claims.api.serializers.incidents import IncidentDetailSerializer, IncidentSerializer
from claims.api.serializers.positions import MatrixSerializer, PositionSerializer
from claims.api.serializers.statements import StanceSerializer
from claims.api.views.base import Endpoint
from claims.api.views.records import RECORDED, PositionsMixin, StanceViewSet
from claims.models import Claim, Incident, IncidentClaim, Position, Speaker, Stance
from claims.querysets import RecordQuerySet


class ClaimViewSet(PositionsMixin):
    """Propositions without a speaker, with the number of speakers who hold each position on them."""

    queryset = Claim.objects.all()
    serializer_class = ClaimSerializer
    serializer_classes = {
        "retrieve": ClaimDetailSerializer,
        "stances": StanceSerializer,
        "positions": PositionSerializer,
    }
    list_accepts = Accepts(ClaimFilters, {"slug": "slug", **RECORDED}, "-created_at")
    stances_accepts = Accepts(StanceFilters, StanceViewSet.list_accepts.orderings, "-made_on")
    positions_accepts = Accepts(
        ClaimPositionFilters,
        {"last_on": "last_on", "first_on": "first_on", "speaker": "speaker__slug"},
        "-last_on",
        as_of=True,
    )
    positions_then_accepts = Accepts(
        ClaimPositionThenFilters,
        {"last_on": "then_last_on", "first_on": "then_first_on", "speaker": "speaker__slug"},
        "-last_on",
        as_of=True,
    )

    def list(self, request: Request, **kwargs: Any) -> Response:
        serializer: Any = self.get_serializer(many=True)
        if not {"speaker", "speaker__in"} & set(request.query_params):
            serializer.child.fields.pop("positions")
        return self.answer_list(self.visible(), serializer)

    def focus(self, rows: RecordQuerySet, query: Query, serializer: Any) -> RecordQuerySet:
        """With `speaker`, each claim shows where those speakers stand on it."""
        if rows.model is Claim and "speaker" in query.values:
            serializer.context["narrow"] = {"positions": Q(speaker__in=query.values["speaker"])}
        return super().focus(rows, query, serializer)

    @action(detail=True)
    def stances(self, request: Request, **kwargs: Any) -> Response:
        """Who took which position on this claim, when, in which role, in which words."""
        return self.answer_list(Stance.objects.visible_to(request.user).filter(claim=self.subject()))

    @action(detail=True)
    def positions(self, request: Request, **kwargs: Any) -> Response:
        """Where every speaker stands on this claim, or with `as_of` stood on it at the end of a day."""
        rows = Position.objects.filter(claim=self.subject())
        return self.answer_positions(rows, self.positions_then_accepts)


class IncidentViewSet(Endpoint):
    """Events that claims are about, and the wider patterns that they belong to."""

    queryset = Incident.objects.all()
    serializer_class = IncidentSerializer
    serializer_classes = {"retrieve": IncidentDetailSerializer, "matrix": MatrixSerializer}
    list_accepts = Accepts(
        IncidentFilters,
        {"start_date": "start_date", "name": "sort_key", "slug": "slug", "created_at": "created_at"},
        "-start_date",
    )
    matrix_accepts = Accepts(MatrixFilters)

    @action(detail=True)
    def matrix(self, request: Request, **kwargs: Any) -> Response:
        """Who stands where on which claim about this incident: speakers × claims."""
        incident = self.subject()
        serializer: Any = self.get_serializer()
        query = QueryReader(request.query_params, self.matrix_accepts, request.path, Position).read(
            serializer, request.user
        )
        links = IncidentClaim.objects.filter(incident=incident)
        if "aspect" in query.values:
            links = links.filter(aspect__in=query.values["aspect"])
        claims = Claim.objects.filter(pk__in=links.values("claim")).annotate(
            aspects=ArrayAgg(
                "incident_links__aspect",
                filter=Q(incident_links__in=links),
                order_by="incident_links__aspect",
            )
        )
        cells = Position.objects.filter(*query.conditions, claim__in=links.values("claim"))
        speakers = Speaker.objects.filter(pk__in=cells.values("speaker"))
        parts = {
            "incident": incident,
            "claims": claims.order_by("slug"),
            "speakers": speakers.order_by("sort_key", "pk"),
            "cells": cells.order_by("claim__slug", "speaker__sort_key", "speaker__pk", "capacity"),
        }
        return Response(serializer.to_representation(self.load(serializer, parts)))

    def load(self, serializer: MatrixSerializer, parts: dict[str, Any]) -> dict[str, Any]:
        """The parts that are shown, with what they show."""
        return {
            name: preload(parts[name], field, self.request.user)
            if isinstance(field, serializers.ListSerializer)
            else parts[name]
            for name, field in serializer.fields.items()
        }
