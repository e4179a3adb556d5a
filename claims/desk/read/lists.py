"""The team's lists: the texts with what is left in each, and one's own drafts."""

from typing import cast

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.desk.read.access import team_only
from claims.models import Draft
from claims.services import passages

PER_PAGE = 30


@team_only
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The sources whose text is kept, with what is left in each."""
    rows = passages.sources_by_progress(cast(User, request.user))
    if request.GET.get("left"):
        rows = rows.filter(reading__done_at=None)
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/read/sources.html", {"listed": listed, "left": bool(request.GET.get("left"))})


@team_only
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """The user's own drafts, the latest first."""
    rows = Draft.objects.filter(author=cast(User, request.user)).select_related("source").defer("source__content")
    listed = Paginator(rows.order_by("-updated_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/read/drafts.html", {"listed": listed})
