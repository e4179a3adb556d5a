"""`/claims/match/`: has something like this been claimed before, and who affirms or denies it?"""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict
from rest_framework.metadata import BaseMetadata
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.http.authentication import role_of
from claims.api.http.conditions import revalidated
from claims.api.http.tags import tag_of
from claims.api.matching.answers import match_passage
from claims.api.matching.parameters import DEFAULT_MATCHES, MatchParameters
from claims.api.matching.schema import MatchSchema
from claims.api.matching.serializers import MatchAnswerSerializer
from claims.api.query.errors import InvalidParameters, ParameterError
from claims.api.query.suggestions import MAX_ECHOED, suggested
from claims.api.sql.rows import API_ROOT
from claims.api.writing.errors import BodyError, InvalidBody

# The JSON type of each member of a body, and the words for it.
TYPES: Mapping[str, type] = {"text": str, "language": str, "limit": int, "sentences": bool, "brief": bool}
NOUNS = {str: "text", int: "whole number", bool: "boolean"}


class MatchDescription(BaseMetadata):
    """What OPTIONS answers."""

    def determine_metadata(self, request: Request, view: Any) -> dict[str, Any]:
        return {
            "name": view.get_view_name(),
            "description": " ".join((view.__doc__ or "").split()),
            "methods": view.allowed_methods,
            "parameters": list(MatchParameters.parameters()),
            "fields": list(MatchAnswerSerializer().fields),
        }


class MatchView(APIView):
    """The claims that a passage may be about, the likeliest first, with who affirms and who denies them."""

    schema = MatchSchema()
    metadata_class = MatchDescription  # type: ignore[assignment]
    permission_classes = ()  # a POST here writes nothing

    def get(self, request: Request) -> HttpResponse:
        """The claims that a passage may be about, the likeliest first, with who affirms and who denies them.

        A long passage is read sentence by sentence.
        """
        values, errors = parse(request.query_params)
        if errors:
            raise InvalidParameters(errors)
        response = self.answer(values)
        response["ETag"] = tag_of(response.content)
        return response

    def post(self, request: Request) -> HttpResponse:
        """The same for a passage in the body, which may be longer than fits an address. Nothing is written."""
        if request.query_params:
            raise InvalidParameters(
                ParameterError(name[:MAX_ECHOED], "unknown", "What is asked stands in the body.")
                for name in request.query_params
            )
        values, errors = parse_body(request.data)
        if errors:
            raise InvalidBody([BodyError(f"/{each.parameter}".rstrip("/"), each.code, each.detail) for each in errors])
        return self.answer(values)

    def answer(self, values: Mapping[str, Any]) -> HttpResponse:
        answer = match_passage(
            values["text"],
            reader=role_of(self.request),
            root=self.request.build_absolute_uri(API_ROOT),
            language=values.get("language", "").lower(),
            limit=values.get("limit", DEFAULT_MATCHES),
            by_sentence=values.get("sentences"),
            brief=values.get("brief", True),
        )
        return HttpResponse(json.dumps(answer, ensure_ascii=False), content_type="application/json")

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        return revalidated(request, super().finalize_response(request, response, *args, **kwargs))


def parse(given: MultiValueDict[str, str]) -> tuple[dict[str, Any], list[ParameterError]]:
    """The parsed parameters by their names, and the errors."""
    known = MatchParameters.parameters()
    errors = [
        ParameterError(name[:MAX_ECHOED], "unknown", f"There is no such parameter here.{near}")
        for name, near in suggested((name for name in given if name not in known), known)
    ]
    if "text" not in given:
        errors.append(ParameterError("text", "required", "This is the passage that is compared with claims."))
    parsed = MatchParameters.parse(given)
    return {name: values[0] for name, values in parsed.values.items()}, errors + parsed.errors


def parse_body(body: Any) -> tuple[dict[str, Any], list[ParameterError]]:
    """The same from a JSON body, whose members have types."""
    if not isinstance(body, dict):
        return {}, [ParameterError("", "invalid", "The body is an object.")]
    wrong = {name for name, value in body.items() if name in TYPES and type(value) is not TYPES[name]}
    errors = [ParameterError(name, "invalid", f"This is not a {NOUNS[TYPES[name]]}.") for name in sorted(wrong)]
    texts = {name: [value if isinstance(value, str) else json.dumps(value)] for name, value in body.items()}
    values, others = parse(MultiValueDict(texts))
    return values, errors + [error for error in others if error.parameter not in wrong]
