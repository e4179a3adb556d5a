"""Rate limits for each key, and for each address without a key; every answer says how many requests are left."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse

from claims.api.http.authentication import sent_key
from claims.api.http.leases import Limiter
from claims.api.http.problems import too_many_requests
from claims.models import ApiKey

# The desk requires a login, and monitoring asks often. Static files are served by a middleware before this one.
UNLIMITED = ("/admin/", "/desk/", "/healthz")
LONGEST_ADDRESS = 64
# Names in the environment of a request: the limiter that counted it, and what `Limiter.spend` returned.
LIMITER, COUNTED = "claims.limiter", "claims.counted"
# Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
WITH_PORT = re.compile(r"^\[([^\]]*)\](?::\d+)?|^([\d.]+):\d+")


class RateLimitMiddleware:
    """Counts each request, and refuses those beyond the limit with 429.

    It comes before `AnswersMiddleware`, so that kept answers are counted and have the headers, and after CORS, so that
    a preflight is not counted. Django REST Framework's own throttles run after authentication, and would not count
    requests whose key does not work.
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
        left, seconds = counted(request.META, limiter, client)
        if left is not None:
            response = self.get_response(request)
        else:
            detail = f"More than {limiter.rate.words} came from this {kind}. It may ask again in {seconds} s."
            response = too_many_requests(request, detail, seconds)
        response.headers["RateLimit-Policy"] = self.policies[kind]
        response.headers["RateLimit"] = rate_limit(limiter, left or 0, seconds)
        return response


def counted(environ: dict[str, Any], limiter: Limiter, client: str) -> tuple[int | None, int]:
    """Counts a request once, whoever asks; returns what `Limiter.spend` does."""
    if COUNTED not in environ:
        environ[LIMITER], environ[COUNTED] = limiter, limiter.spend(client)
    spent: tuple[int | None, int] = environ[COUNTED]
    return spent


def rate_limit(limiter: Limiter, left: int, seconds: int) -> str:
    """The value of the header `RateLimit`: how many requests are left, and the seconds to the window's end."""
    return f'"{limiter.kind}";r={left};t={seconds}'


def client_of(request: HttpRequest) -> tuple[str, str]:
    """What a request is counted for: (`key`, its primary key) where a key works, else (`address`, the address)."""
    if "HTTP_AUTHORIZATION" in request.META:
        # Without a database no key can be looked up: the view reports that.
        with suppress(DatabaseError):
            if isinstance(key := sent_key(request), ApiKey):
                return "key", str(key.pk)
    return "address", address_of(request.META)


def address_of(meta: Mapping[str, str]) -> str:
    """The client's address: the peer's, or the one that the outermost of our proxies saw.

    Each proxy appends the address of its own peer to `X-Forwarded-For`. Entries before those of our proxies may be
    forged by the client. A list with fewer entries than there are proxies did not come through all of them.
    """
    peer = network(meta.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    if not proxies:
        return peer
    hops = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return peer if len(hops) < proxies else network(hops[-proxies].strip()[:LONGEST_ADDRESS]) or peer


@lru_cache(maxsize=10_000)
def network(address: str) -> str:
    """The network that an address is counted for: IPv4 addresses one by one, IPv6 by /64, which one client usually has.

    Empty where the text is no address.
    """
    with_port = WITH_PORT.fullmatch(address)
    try:
        parsed = ip_address(with_port[1] or with_port[2] if with_port else address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((int(parsed), 64), strict=False))
    return str(parsed)
