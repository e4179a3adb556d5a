"""Incidents, and the matrix of one."""

from typing import Any

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.query.parameters import Parameters
from claims.api.resources.incidents.bodies import IncidentBody
from claims.api.resources.incidents.filters import IncidentFilters
from claims.api.resources.incidents.matrix import Matrix, MatrixFilters, MatrixSerializer
from claims.api.resources.incidents.serializers import IncidentDetailSerializer, IncidentSerializer
from claims.api.views.mergeable import MergeableEndpoint
from claims.api.views.variants import Page, Row
from claims.models import Incident


class IncidentViewSet(MergeableEndpoint):
    """Events that claims are about, and the wider patterns that they belong to."""

    collection = "incidents"
    route_order = 30
    model = Incident
    body_class = IncidentBody
    summaries = {
        "matrix": "Read who stands where on the claims about one incident",
    }
    reads = {
        "list": (
            Page(
                serializer=IncidentSerializer,
                parameters=Parameters(
                    IncidentFilters,
                    {"start_date": "start_date", "name": "sort_key", "slug": "slug", "created_at": "created_at"},
                    "-start_date",
                ),
            ),
        ),
        "retrieve": (Row(serializer=IncidentDetailSerializer),),
        "matrix": (Matrix(serializer=MatrixSerializer, parameters=Parameters(MatrixFilters)),),
    }

    @action(detail=True)
    def matrix(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Who stands where on which claim about this incident: speakers × claims."""
        return self.answer()
