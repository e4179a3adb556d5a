"""Errors as RFC 9457 problem documents: every answer that is no success says everything that is wrong."""

import logging
from collections.abc import Iterable
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, TooManyFieldsSent
from django.db import Error as DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import is_valid_path
from rest_framework.exceptions import APIException
from rest_framework.views import set_rollback

from claims.services.transactions import is_transient

CONTENT_TYPE = "application/problem+json"
LOGGER = logging.getLogger(__name__)


class Unavailable(APIException):
    """503: the database was unreachable or broke off; the same request may succeed a moment later."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_code = "unavailable"
    default_detail = "The database does not answer just now: try again. A write may have been carried out."
    wait = 1  # seconds, for Retry-After


def problem(
    request: HttpRequest, status: int, detail: str, code: str = "", errors: Iterable[Any] = ()
) -> dict[str, Any]:
    """The body of a problem document.

    Args:
        code: a stable word for the kind of problem, which `type` and `title` are made of.
        errors: dataclasses, one for each thing that is wrong.
    """
    body: dict[str, Any] = {
        "type": f"/problems/#{code}" if code else "about:blank",
        "title": HTTPStatus(status).phrase if not code else code.replace("-", " ").capitalize(),
        "status": int(status),
        "detail": detail,
        "instance": f"urn:request:{request.META.get('REQUEST_ID', '')}",
    }
    listed = [asdict(error) for error in errors]
    return body | ({"errors": listed} if listed else {})


def problem_response(exception: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Django REST Framework's exception handler; None for an exception that is a fault of the server.

    A problem is JSON, whatever the request accepts.
    """
    if isinstance(exception, Http404):
        exception = APIException(str(exception) or "There is nothing at this address.", code="not-found")
        exception.status_code = HTTPStatus.NOT_FOUND
    elif isinstance(exception, PermissionDenied):
        exception = APIException("You may not do this.", code="permission-denied")
        exception.status_code = HTTPStatus.FORBIDDEN
    elif isinstance(exception, DatabaseError) and is_transient(exception):
        said = " ".join(str(exception).split())
        LOGGER.warning("The database did not answer: %s", said, extra={"request": context["request"]})
        exception = Unavailable()
    if not isinstance(exception, APIException):
        return None
    set_rollback()
    code = exception.get_codes()
    body = problem(
        context["request"],
        exception.status_code,
        str(exception.detail),
        str(code).replace("_", "-") if isinstance(code, str) else "",
        getattr(exception, "errors", ()),
    ) | getattr(exception, "members", {})
    about = {
        "WWW-Authenticate": getattr(exception, "auth_header", None),
        "Retry-After": getattr(exception, "wait", None),
    }
    headers = {name: str(value) for name, value in about.items() if value}
    return json_response(body, exception.status_code, headers)


def json_response(body: dict[str, Any], status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    readable = {"ensure_ascii": False}
    return JsonResponse(body, status=status, headers=headers, content_type=CONTENT_TYPE, json_dumps_params=readable)


def answered(request: HttpRequest, status: HTTPStatus, detail: str, code: str) -> HttpResponse:
    """A problem document, for what is refused outside of Django REST Framework's views."""
    return json_response(problem(request, status, detail, code), status)


def body_too_large(request: HttpRequest, most: int) -> HttpResponse:
    """413 for a body that is not read, since it has more than `most` bytes."""
    detail = f"A body has at most {most:,} bytes."
    return answered(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, "body-too-large")


def unavailable(request: HttpRequest, detail: str, seconds: int) -> HttpResponse:
    """503 for what cannot be done just now, but may be in `seconds`."""
    answer = answered(request, HTTPStatus.SERVICE_UNAVAILABLE, detail, "unavailable")
    answer.headers["Retry-After"] = str(seconds)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for a request that Django refuses before any view is called: a foreign Host, too many parameters."""
    if isinstance(exception, TooManyFieldsSent):
        detail = f"A request has at most {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} parameters."
    else:
        detail = "This request cannot be understood; the Host that it names may not be one that is served here."
    return answered(request, HTTPStatus.BAD_REQUEST, detail, "bad-request")


def too_many_requests(request: HttpRequest, detail: str, seconds: int) -> HttpResponse:
    """429 for a client that has used up its rate limit.

    Args:
        seconds: how long until the client may ask again.
    """
    answer = answered(request, HTTPStatus.TOO_MANY_REQUESTS, detail, "throttled")
    answer.headers["Retry-After"] = str(seconds)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 for an address without a route; where only its slash is missing, with the right address.

    Reads of such an address are redirected, so this answers writes (`tracker.middleware.SlashMiddleware`).
    """
    route = is_valid_path(f"{request.path_info}/")
    if not route or not getattr(route.func, "should_append_slash", True):
        detail = "There is nothing at this address. The API's own list of addresses is at /api/v1/."
        return answered(request, HTTPStatus.NOT_FOUND, detail, "not-found")
    address = request.build_absolute_uri(request.get_full_path(force_append_slash=True))
    detail = f"There is nothing at this address: its slash is missing. Nothing was written. Send it to {address}"
    answer = answered(request, HTTPStatus.NOT_FOUND, detail, "not-found")
    answer.headers["Link"] = f'<{address}>; rel="canonical"'
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """500; the log has the traceback, with the request id."""
    detail = "Something went wrong here. The request id in `instance` finds it in the log."
    return answered(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail, "server-error")
