"""Answers a request that is like an earlier one ahead of Django: with the kept answer, or with the same question.

What Django's handler and the middleware add to an answer depends on a few values of the request, and is the same each
time but for the request's id and the rate limit. So the head of the response is kept, as well as the question that was
parsed (docs/decisions/0041-kept-answers.md).
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import get_path_info, get_script_name
from django.db import DEFAULT_DB_ALIAS, connections

from claims.api.http.coding import accepted
from claims.api.http.conditions import SENT
from claims.api.http.kept import LONGEST, Answer, Head, RequestKey, answers
from claims.api.http.limits import LIMITER, address_of, counted, rate_limit
from claims.api.http.tags import coded
from claims.api.sql.rows import API_ROOT
from tracker.granian import Application
from tracker.languages import preferred
from tracker.middleware import REQUEST_ID_HEADER, log_access, logged_path, request_id_of

# The values of a request that decide what is sent to it, besides the content coding and the language.
READ = (
    *("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"),
    *("wsgi.url_scheme", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "SERVER_NAME", "SERVER_PORT"),
    *("HTTP_ACCEPT", "HTTP_ORIGIN", "HTTP_IF_NONE_MATCH"),
)
CODING, LANGUAGE = "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE"
# Requests that have one of these go to Django, which looks up keys, reads bodies and compares dates.
UNREPEATED = (
    *("HTTP_AUTHORIZATION", "CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"),
    *("HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"),
)
# Headers that depend on the content coding, and those that differ each time.
OF_CODING = {"ETag", "Content-Length", "Content-Encoding"}
OF_REQUEST = {REQUEST_ID_HEADER, "RateLimit"}
NOT_MODIFIED = "304 Not Modified"
KEPT = {"200 OK", NOT_MODIFIED}
# The status and the headers of a response, and its body.
Response = tuple[str, list[tuple[str, str]], bytes]


def repeated(application: Application) -> Application:
    """The WSGI application that answers a request itself where it can; other requests are for `application`.

    It keeps the heads of the responses of `application`.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = request_key(environ)
        if request and (head := answers.heads.get(request)) and (response := repeat(head, environ)):
            status, headers, content = response
            start_response(status, headers)
            return [content]

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            if request and SENT in environ and status in KEPT:
                keep_head(request, environ, status, headers)
            return start_response(status, headers, *error)

        body: Iterable[bytes] = application(environ, start)
        return body

    return answer


def request_key(environ: dict[str, Any]) -> RequestKey | None:
    """The values that decide what is sent to a request; None where it is long, or Django has to look at it."""
    values = [environ.get(each) for each in READ]
    if sum(len(each or "") for each in values) > LONGEST or any(each in environ for each in UNREPEATED):
        return None
    # The API speaks English only.
    language = "" if environ["PATH_INFO"].startswith(API_ROOT) else preferred(environ.get(LANGUAGE, ""))
    return (*values, accepted(environ.get(CODING, "")), language)


def keep_head(request: RequestKey, environ: dict[str, Any], status: str, headers: list[tuple[str, str]]) -> None:
    """Keeps the head of a response that Django has answered a request with; none with a cookie, which is somebody's."""
    if any(name == "Set-Cookie" for name, _ in headers):
        return
    key = environ[SENT]
    of_answer = answer.headers if (answer := answers.get(key)) and status != NOT_MODIFIED else {}
    added = {name: value for name, value in headers if of_answer.get(name) != value}
    head = Head(
        key=key,
        status=status,
        headers={name: value for name, value in added.items() if name not in OF_CODING | OF_REQUEST},
        coding=accepted(environ.get(CODING, "")),
        if_none_match=environ.get("HTTP_IF_NONE_MATCH", ""),
        limiter=environ.get(LIMITER),
        path=logged_path(get_script_name(environ) + get_path_info(environ)),
    )
    answers.add_head(request, head)


def repeat(head: Head, environ: dict[str, Any]) -> Response | None:
    """The response to a request like an earlier one; None where Django has to look at it."""
    began = time.perf_counter()
    left, seconds = counted(environ, head.limiter, address_of(environ)) if head.limiter else (0, 0)
    if left is None:
        return None
    connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()  # as Django does before each request
    try:
        given = present(head)
    except Exception:  # noqa: BLE001 - Django meets the same error, and tells the client and the log of it
        return None
    if given is None:
        return None
    answer, content = given
    client_has_it = answer.headers["ETag"] in head.if_none_match
    if client_has_it != (head.status == NOT_MODIFIED):
        return None
    headers, content = sent(head, answer, content)
    request_id = headers[REQUEST_ID_HEADER] = request_id_of(environ)
    if head.limiter:
        headers["RateLimit"] = rate_limit(head.limiter, left, seconds)
    log_access(request_id, environ["REQUEST_METHOD"], head.path, int(head.status[:3]), began)
    return head.status, [*headers.items()], content


def present(head: Head) -> tuple[Answer, bytes] | None:
    """The answer as it is now, with its body if that is sent; None where Django has to compose it.

    Raises:
        django.db.Error: the database does not answer.
        Exception: what `Question.read` raises.
    """
    answer = answers.get(head.key)
    if answer is None:
        return None
    if (answer.bodies or head.status == NOT_MODIFIED) and answer.holds():
        return answer, answer.bodies.get("", b"")
    if answer.ask is None:
        return None
    with answers.turn(head.key) as waited:
        if waited and (other := answers.get(head.key)) and other.bodies and other.holds():
            return other, other.bodies[""]
        result = answer.ask()
        answer = answer.answered_by(result)
        if answer.read_from.version:
            answers.keep(head.key, answer, result.body)
        return answer, result.body


def sent(head: Head, answer: Answer, content: bytes) -> tuple[dict[str, str], bytes]:
    """The headers of a response but for those of the request, and its body in the content coding."""
    coding = head.coding if answer.is_compressible else ""
    tag = {"ETag": coded(answer.headers["ETag"], coding)}
    if head.status == NOT_MODIFIED:
        return {**head.headers, **tag}, b""
    content = answers.coded(head.key, answer, coding, content)
    headers = {**answer.headers, **head.headers, **tag, "Content-Length": str(len(content))}
    if coding:
        headers["Content-Encoding"] = coding
    return headers, content
