"""Answers 400 where the query string of a page of the desk cannot be read.

Django's admin takes lookups from the query string, `?language__regex=(`, and most errors in them appear only when the
page is composed.
"""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus

from django.core.exceptions import FieldError, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse

from claims.api.http.conditions import DESK
from claims.api.http.problems import answered

LOGGER = logging.getLogger(__name__)
# What a value of another type, or a malformed one, leads to in the ORM, in a form, or in PostgreSQL.
MALFORMED = (DataError, FieldError, LookupError, OverflowError, TypeError, ValidationError, ValueError)
DETAIL = "The address of this page has a part that cannot be read. Begin at /admin/."
# Lookups that no page of the desk links to: they take a list, or an expression that PostgreSQL may take long for.
REFUSED = ("__range", "__regex", "__iregex")


def refused(name: str, values: Iterable[str]) -> bool:
    """Whether a parameter is refused before the page is composed. PostgreSQL has no NUL in a text."""
    return name.endswith(REFUSED) or any("\0" in text for text in (name, *values))


class LookupMiddleware:
    """Treats an error of a page whose address has a query string as an error in that string. The log has its class."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(DESK) and any(refused(name, values) for name, values in request.GET.lists()):
            return answered(request, HTTPStatus.BAD_REQUEST, DETAIL, "bad-request")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if request.method not in {"GET", "HEAD"} or not request.path_info.startswith(DESK) or not request.GET:
            return None
        if not isinstance(exception, MALFORMED):
            return None
        LOGGER.warning("The query string of a page was refused: %r", exception, extra={"request": request})
        return answered(request, HTTPStatus.BAD_REQUEST, DETAIL, "bad-request")
