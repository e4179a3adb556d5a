"""The OpenAPI document's part on matching: a passage among the parameters, or in the body."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from claims.api.errors import CONTENT_TYPE
from claims.api.filters.base import Filter
from claims.api.filters.matching import MatchParameters
from claims.api.schema import ANSWERS, ProblemSerializer, conditional_headers, query_parameter
from claims.api.schema_writing import AT_ANY_TIME, REFUSED, answer_headers
from claims.api.serializers.matching import MatchAnswerSerializer


def meaning(each: Filter) -> str:
    """What a parameter is for, as a sentence."""
    label = str(each.label)
    return f"{label[:1].upper()}{label[1:]}."


class MatchSchema(AutoSchema):
    """Describes `/claims/match/`."""

    def get_operation_id(self) -> str:
        return "claims_match" if self.method == "GET" else "claims_match_passage"

    def get_tags(self) -> list[str]:
        return ["claims"]

    def get_auth(self) -> list[dict[str, Any]]:
        return [{"key": []}, {}]

    def get_override_parameters(self) -> list[Any]:
        headers = answer_headers()
        if self.method != "GET":
            return headers
        return [
            *(
                query_parameter(name, each.schema, meaning(each), required=name == "text")
                for name, (each, _) in MatchParameters.parameters().items()
            ),
            *conditional_headers(),
            *headers,
        ]

    def get_request_serializer(self) -> Any:
        """The same names and values as in a query."""
        body = {
            "type": "object",
            "description": "A passage, and how to read it.",
            "properties": {
                name: {**each.schema, "description": meaning(each)}
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
        statuses = (400, 401, *AT_ANY_TIME) if self.method == "GET" else (400, 401, 413, 415, *AT_ANY_TIME)
        refused = {
            (status, CONTENT_TYPE): OpenApiResponse(
                ProblemSerializer,
                "Parameters that cannot be obeyed." if status == 400 and self.method == "GET" else REFUSED[status],  # noqa: PLR2004
            )
            for status in statuses
        }
        known = ANSWERS.get(self.get_operation_id())
        examples = [OpenApiExample(f"GET /api/v1/{known['request']}", known["answer"])] if known else []
        described = " ".join((MatchAnswerSerializer.__doc__ or "").split())
        same = {304: OpenApiResponse(None, "The answer is still the one that `If-None-Match` names.")}
        return {
            200: OpenApiResponse(MatchAnswerSerializer, described, examples=examples),
            **(same if self.method == "GET" else {}),
            **refused,
        }
