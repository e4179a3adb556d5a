"""Statements, and correcting one."""

from typing import Any

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.http.negotiation import AnnotationRenderer
from claims.api.query.parameters import Parameters
from claims.api.resources.corrections.bodies import CorrectionOfStatementBody
from claims.api.resources.statements.annotations import annotations
from claims.api.resources.statements.bodies import StatementBody
from claims.api.resources.statements.filters import StatementFilters
from claims.api.resources.statements.serializers import StatementDetailSerializer, StatementSerializer
from claims.api.views.linked import Document, schema_org
from claims.api.views.variants import Page, Row
from claims.api.views.writable import WritableEndpoint
from claims.models import Statement


class StatementViewSet(WritableEndpoint):
    """Who said what, when, in which role, and where it stands."""

    collection = "statements"
    route_order = 20
    model = Statement
    body_class = StatementBody
    summaries = {
        "correct": "Correct or retract one statement",
    }
    reads = {
        "list": (
            Page(
                serializer=StatementSerializer,
                parameters=Parameters(
                    StatementFilters,
                    {"made_on": "made_on", "slug": "slug", "created_at": "created_at", "updated_at": "updated_at"},
                    "-made_on",
                ),
            ),
        ),
        "retrieve": (
            Row(
                serializer=StatementDetailSerializer,
                documents=(Document("statement", AnnotationRenderer, annotations), schema_org("statement")),
            ),
        ),
    }
    not_allowed = {"DELETE": "A statement stays readable: `POST /api/v1/corrections/` retracts it, with what and why."}
    action_bodies = {"correct": CorrectionOfStatementBody}

    @action(detail=True, methods=["post"])
    def correct(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Corrects or retracts the statement as `POST /corrections/` does, if it is what `If-Match` names."""
        return self.write(self.record_correction)

    def record_correction(self) -> HttpResponse:
        statement = self.locked()
        self.saved(self.body_of(CorrectionOfStatementBody, data=self.request.data), statement=statement)
        return self.written(self.compose(statement), 200, {})
