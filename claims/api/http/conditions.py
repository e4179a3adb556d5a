"""Conditional requests: 304 before anything is composed, where the entity tag is in the cache."""

from contextlib import suppress
from typing import Any

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware

from claims.api.http.authentication import sent_key
from claims.api.http.tags import cache_key, cached_tag, strong
from claims.choices import Role
from claims.models import ApiKey

CONDITIONAL_HEADERS = {
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
}


class ConditionsMiddleware(ConditionalGetMiddleware):
    """Answers 304 before the address is resolved, where the tag is cached; otherwise Django compares the response.

    Weak tags in `If-Match` become strong ones here, for reads and writes alike. In `If-None-Match`, both count anyway.
    """

    def __call__(self, request: HttpRequest) -> Any:
        if "HTTP_IF_MATCH" in request.META:
            request.META["HTTP_IF_MATCH"] = strong(request.META["HTTP_IF_MATCH"])
        known = request.META.get("HTTP_IF_NONE_MATCH")
        if known and request.method in {"GET", "HEAD"} and (tag := self.tag(request)) and tag in known:
            return revalidated(request, HttpResponseNotModified(headers={"ETag": tag}))
        return super().__call__(request)

    @staticmethod
    def tag(request: HttpRequest) -> str | None:
        """The cached tag of the answer. None where the database does not answer: the view reports that."""
        with suppress(DatabaseError):
            key = sent_key(request)
            if key is None or isinstance(key, ApiKey):
                return cached_tag(cache_key(request, Role(key.role) if key else Role.READER))
        return None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Skips Django's check when the response has an ETag and the request no conditional header."""
        if "ETag" in response.headers and CONDITIONAL_HEADERS.isdisjoint(request.META):
            return response
        return super().process_response(request, response)


def revalidated(request: Any, response: Any) -> Any:
    """Makes caches revalidate a response before each use. A response to a key may not be kept by shared caches."""
    keyed = "HTTP_AUTHORIZATION" in request.META
    response.headers["Cache-Control"] = "private, no-cache" if keyed else "public, no-cache"
    response.headers["Vary"] = "Accept, Authorization"
    return response
