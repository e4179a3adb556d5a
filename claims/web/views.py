"""The pages for people: overview, search, corrections and the API's problems; and the health check."""

from typing import Any
from urllib.parse import urlencode

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.choices import Role
from claims.models import Correction
from claims.web.overview import overview
from claims.web.search import asked, search_results

# The pages use a style sheet, an icon and a search form, and nothing else is allowed.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

MOST_CORRECTIONS = 50


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """The response with a page, which browsers revalidate before each use."""
    response = render(request, f"web/{template}.html", context)
    response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the tracker is, how much it contains, and example questions."""
    return page(request, "home", overview=overview(Role.READER))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The rows that `q` finds, and the claims that it may be about."""
    words = request.GET.get("q", "").strip()
    found = search_results(request, words) if words else None
    return page(request, "search", words=words, search_results=found, query=urlencode(asked(words)))


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The newest corrections of statements."""
    return page(request, "corrections", corrections=Correction.objects.newest(MOST_CORRECTIONS))


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """What each `type` of error of the API means, and what to do about it."""
    return page(request, "problems")


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
