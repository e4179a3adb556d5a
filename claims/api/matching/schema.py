"""Describes `/claims/match/` in the OpenAPI document: a passage among the parameters, or in the body."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse

from claims.api.matching.parameters import MatchParameters
from claims.api.matching.serializers import MatchAnswerSerializer
from claims.api.openapi.examples import examples_of
from claims.api.openapi.parameters import common_headers, conditional_headers, query_parameter, sentence
from claims.api.openapi.problems import problems_of_read, problems_of_write
from claims.api.openapi.schema import NOT_MODIFIED, FullRowSchema


class MatchSchema(FullRowSchema):
    """Describes the two operations."""

    def get_operation_id(self) -> str:
        return "claims_match" if self.method == "GET" else "claims_match_passage"

    def get_tags(self) -> list[str]:
        return ["claims"]

    def get_summary(self) -> str:
        where = "" if self.method == "GET" else " in the body"
        return f"Find the claims that a passage{where} is about"

    def get_auth(self) -> list[dict[str, Any]]:
        return []

    def get_override_parameters(self) -> list[Any]:
        headers = common_headers()
        if self.method != "GET":
            return headers
        return [
            *(
                query_parameter(name, each.schema, sentence(each.label), required=name == "text")
                for name, (each, _) in MatchParameters.parameters().items()
            ),
            *conditional_headers(),
            *headers,
        ]

    def get_request_serializer(self) -> Any:
        """A JSON object with the names and values of the parameters."""
        body = {
            "type": "object",
            "description": "A passage, and how to read it.",
            "properties": {
                name: {**each.schema, "description": sentence(each.label)}
                for name, (each, _) in MatchParameters.parameters().items()
            },
            "required": ["text"],
            "additionalProperties": False,
        }
        return {"application/json": body} if self.method == "POST" else None

    def _get_request_body(self, direction: Any = "request") -> Any:
        body = super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        return {**body, "required": True} if body else body

    def get_response_serializers(self) -> Any:
        described = " ".join((MatchAnswerSerializer.__doc__ or "").split())
        examples = examples_of(type(self.view), self.get_operation_id())
        answer = {200: OpenApiResponse(MatchAnswerSerializer, described, examples=examples)}
        if self.method == "GET":
            return {**answer, **NOT_MODIFIED, **problems_of_read((400, 401))}
        return {**answer, **problems_of_write((400, 401, 413, 415))}
