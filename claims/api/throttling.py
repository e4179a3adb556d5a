"""Limits on requests: for each key, and without one for each address; every answer says how many are left."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse

from claims.api.authentication import shown_key
from claims.api.errors import too_many_requests
from claims.api.leases import Limiter
from claims.models import ApiKey

# The desk is for those who have logged in, and whoever watches over the server asks often. Static files are served
# before anything is counted.
UNLIMITED = ("/admin/", "/healthz")
LONGEST_ADDRESS = 64
# Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
WITH_PORT = re.compile(r"\[(.*)\](?::\d+)?|([\d.]+):\d+")


class RateLimitMiddleware:
    """Outside of what makes 304s, whose answers have these headers, too; inside of CORS: a preflight is not counted.

    Django REST Framework's throttles come after authentication, so that no key that does not work would be counted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        rates = {"address": settings.RATE_LIMIT_ADDRESS, "key": settings.RATE_LIMIT_KEY}
        self.limiters = {kind: Limiter(kind, rate) for kind, rate in rates.items() if rate}
        if not self.limiters:
            raise MiddlewareNotUsed
        self.policies = {kind: f'"{kind}";q={rate.quota};w={rate.window}' for kind, rate in rates.items() if rate}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(UNLIMITED):
            return self.get_response(request)
        kind, client = client_of(request)
        limiter = self.limiters.get(kind)
        if limiter is None:
            return self.get_response(request)
        left, seconds = limiter.spend(client)
        if left is not None:
            response = self.get_response(request)
        else:
            detail = f"More than {limiter.rate.words} came from this {kind}. It may ask again in {seconds} s."
            response = too_many_requests(request, detail, seconds)
        response.headers["RateLimit-Policy"] = self.policies[kind]
        response.headers["RateLimit"] = f'"{kind}";r={left or 0};t={seconds}'
        return response


def client_of(request: HttpRequest) -> tuple[str, str]:
    """Whose request it is: a key's that works, by its number, else an address's."""
    if "HTTP_AUTHORIZATION" in request.META:
        # Without a database no key is known. To say so is up to the view.
        with suppress(DatabaseError):
            if isinstance(key := shown_key(request), ApiKey):
                return "key", str(key.pk)
    return "address", address_of(request.META)


def address_of(meta: Mapping[str, str]) -> str:
    """The address that a request comes from: the peer's, or what the outermost of our own proxies saw.

    Each proxy appends to `X-Forwarded-For` the address that it was asked from; what stands before that, a client may
    have written. A shorter list has not come through all of them.
    """
    peer = network(meta.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    if not proxies:
        return peer
    hops = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return peer if len(hops) < proxies else network(hops[-proxies].strip()[:LONGEST_ADDRESS]) or peer


@lru_cache(maxsize=10_000)
def network(address: str) -> str:
    """Whom an address stands for: itself, but of IPv6 its /64, since who has one has all; empty for what is none."""
    with_port = WITH_PORT.fullmatch(address)
    try:
        parsed = ip_address(with_port[1] or with_port[2] if with_port else address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((int(parsed), 64), strict=False))
    return str(parsed)
