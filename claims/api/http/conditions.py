"""Answers to reads: a kept one where it holds, 304 where the client has it, compressed where the client accepts it."""

from typing import Any

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers

from claims.api.http.authentication import role_sent
from claims.api.http.coding import CODINGS, accepted, is_compressible
from claims.api.http.kept import LONGEST, Answer, ReadFrom, answers
from claims.api.http.tags import cache_key, coded, plain
from claims.api.sql.rows import API_ROOT
from claims.choices import Role

CONDITIONAL_HEADERS = {
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
}
# Attributes of a response that is kept: what it was read from, and the function that composes it anew.
READ_FROM, ASK = "read_from", "ask"
# A name in the environment of a request: the key of the answer that was sent to it.
SENT = "claims.sent"
# The paths of the desk: the tables, and the pages on which texts are read. Its answers differ by session.
DESK = ("/admin/", "/desk/")
NEVER_KEPT = (*DESK, "/healthz")


class AnswersMiddleware(ConditionalGetMiddleware):
    """Gives kept answers before the address is resolved, and keeps those that views compose.

    It reads the tags of conditional headers as those of uncompressed answers, for reads and writes alike. The pages for
    people are kept as the API's answers are; they show everybody what a reader without a key may see.
    """

    def __call__(self, request: HttpRequest) -> Any:
        if request.path_info.startswith(NEVER_KEPT):
            return super().__call__(request)
        for header in ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"):
            if header in request.META:
                request.META[header] = plain(request.META[header])
        role = role_sent(request) if is_of_api(request) else Role.READER
        if request.method not in {"GET", "HEAD"} or role is None:
            return compressed(request, super().__call__(request))
        key = cache_key(request, role)
        return kept(request, key) or self.compose(request, key)

    def compose(self, request: HttpRequest, key: bytes) -> Any:
        """The view's response, which is kept if the view says what it was read from."""
        with answers.turn(key) as waited:
            if waited and (given := kept(request, key)):
                return given
            response: Any = self.get_response(request)
            read_from: ReadFrom | None = getattr(response, READ_FROM, None)
            if read_from:
                is_long = len(request.get_full_path()) > LONGEST
                answer = Answer.of(response, read_from, None if is_long else getattr(response, ASK, None))
                if read_from.version:
                    answers.keep(key, answer, response.content)
                return respond(request, key, answer, response.content)
        return compressed(request, self.process_response(request, response))

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Skips Django's check when the response has an ETag and the request no conditional header."""
        if "ETag" in response.headers and CONDITIONAL_HEADERS.isdisjoint(request.META):
            return response
        return super().process_response(request, response)


def is_of_api(request: Any) -> bool:
    return bool(request.path_info.startswith(API_ROOT))


def kept(request: HttpRequest, key: bytes) -> HttpResponse | None:
    """The response with the kept answer, if it holds. If the database does not answer, None: the view reports that."""
    answer = answers.get(key)
    if not answer or not (answer.bodies or "HTTP_IF_NONE_MATCH" in request.META):
        return None
    try:
        return respond(request, key, answer) if answer.holds() else None
    except DatabaseError:
        return None


def respond(request: HttpRequest, key: bytes, answer: Answer, content: bytes | None = None) -> HttpResponse | None:
    """The response with a kept answer.

    Args:
        content: its body, where that was composed just now; else the kept one is given.

    Returns:
        None where the body is needed and not kept.
    """
    request.META[SENT] = key
    coding = accepted(request.META.get("HTTP_ACCEPT_ENCODING", "")) if answer.is_compressible else ""
    tag = answer.headers["ETag"]
    if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        not_modified = HttpResponseNotModified(headers={"ETag": coded(tag, coding)})
        revalidated(request, not_modified)
        return not_modified
    content = answer.bodies.get("") if content is None else content
    if content is None:
        return None
    content = answers.coded(key, answer, coding, content)
    response = HttpResponse(content, headers=answer.headers)
    response.headers["Content-Length"] = str(len(content))
    if coding:
        response.headers["ETag"] = coded(tag, coding)
        response.headers["Content-Encoding"] = coding
    revalidated(request, response)
    if CONDITIONAL_HEADERS.isdisjoint(request.META):
        return response
    checked: HttpResponse | None = get_conditional_response(request, etag=tag, response=response)
    return checked


def compressed(request: HttpRequest, response: Any) -> Any:
    """A response that is not kept, compressed where the client accepts that."""
    if (
        not isinstance(response, HttpResponse)
        or response.has_header("Content-Encoding")
        or not is_compressible(response.headers.get("Content-Type", ""), response.content)
    ):
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if coding := accepted(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        response.content = CODINGS[coding](response.content)
        response.headers["Content-Encoding"] = coding
        if "ETag" in response.headers:
            response.headers["ETag"] = coded(response.headers["ETag"], coding)
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
    return response


def revalidated(request: Any, response: Any) -> Any:
    """Makes caches revalidate a response before each use. A response to a key may not be kept by shared caches."""
    keyed = "HTTP_AUTHORIZATION" in request.META
    response.headers["Cache-Control"] = "private, no-cache" if keyed else "public, no-cache"
    if response.streaming:  # maybe gigabytes
        response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept, Accept-Encoding, Authorization" if is_of_api(request) else "Accept-Encoding"
    return response
