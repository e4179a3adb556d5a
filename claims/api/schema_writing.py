"""The OpenAPI document's part on writes: bodies, one or an array of them; answers; what is refused, and as what."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from claims.api.errors import CONTENT_TYPE
from claims.api.views.writable import MOST_ROWS, WritableEndpoint

# What the address names a row by.
KEYS = {
    "id": ({"type": "integer", "format": "int64", "minimum": 1}, "The row's number."),
    "slug": ({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 120}, "The row's slug."),
}
REFUSED = {
    400: "The body cannot be obeyed; `errors` says where, and why.",
    401: "The key is missing, or does not work.",
    403: "The key's role may not do this.",
    404: "There is no such row.",
    409: "It would break a rule that other rows take part in, or is still cited.",
    412: "The row is not what `If-Match` names any more.",
    413: "The body is too large.",
    415: "The body is no JSON.",
    422: "The `Idempotency-Key` was used for another request.",
    429: "The key or the address has used up what it may ask for: `Retry-After` says when to come back.",
    503: "The database does not answer just now; `Retry-After` says when to try again.",
}
AT_ANY_TIME = (429, 503)
AT_A_ROW = (400, 401, 403, 404, 409, 412, 413, 415, *AT_ANY_TIME)
OF = {
    "POST": (400, 401, 403, 409, 413, 415, 422, *AT_ANY_TIME),
    "PUT": AT_A_ROW,
    "PATCH": AT_A_ROW,
    "DELETE": (400, 401, 403, 404, 409, 412, *AT_ANY_TIME),
}


def key_parameter(name: str) -> OpenApiParameter:
    schema, about = KEYS[name]
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, required=True, description=about)


def answer_header(
    name: str, about: str, statuses: Any = True, required: bool = False, kind: type = str
) -> OpenApiParameter:
    return OpenApiParameter(
        name, kind, OpenApiParameter.HEADER, response=statuses, required=required, description=about
    )


def answer_headers() -> list[OpenApiParameter]:
    """The headers of every answer."""
    return [
        answer_header("X-Request-Id", "Finds the request in the server's log.", required=True),
        answer_header("RateLimit-Policy", "How many requests (`q`) are answered in how many seconds (`w`)."),
        answer_header("RateLimit", "How many requests are left (`r`) for how many seconds (`t`)."),
        answer_header("Retry-After", "How many seconds to wait.", [*AT_ANY_TIME], required=True, kind=int),
    ]


def share_headers(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Postprocessing: what every answer has in its head is described once."""
    names = [header.name for header in answer_headers()]
    shared = result["components"].setdefault("headers", {})
    for methods in result["paths"].values():
        for operation in methods.values():
            for response in operation["responses"].values():
                headers = response["headers"]
                for name in filter(headers.__contains__, names):
                    shared[name] = headers[name]
                    headers[name] = {"$ref": f"#/components/headers/{name}"}
    return result


def request_header(name: str, about: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=about)


def parameters(view: WritableEndpoint, method: str) -> list[OpenApiParameter]:
    """The headers of a write, and what its address names."""
    found = answer_headers()
    if view.detail:
        found.append(key_parameter(view.lookup_field))
        found.append(
            request_header("If-Match", "The `ETag` of the row as the client read it: 412 if it has changed since.")
        )
    else:
        found += [
            OpenApiParameter(name, bool, OpenApiParameter.QUERY, description=words)
            for name, words in view.create_flags.items()
        ]
        about = "A name of the client's for this request: repeated within a day, it gets the same answer."
        found.append(request_header("Idempotency-Key", about))
        found.append(answer_header("Location", "The address of the new row; not of an array's.", [201]))
    if method != "DELETE":
        found.append(answer_header("ETag", "The row's version, for `If-Match`; not of an array's.", [200, 201]))
    return found


def body(schema: Any) -> Any:
    """A body; for a new row, or an array of them."""
    view = schema.view
    if view.detail and schema.method == "POST":
        return view.action_bodies.get(schema.action)
    if schema.method != "POST":
        return view.body_class
    one = schema.resolve_serializer(view.body_class, "request").ref
    return {"application/json": {"oneOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": MOST_ROWS}]}}


def responses(schema: Any, problem: Any) -> dict[Any, OpenApiResponse]:
    view = schema.view
    statuses = AT_A_ROW if view.detail and schema.method == "POST" else OF[schema.method]
    refused: dict[Any, OpenApiResponse] = {
        (status, CONTENT_TYPE): OpenApiResponse(problem, REFUSED[status]) for status in statuses
    }
    if schema.method == "DELETE":
        return {204: OpenApiResponse(None, "It is gone."), **refused}
    row = schema.resolve_serializer(view.serializer_class_of("retrieve"), "response").ref
    if schema.method != "POST" or view.detail:
        return {200: OpenApiResponse(row, "The row as it is now."), **refused}
    either = {"oneOf": [row, {"type": "array", "items": row}]}
    return {201: OpenApiResponse(either, "The new row, or of an array each of them."), **refused}
