"""Search, the API's problems, what is not there, and the health check."""

from http import HTTPStatus

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.api.http import problems as documents
from claims.api.sql.rows import API_ROOT
from claims.web.page import problem, rendered
from claims.web.search import search_results


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The rows that `q` finds, and the claims that it may be about."""
    words = request.GET.get("q", "").strip()
    found = search_results(request, words) if words else None
    return rendered(request, "web/search.html", {"words": words, "search_results": found}, None)


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """What each `type` of error of the API means, and what to do about it."""
    return rendered(request, "web/problems.html", {}, None)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 for an address without a route: a page for browsers, else a problem document."""
    is_page = request.method in {"GET", "HEAD"} and not request.path_info.startswith(API_ROOT)
    if is_page and request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        return problem(request, HTTPStatus.NOT_FOUND, [request.path_info])
    return documents.not_found(request, exception)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Health check: 200 if the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Redirects the default address of a site's icon to ours."""
    return redirect(static("web/icon.svg"))
