"""Answers reads of the collections without Django's resolver, further middleware and Django REST Framework's dispatch.

What a read needs of them is here, in a few lines: the route, the key, negotiation, and problems. Everything else goes
on to the views, which answer reads in the same way: a test compares all answers with and without this module.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLPattern, resolve
from rest_framework.exceptions import NotAcceptable

from claims.api.http.authentication import role_sent
from claims.api.http.conditions import revalidated
from claims.api.http.problems import problem_response
from claims.api.sql.rows import API_ROOT
from claims.api.urls import urlpatterns
from claims.api.views.endpoint import NUMBER, SLUG, Endpoint
from claims.choices import Role

# An address of a collection, of a row in it, or of a question about the row.
ADDRESS = re.compile(rf"{API_ROOT}([a-z]+)/(?:([a-z0-9-]+)/(?:([a-z]+)/)?)?")
SOME_KEY = "1"  # a slug as well as a number
KEYS = {each.pattern: each for each in (SLUG, NUMBER)}


@dataclass(frozen=True)
class Read:
    """The action of an endpoint that an address names, and the headers of every answer to it."""

    endpoint: type[Endpoint]
    action: str
    headers: dict[str, str]

    def names(self, key: str | None) -> bool:
        """Whether the collection's rows can have that key."""
        return key is None or KEYS[self.endpoint.lookup_value_regex].fullmatch(key) is not None

    def is_accepted(self, request: HttpRequest) -> bool:
        """Whether it answers in a form that the request accepts."""
        try:
            self.endpoint.accepted(request, self.action)
        except NotAcceptable:
            return False
        return True


class ReadsMiddleware:
    """Answers a read of a collection; passes on everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Addresses that look like those of rows, and are none.
        self.others = {API_ROOT + str(each.pattern) for each in urlpatterns if isinstance(each, URLPattern)}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if request.method in {"GET", "HEAD"} and path not in self.others and (address := ADDRESS.fullmatch(path)):
            collection, key, below = address.groups()
            read, role = read_of(collection, key is not None, below), role_sent(request)
            if read and role and read.names(key) and read.is_accepted(request):
                return answer(request, read, role, key)
        return self.get_response(request)


@lru_cache(maxsize=200)
def read_of(collection: str, of_row: bool, below: str | None) -> Read | None:
    """What the URL configuration has at an address; None where that is no read of a collection."""
    parts = [collection, *([SOME_KEY] if of_row else []), *([below] if below else [])]
    try:
        view = resolve(f"{API_ROOT}{'/'.join(parts)}/").func
    except Resolver404:
        return None
    endpoint, actions = getattr(view, "cls", None), getattr(view, "actions", {})
    if endpoint is None or not issubclass(endpoint, Endpoint) or "get" not in actions:
        return None
    allowed = [name for name in endpoint.http_method_names if name in {*actions, "head", "options"}]
    return Read(endpoint, actions["get"], {"Allow": ", ".join(allowed).upper(), "X-Frame-Options": "DENY"})


def answer(request: HttpRequest, read: Read, role: Role, key: str | None) -> HttpResponse:
    """The response to a read, as the view gives it."""
    try:
        response = read.endpoint.respond(request, read.action, request.GET, role=role, key=key)
    except Exception as error:
        problem = problem_response(error, {"request": request})
        if problem is None:
            raise
        response = problem
    if not response.streaming:
        response.headers["Content-Length"] = str(len(response.content))
    for name, value in read.headers.items():
        response.headers.setdefault(name, value)
    revalidated(request, response)
    return response
