"""Limits logins at the desk: how often an address and an account may try, and how many passwords are hashed at once."""

from collections.abc import Callable
from http import HTTPStatus
from threading import BoundedSemaphore

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from claims.api.http.leases import Limiter
from claims.api.http.limits import address_of
from claims.api.http.problems import answered, too_many_requests, unavailable

LOGIN = "/admin/login/"
# Hashing a password keeps a processor busy for half a second. Half of a worker's four threads go on answering others.
HASHING = 2
LONGEST_NAME = 150
LONGEST_FORM = 10_000  # bytes, of which a password may fill most


class LoginMiddleware:
    """Refuses logins beyond the limits with 429, and those beyond what is hashed at once with 503.

    An account is limited under the name that is typed, whether it exists or not, so that the answer does not tell.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.hashing = BoundedSemaphore(HASHING)
        rates = {"login address": settings.LOGIN_LIMIT_ADDRESS, "login account": settings.LOGIN_LIMIT_ACCOUNT}
        self.limiters = {kind: Limiter(kind, rate) for kind, rate in rates.items() if rate}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or request.path_info != LOGIN:
            return self.get_response(request)
        if len(request.body) > LONGEST_FORM:
            detail = f"A login has at most {LONGEST_FORM:,} bytes."
            return answered(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, "body-too-large")
        name = request.POST.get("username", "")[:LONGEST_NAME].strip().casefold()
        clients = {"login address": address_of(request.META), "login account": name}
        for kind, limiter in self.limiters.items():
            left, seconds = limiter.spend(clients[kind])
            if left is None:
                what = kind.removeprefix("login ")
                detail = f"Too many logins were tried with this {what}. Try again in {seconds} s."
                return too_many_requests(request, detail, seconds)
        if not self.hashing.acquire(blocking=False):
            return unavailable(request, "Too many people log in at this moment: try again in a few seconds.", seconds=3)
        try:
            return self.get_response(request)
        finally:
            self.hashing.release()
