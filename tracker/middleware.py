"""Gives each request an id, which the log and the history of changes record, and the history each change's author."""

import logging
import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from claims.services.authorship import Author, written_by

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestIdMiddleware:
    """Takes the request id from the header `X-Request-Id`, or makes one; sets it on the request and the response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request_id = given if WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
        request.META["REQUEST_ID"] = request_id
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


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


class RequestIdFilter(logging.Filter):
    """Adds `request_id` to a log record: the id of its request, or a dash."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "META", {}).get("REQUEST_ID", "-")
        return True
