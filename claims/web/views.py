"""The pages for people: what this is, searching, what was corrected, what problems mean, whether it is up."""

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
from claims.web.search import search_results

# The pages have a style sheet, an icon, and a field to search; they need nothing else, so nothing else is let in.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

MOST_CORRECTIONS = 50


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page of ours: always revalidated, and allowed to load its style sheet and icon only."""
    response = render(request, f"web/{template}.html", context)
    response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, how much is in it, and questions to begin with."""
    return page(request, "home", overview=overview(Role.READER))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found by the words in `q`, and the claims that they may be about."""
    words = request.GET.get("q", "").strip()
    results = search_results(request, words) if words else None
    return page(request, "search", words=words, results=results, query=urlencode({"q": words}))


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """What was wrong with statements, and why: the newest first."""
    return page(request, "corrections", corrections=Correction.objects.newest(MOST_CORRECTIONS))


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """What each `type` of the API's errors means, and what to do about it."""
    return page(request, "problems")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 “ok” when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for an icon that no page named."""
    return redirect(static("web/icon.svg"))
