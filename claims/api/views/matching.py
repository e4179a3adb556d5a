"""`/claims/match/`: has something like this been claimed before, and who affirms or denies it?"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict
from rest_framework.metadata import BaseMetadata
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.authentication import role_of
from claims.api.conditions import revalidated
from claims.api.errors import InvalidParameters, ParameterError
from claims.api.filters.matching import DEFAULT_MATCHES, MatchParameters
from claims.api.read.compile import RowCompiler
from claims.api.read.fragments import Fragment, Key, Marker
from claims.api.read.plan import ROOT_KEY, ROW
from claims.api.read.prepared import execute
from claims.api.read.tags import tag_of
from claims.api.schema_matching import MatchSchema
from claims.api.serializers.base import API_ROOT
from claims.api.serializers.matching import MatchAnswerSerializer, MatchSerializer
from claims.api.suggest import did_you_mean
from claims.api.writing.problems import BodyError, InvalidBody
from claims.choices import Capacity, StancePosition
from claims.querysets import Reader
from claims.search import matching
from claims.search.matching import Match
from claims.search.text import Sentence, sentences

# From here on a passage is read by sentence, unless the request says otherwise; a post is read as a whole.
LONG = 400
MOST_SENTENCES = 20
MOST_SPEAKERS = 10
KEYS_KEY: Key = ("/keys", 0)
HOLDERS = {"affirmed_by": StancePosition.AFFIRMS, "denied_by": StancePosition.DENIES}
# What JSON has to have where a query has text.
TYPES: Mapping[str, type] = {"text": str, "language": str, "limit": int, "sentences": bool}
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
    permission_classes = ()  # a passage may be sent by everybody, as a question may be asked

    def get(self, request: Request) -> HttpResponse:
        """The claims that a passage may be about, the likeliest first, with who affirms and who denies them.

        A long passage is read sentence by sentence.
        """
        values, errors = read(request.query_params)
        if errors:
            raise InvalidParameters(errors)
        response = self.answer(values)
        response["ETag"] = tag_of(response.content)
        return response

    def post(self, request: Request) -> HttpResponse:
        """The same for a passage in the body, which may be longer than fits an address. Nothing is written."""
        if request.query_params:
            raise InvalidParameters(
                ParameterError(name[:100], "unknown", "What is asked stands in the body.")
                for name in request.query_params
            )
        values, errors = read_body(request.data)
        if errors:
            raise InvalidBody([BodyError(f"/{each.parameter}".rstrip("/"), each.code, each.detail) for each in errors])
        return self.answer(values)

    def answer(self, values: Mapping[str, Any]) -> HttpResponse:
        """The answer to a passage."""
        passage, language = values["text"], values.get("language", "").lower()
        limit = values.get("limit", DEFAULT_MATCHES)
        pieces = list(sentences(passage)) if values.get("sentences", len(passage) > LONG) else []
        parts = pieces[:MOST_SENTENCES] if len(pieces) > 1 else [Sentence(passage, 0, len(passage))]
        found = [matching.match(part.text, language, limit) for part in parts]
        everything = matching.ranked(each for one in found for each in one.matches)
        best = list({each.claim: each for each in reversed(everything)}.values())[::-1][:limit]
        rows = self.rows(passage, language, {each.claim for each in everything})
        answer = {
            "cut": any(one.cut for one in found) or len(pieces) > MOST_SENTENCES,
            "results": results(best, rows),
            "sentences": [
                part._asdict() | {"results": results(one.matches, rows)}
                for part, one in zip(parts, found, strict=True)
                if len(parts) > 1
            ],
        }
        return HttpResponse(json.dumps(answer, ensure_ascii=False), content_type="application/json")

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        return revalidated(request, super().finalize_response(request, response, *args, **kwargs))

    def rows(self, passage: str, language: str, claims: Iterable[int]) -> dict[int, dict[str, Any]]:
        """What is shown of each claim, but its score."""
        keys = sorted(claims)
        words = matching.shared_words(passage, language, keys)
        plan = compiled(role_of(self.request))
        values = {ROOT_KEY: self.request.build_absolute_uri(API_ROOT), KEYS_KEY: array(keys)}
        result = execute(plan, plan.bound(values))
        rows = {int(result.get_value(row, 0)): json.loads(result.get_value(row, 1)) for row in range(result.ntuples)}
        return {key: {"words": [each._asdict() for each in words[key]], **row} for key, row in rows.items()}


def results(matches: Iterable[Match], rows: Mapping[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of some matches, with their scores. What was deleted just now is left out."""
    return [{"score": round(each.score, 4), **rows[each.claim]} for each in matches if each.claim in rows]


def read(given: MultiValueDict[str, str]) -> tuple[dict[str, Any], list[ParameterError]]:
    """The parameters by their names, and what is wrong with them."""
    known = MatchParameters.parameters()
    errors = [
        ParameterError(name[:100], "unknown", f"There is no such parameter here.{did_you_mean(name[:100], known)}")
        for name in given
        if name not in known
    ]
    if "text" not in given:
        errors.append(ParameterError("text", "required", "This is the passage that is compared with claims."))
    selection = MatchParameters.read(given)
    return {name: values[0] for name, values in selection.values.items()}, errors + selection.errors


def read_body(body: Any) -> tuple[dict[str, Any], list[ParameterError]]:
    """The same from a JSON object, whose values have types."""
    if not isinstance(body, dict):
        return {}, [ParameterError("", "invalid", "The body is an object.")]
    wrong = {name for name, value in body.items() if name in TYPES and type(value) is not TYPES[name]}
    errors = [ParameterError(name, "invalid", f"This is not a {NOUNS[TYPES[name]]}.") for name in sorted(wrong)]
    texts = {name: [value if isinstance(value, str) else json.dumps(value)] for name, value in body.items()}
    values, others = read(MultiValueDict(texts))
    return values, errors + [error for error in others if error.parameter not in wrong]


def array(numbers: Iterable[int]) -> str:
    """As PostgreSQL reads it."""
    return "{" + ",".join(map(str, numbers)) + "}"


@lru_cache
def compiled(reader: Reader) -> Fragment:
    """The statement that composes the rows of claims, by their keys."""
    compiler = RowCompiler(reader)
    pairs = []
    for name, field in MatchSerializer().fields.items():
        if name in HOLDERS:
            pairs.append(Fragment.of("'{}', {}", name, compiler.selection(field, holders(HOLDERS[name]))))
        elif name == "claim":
            pairs.append(Fragment.of("'{}', {}", name, compiler.row(field, ROW)))  # type: ignore[arg-type]
    return Fragment.of(
        "WITH root AS MATERIALIZED (SELECT {} AS url) "
        "SELECT {}.id::text, json_build_object({})::text FROM claims_claim {} WHERE {}.id = ANY ({})",
        Fragment("%s::text", (Marker(ROOT_KEY),)),
        ROW,
        Fragment.joined(", ", pairs),
        ROW,
        ROW,
        Fragment("%s::bigint[]", (Marker(KEYS_KEY),)),
    )


def holders(position: StancePosition) -> Fragment:
    """The latest speakers who hold a position on the claim at hand."""
    return Fragment(
        f"SELECT * FROM claims_position p WHERE p.claim_id = {ROW}.id AND p.position = '{position}' "  # noqa: S608
        f"AND p.capacity = '{Capacity.OWN}' ORDER BY p.last_on DESC, p.id DESC LIMIT {MOST_SPEAKERS}"
    )
