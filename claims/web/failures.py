"""What cannot be shown: a page for browsers, and the API's problem document for everybody else."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from claims.api.http import problems
from claims.api.sql.rows import API_ROOT
from claims.web.page import problem


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for a request that Django refuses before any view is called."""
    return chosen(request, [], problems.bad_request(request, exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 for an address without a route."""
    return chosen(request, [request.path_info], problems.not_found(request, exception))


def server_error(request: HttpRequest) -> HttpResponse:
    """500; the log has the traceback, with the request id."""
    return chosen(request, [], problems.server_error(request))


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 where the database does not answer."""
    detail, seconds = problems.Unavailable.default_detail, problems.Unavailable.wait
    return chosen(request, [], problems.unavailable(request, detail, seconds))


def chosen(request: HttpRequest, reasons: list[str], document: HttpResponse) -> HttpResponse:
    """The problem document, or the page that says the same to a browser that asks for a page."""
    if request.method not in {"GET", "HEAD"} or request.path_info.startswith(API_ROOT):
        return document
    if request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        page = problem(request, HTTPStatus(document.status_code), reasons)
        if "Retry-After" in document:
            page["Retry-After"] = document["Retry-After"]
        document = page
    patch_vary_headers(document, ["Accept"])
    return document
