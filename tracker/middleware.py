"""A request id for every request, so that an error can be found in the log, and a change in its history."""

import logging
import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from claims.services.authorship import Author, written_by

READING = {"GET", "HEAD", "OPTIONS"}
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestIdMiddleware:
    """Keeps the `X-Request-Id` that a proxy set, or makes one; sets it on the request and on the answer."""

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
    """Has what a request writes written down as its user's, under its id. A request that reads costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READING:
            return self.get_response(request)

        def author() -> Author:
            # Django REST Framework sets the user that it has authenticated on this request, too.
            user = getattr(request, "user", None)
            return Author(user.pk if user else None, request.META["REQUEST_ID"])

        with written_by(author):
            return self.get_response(request)


class RequestIdFilter(logging.Filter):
    """Gives every line of the log the id of the request that it is about, or a dash."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "META", {}).get("REQUEST_ID", "-")
        return True
