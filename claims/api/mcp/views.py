"""`POST /mcp`: the Model Context Protocol over HTTP, stateless, with JSON answers (docs/decisions/0055-mcp.md)."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import AuthenticationFailed

from claims.api.http.authentication import sent_key
from claims.api.http.problems import answered, body_too_large, problem_response
from claims.api.mcp import messages
from claims.api.mcp.calls import call
from claims.api.mcp.messages import Call, Rejected
from claims.api.mcp.schema import described

MOST_BYTES = 64 * 1024  # of a message
AN_HOUR = 60 * 60 * 1000  # in milliseconds
# What is listed is the same for everybody, until the tracker is updated.
KEPT = {"ttlMs": AN_HOUR, "cacheScope": "public"}
INSTRUCTIONS = (
    "A record of who said what about which claim: when, in which role, in which source, word for word. Quote the words "
    "exactly as they stand in `excerpt`, `text` or `exact`, name the speaker, the day and the source, and link to "
    "`page`; without `/api/v1`, the `url` of a claim, speaker, statement, incident or source is its page as well. "
    "“affirms” and “denies” are positions of speakers, not findings about what is true. A day has a precision: "
    "“2025-09-22” with “week” is a week. Find slugs with `search` or `match_claims`, then ask about them."
)


@csrf_exempt
def endpoint(request: HttpRequest) -> HttpResponse:
    """The answer to one message. It looks at no cookie, and keeps nothing of the client."""
    response = refusal(request) or answer(request)
    response.headers["Cache-Control"] = "no-store"
    return response


def refusal(request: HttpRequest) -> HttpResponse | None:
    """The answer to a request that carries no message for this endpoint."""
    if request.method != "POST":
        refused = answered(request, HTTPStatus.METHOD_NOT_ALLOWED, "Messages are sent by POST.", "method-not-allowed")
        refused.headers["Allow"] = "POST"
        return refused
    if foreign(request):
        detail = "Pages of other origins may not send messages here (CSRF_TRUSTED_ORIGINS has those that may)."
        return answered(request, HTTPStatus.FORBIDDEN, detail, "foreign-origin")
    if request.content_type != "application/json":
        detail = "Send a message as application/json."
        return answered(request, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, "unsupported-media-type")
    if not request.accepts("application/json"):
        return answered(request, HTTPStatus.NOT_ACCEPTABLE, "The answer is application/json.", "not-acceptable")
    if len(request.body) > MOST_BYTES:
        return body_too_large(request, MOST_BYTES)
    return refused_key(request)


def foreign(request: HttpRequest) -> bool:
    """Whether a browser sends the message for a page of another origin.

    Raises:
        DisallowedHost: the Host is none of ours, as when a foreign name was bound to this address.
    """
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", own) not in {own, *settings.CSRF_TRUSTED_ORIGINS}


def refused_key(request: HttpRequest) -> HttpResponse | None:
    """The answer to a key that does not work, as the API gives it."""
    try:
        sent = sent_key(request)
    except DatabaseError as error:
        if problem := problem_response(error, {"request": request}):
            return problem
        raise
    if not isinstance(sent, AuthenticationFailed):
        return None
    sent.auth_header = "Bearer"  # type: ignore[attr-defined]
    return problem_response(sent, {"request": request})


def answer(request: HttpRequest) -> HttpResponse:
    """The answer to the message in the body."""
    try:
        message = messages.parsed(request.body, request.headers)
        if message.is_notification:
            return HttpResponse(status=HTTPStatus.ACCEPTED)
        result = result_of(request, message)
    except Rejected as rejected:
        return json_response(rejected.message(), rejected.status)
    meta = {messages.SERVER: {"name": "statement-claim-tracker", "version": settings.SPECTACULAR_SETTINGS["VERSION"]}}
    return json_response({"jsonrpc": "2.0", "id": message.number, "result": {**result, "_meta": meta}})


def result_of(request: HttpRequest, message: Call) -> dict[str, Any]:
    """The result of a method.

    Raises:
        Rejected: there is no such method or tool.
    """
    complete = {"resultType": "complete"}
    if message.method == "server/discover":
        return {
            **complete,
            **KEPT,
            "supportedVersions": [messages.REVISION],
            "capabilities": {"tools": {}},
            "instructions": INSTRUCTIONS,
        }
    if message.method == "tools/list":
        return {**complete, **KEPT, "tools": [each.listed for each in described().values()]}
    if message.method != "tools/call":
        words = f"There is no method “{message.method[:100]}” here."
        raise Rejected(messages.METHOD_NOT_FOUND, words, message.number)
    tool = described().get(str(message.params.get("name")))
    arguments = message.params.get("arguments") or {}
    if tool is None or not isinstance(arguments, dict):
        words = "“arguments” is an object." if tool else f"There is no such tool; there are {', '.join(described())}."
        raise Rejected(messages.INVALID_PARAMS, words, message.number)
    return {**complete, **call(request, tool, arguments)}


def json_response(body: dict[str, Any], status: int = 200) -> HttpResponse:
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
