"""Who may open the pages on which texts are read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from claims.desk.base import actor_of
from claims.desk.middleware import login_needed
from claims.models import Statement
from claims.services import policy


def team_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lets those who may record statements in, as the policy says; others log in, or are refused."""

    @never_cache
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not (user.is_active and user.is_staff):
            return login_needed(request)
        if refused := policy.refusal(actor_of(request), "add", Statement):
            raise PermissionDenied(refused.words)
        return view(request, *args, **kwargs)

    return checked
