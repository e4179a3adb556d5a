"""Answers a request as the same one was answered before, ahead of Django, while the kept answer holds.

What Django's handler and the middleware make of a kept answer depends on a few values of the request, and is the same
each time but for the request's id and the rate limit. So the response is kept as it was sent
(docs/decisions/0041-kept-answers.md).
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import get_path_info, get_script_name
from django.db import DEFAULT_DB_ALIAS, connections
from django.db import Error as DatabaseError

from claims.api.http.kept import GIVEN, RequestKey, Sent, answers
from claims.api.http.limits import LIMITER, address_of, rate_limit
from claims.api.sql.rows import API_ROOT
from tracker.granian import Application
from tracker.middleware import REQUEST_ID_HEADER, log_access, logged_path, request_id_of

# The values of a request that decide what is sent to it, besides `LANGUAGE`.
READ = (
    *("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"),
    *("wsgi.url_scheme", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "SERVER_NAME", "SERVER_PORT"),
    *("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ORIGIN"),
    *("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"),
)
# What the pages are written in; the API speaks English only.
LANGUAGE = "HTTP_ACCEPT_LANGUAGE"
# Requests that have one of these go to Django: keys are looked up, and bodies are read.
UNREPEATED = ("HTTP_AUTHORIZATION", "CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING")
# Headers that are another one in each response.
OWN_HEADERS = {REQUEST_ID_HEADER, "RateLimit"}
# The status and the headers of a response.
Head = tuple[str, list[tuple[str, str]]]


def repeated(application: Application) -> Application:
    """The WSGI application that answers ahead of another one where it can, and keeps what that one sends."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = request_key(environ)
        if request is None:
            unrepeated: Iterable[bytes] = application(environ, start_response)
            return unrepeated
        if (sent := answers.sent_to(request)) and (own := own_headers(sent, environ)):
            start_response(sent.status, [*sent.headers, *own])
            return [sent.body]
        head: Head = ("", [])

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            nonlocal head
            head = status, headers
            return start_response(status, headers, *error)

        body: Iterable[bytes] = application(environ, start)
        if GIVEN in environ and isinstance(body, list):
            keep(request, environ, head, b"".join(body))
        return body

    return answer


def request_key(environ: dict[str, Any]) -> RequestKey | None:
    """The values that decide what is sent to a request; None where it has to be looked at by Django."""
    if any(each in environ for each in UNREPEATED):
        return None
    language = None if environ["PATH_INFO"].startswith(API_ROOT) else environ.get(LANGUAGE)
    return (*map(environ.get, READ), language)


def own_headers(sent: Sent, environ: dict[str, Any]) -> list[tuple[str, str]] | None:
    """The headers that only this response has; None where the answer does not hold, or the client asks too often."""
    began = time.perf_counter()
    headers = []
    connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()  # as Django before each request
    try:
        if not sent.answer.holds():
            answers.discard(sent.key, sent.answer)
            return None
    except DatabaseError:
        return None
    if sent.limiter:
        left, seconds = sent.limiter.spend(address_of(environ))
        if left is None:
            return None
        headers.append(("RateLimit", rate_limit(sent.limiter, left, seconds)))
    request_id = request_id_of(environ)
    log_access(request_id, environ["REQUEST_METHOD"], sent.path, int(sent.status[:3]), began)
    return [*headers, (REQUEST_ID_HEADER, request_id)]


def keep(request: RequestKey, environ: dict[str, Any], head: Head, body: bytes) -> None:
    """Keeps what was sent to a request."""
    key, answer = environ[GIVEN]
    status, headers = head
    path = logged_path(get_script_name(environ) + get_path_info(environ))
    shared = [(name, value) for name, value in headers if name not in OWN_HEADERS]
    answers.send(request, Sent(key, answer, status, shared, body, environ.get(LIMITER), path))
