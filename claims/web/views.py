"""Search, the API's problems, and the health check."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.web.page import rendered
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
