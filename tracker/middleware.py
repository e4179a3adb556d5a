"""Gives each request an id, a line in the log and its right address, each change its author, failures an answer."""

import logging
import re
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware
from django.utils.encoding import escape_uri_path

from claims.services.authorship import Author, written_by
from claims.services.transactions import is_transient
from claims.web.failures import unavailable

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
REQUEST_ID_HEADER = "X-Request-Id"
MAX_PATH = 200  # characters of a path in the log
ACCESS = logging.getLogger("tracker.access")
LOGGER = logging.getLogger("tracker.requests")


class RequestIdMiddleware:
    """Takes the request id from the header `X-Request-Id`, or makes one; sets it on the request and the response.

    It also logs the request (ACCESS_LOG): method, path, status and time, but neither the query string nor the client's
    address, which may tell about people.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = request.META["REQUEST_ID"] = request_id_of(request.META)
        started = time.perf_counter()
        response = self.get_response(request)
        response[REQUEST_ID_HEADER] = request_id
        log_access(request_id, request.method, logged_path(request.path), response.status_code, started)
        return response


def request_id_of(environ: Mapping[str, Any]) -> str:
    """The id that a request was sent with, if it is well-formed, or else a new one."""
    given = environ.get("HTTP_X_REQUEST_ID", "")
    return given if WELL_FORMED.fullmatch(given) else uuid.uuid4().hex


def logged_path(path: str) -> str:
    """A path as the log has it."""
    return escape_uri_path(path)[:MAX_PATH]


def log_access(request_id: str, method: str | None, path: str, status: int, started: float) -> None:
    """Writes the line of a request that came at the moment `started` of the performance counter."""
    if settings.ACCESS_LOG:
        took = (time.perf_counter() - started) * 1000
        ACCESS.info("%s %s %d %.1f ms", method, path, status, took, extra={"request_id": request_id})


class SlashMiddleware(CommonMiddleware):
    """Redirects a read to the address with a slash at its end, as Django does, but no write.

    Clients follow a redirect of a write with a GET, and take its answer for that to the write. The problem document of
    the write names the right address (`claims.api.http.problems.not_found`).
    """

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        return request.method in SAFE_METHODS and super().should_redirect_with_slash(request)


class UnavailableMiddleware:
    """Answers 503 where a view fails since the database does not answer: at the pages for people and at the desk.

    The API's views have their own exception handler, with the same answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not (isinstance(exception, DatabaseError) and is_transient(exception)):
            return None
        said = " ".join(str(exception).split())
        LOGGER.warning("The database did not answer: %s", said, extra={"request": request})
        return unavailable(request)


class AuthorMiddleware:
    """Records in the history the user and the id of a request that writes. A request that only reads costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return self.get_response(request)

        def author() -> Author:
            # Django REST Framework sets the authenticated user on Django's request as well.
            user = getattr(request, "user", None)
            return Author(user.pk if user else None, request.META["REQUEST_ID"])

        with written_by(author):
            return self.get_response(request)
