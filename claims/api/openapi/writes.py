"""Writes in the OpenAPI document: parameters, bodies and responses."""

from http import HTTPStatus
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from claims.api.openapi.parameters import common_headers, key_parameter, request_header, response_header
from claims.api.openapi.problems import problems_of_write
from claims.api.views.writable import MAX_ROWS, WritableEndpoint

OF_A_BODY = (411,)
# The statuses of refused writes: those that name a row in their address, and by method.
ROW_PROBLEMS = (400, 401, 403, 404, 409, 412, 413, 415)
PROBLEMS = {
    "POST": (400, 401, 403, 409, 413, 415, 422),
    "PUT": ROW_PROBLEMS,
    "PATCH": ROW_PROBLEMS,
    "DELETE": (400, 401, 403, 404, 409, 412),
}


def parameters(view: WritableEndpoint, method: str) -> list[OpenApiParameter]:
    """The headers and flags of a write, and what its address names."""
    found = common_headers()
    if view.detail and view.action in view.action_answers:
        return [*found, key_parameter(view.lookup_field)]
    if view.detail:
        found.append(key_parameter(view.lookup_field))
        found.append(
            request_header("If-Match", "The `ETag` of the row as the client read it: 412 if it has changed since.")
        )
    if not view.detail:
        about = "A name of the client's for this request: repeated within a day, it gets the same answer."
        found.append(request_header("Idempotency-Key", about))
        if view.action in view.action_answers:
            return found
        found.append(response_header("Location", "The address of the new row; not of an array's.", [201]))
    if method != "DELETE":
        found.append(response_header("ETag", "The row's version, for `If-Match`; not of an array's.", [200, 201]))
    return found


def makes_rows(view: WritableEndpoint, method: str) -> bool:
    """Whether a write may make a row: POST to a collection, and PUT under a slug."""
    return not view.detail or (method == "PUT" and view.lookup_field == "slug")


def body(schema: Any) -> Any:
    """The body: of one row, or for a new row also an array of bodies."""
    view = schema.view
    if schema.method == "POST" and schema.action != "create":
        return view.action_bodies.get(schema.action)
    if schema.method != "POST":
        return view.body_class
    one = schema.resolve_serializer(view.body_class, "request").ref
    return {"application/json": {"oneOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": MAX_ROWS}]}}


def responses(schema: Any) -> dict[Any, OpenApiResponse]:
    """The responses to a write."""
    view = schema.view
    statuses = ROW_PROBLEMS if view.detail and schema.method == "POST" else PROBLEMS[schema.method]
    if answer := view.action_answers.get(schema.action):
        if not view.detail:
            done = OpenApiResponse(answer(many=True), "What was reviewed.")
            return {200: done, **problems_of_write((*statuses, *OF_A_BODY))}
        # Nothing is written, so that `If-Match` has no meaning.
        asked = problems_of_write(
            status for status in (*statuses, *OF_A_BODY) if status != HTTPStatus.PRECONDITION_FAILED
        )
        return {200: OpenApiResponse(answer, " ".join((answer.__doc__ or "").split())), **asked}
    refused = problems_of_write(statuses if schema.method == "DELETE" else (*statuses, *OF_A_BODY))
    if schema.method == "DELETE":
        return {204: OpenApiResponse(None, "It is gone."), **refused}
    row = schema.resolve_serializer(view.documented("retrieve").serializer, "response").ref
    if schema.method != "POST" or view.detail:
        made = {201: OpenApiResponse(row, "The new row.")} if makes_rows(view, schema.method) else {}
        return {200: OpenApiResponse(row, "The row as it is now."), **made, **refused}
    either = {"oneOf": [row, {"type": "array", "items": row}]}
    return {201: OpenApiResponse(either, "The new row, or of an array each of them."), **refused}
