"""`If-None-Match` and its like: what a client has already is not composed again."""

from contextlib import suppress
from typing import Any

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware

from claims.api.authentication import shown_key
from claims.api.read.tags import question, recall
from claims.choices import Role
from claims.models import ApiKey

CONDITIONS = {"HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"}


class ConditionsMiddleware(ConditionalGetMiddleware):
    """Answers 304 before anything is looked for, where the tag is known; else as Django does, from the answer.

    What has its tag passes at once, where nothing was asked about tags: nearly all answers.
    """

    def __call__(self, request: HttpRequest) -> Any:
        known = request.META.get("HTTP_IF_NONE_MATCH")
        if known and request.method in {"GET", "HEAD"} and (tag := self.tag(request)) and tag in known:
            return revalidated(request, HttpResponseNotModified(headers={"ETag": tag}))
        return super().__call__(request)

    @staticmethod
    def tag(request: HttpRequest) -> str | None:
        """The tag of the answer, where this process knows it. Without a database none is known: the view says so."""
        with suppress(DatabaseError):
            key = shown_key(request)
            if key is None or isinstance(key, ApiKey):
                return recall(question(request, Role(key.role) if key else Role.READER))
        return None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "ETag" in response.headers and CONDITIONS.isdisjoint(request.META):
            return response
        return super().process_response(request, response)


def revalidated(request: Any, response: Any) -> Any:
    """Always revalidated: a cached answer costs a 304, and is never stale. What a key was told is private."""
    keyed = "HTTP_AUTHORIZATION" in request.META
    response.headers["Cache-Control"] = "private, no-cache" if keyed else "public, no-cache"
    response.headers["Vary"] = "Accept, Authorization"
    return response
