"""A page: answers of the API, read together by one statement, in a template.

The address of a page is that of its first answer in the API without `/api/v1`; the page of a list has the same query
string as well. So a page finds, filters and pages as the API does, and every page can name the request that answers
the same in JSON.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.decorators import method_decorator
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django.views.generic import View

from claims.api.http.conditions import READ_FROM
from claims.api.http.kept import ReadFrom
from claims.api.http.tags import tag_of
from claims.api.query.errors import InvalidParameters
from claims.api.query.parser import Given
from claims.api.sql.rows import API_ROOT
from claims.api.views.endpoint import Endpoint
from claims.api.views.questions import MovedError, read_together
from claims.choices import Role

# The pages use a style sheet, icons and forms, and one script that suggests as one types; nothing else is allowed.
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
NEVER_FRAMED = "; ".join(f"{name} {value}" for name, value in POLICY.items())
HEADERS = {"Content-Security-Policy": NEVER_FRAMED, "Cache-Control": "no-cache"}
# What others append to the links that people share.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id")
# Rows of a list that has the page to itself, and of a list beside others.
ROWS, ROWS_BESIDE = 20, 6


@dataclass(frozen=True)
class Part:
    """A read of the API that a page shows.

    Attributes:
        given: its query string.
        key: the key of the row that its address names.
    """

    endpoint: type[Endpoint]
    action: str
    given: Given
    key: str | None = None

    @property
    def address(self) -> str:
        """Its address in the API, without the host."""
        query = self.given.urlencode() if isinstance(self.given, QueryDict) else ""
        return f"{API_ROOT}{self.endpoint.path(self.action, self.key)}{query and '?'}{query}"


def part(endpoint: type[Endpoint], action: str, key: str | None = None, **given: Any) -> Part:
    """A read with a query string of its own."""
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in given.items()})
    return Part(endpoint, action, query, key)


def own_query(request: HttpRequest) -> QueryDict:
    """The query string of a request, without what others appended to a link."""
    query = request.GET.copy()
    for name in filter(TRACKING.match, [*query]):
        del query[name]
    return query


def asked(endpoint: type[Endpoint], action: str, request: HttpRequest, key: str | None = None, **given: Any) -> Part:
    """A read with the query string of the request, and what that leaves open as `given` has it."""
    query = own_query(request)
    for name, value in given.items():
        query.setdefault(name, str(value))
    return Part(endpoint, action, query, key)


Parts = Mapping[str, Part]
Answers = dict[str, Any]


def read_parts(request: HttpRequest, parts: Parts) -> tuple[Answers, ReadFrom]:
    """The answers of the parts by their names, decoded, and what they were read from.

    Raises:
        InvalidParameters, Http404, MovedError: as `Question.read`.
    """
    root = request.build_absolute_uri(API_ROOT)
    questions = [
        each.endpoint.ask(each.action, each.given, role=Role.READER, root=root, key=each.key) for each in parts.values()
    ]
    results = read_together(questions)
    answers = {name: json.loads(result.body) for name, result in zip(parts, results, strict=True)}
    return answers, reduce(ReadFrom.joined, [each.read_from for each in results])


def without_language(path: str) -> str:
    """The path of a page without the language that it was asked for in: the one that stands for all of them."""
    return f"/{path.removeprefix(get_script_prefix())}"


def canonical(request: HttpRequest, query: QueryDict | None = None) -> str:
    """The address of a page without a language, with the parameters that it depends on."""
    path = without_language(request.path)
    return request.build_absolute_uri(f"{path}?{query.urlencode()}" if query else path)


def rendered(request: HttpRequest, template: str, context: Mapping[str, Any], kept: ReadFrom | None) -> HttpResponse:
    """The response with a page; with `kept`, it is kept until what it was read from changes."""
    return composed(render_to_string(template, {"canonical": canonical(request), **context}, request).encode(), kept)


def composed(
    body: bytes, kept: ReadFrom | None, content_type: str | None = None, headers: Mapping[str, str] = HEADERS
) -> HttpResponse:
    """The response with a body; with `kept`, it is kept until what it was read from changes."""
    response = HttpResponse(body, content_type=content_type, headers=headers)
    if kept:
        response.headers["ETag"] = tag_of(body)
        setattr(response, READ_FROM, kept)
    return response


@method_decorator(require_safe, name="dispatch")
class PageView(View):
    """A page of one or more parts.

    Attributes:
        template: the name of its template below `web/`.
        depends_on_query: whether the query string selects what it shows.
        parts: its parts by name; the first one is the one that the address names.
        further: parts that depend on the answers to the first ones, which a second statement reads.
        shown: what the template shows beside the answers, made of them.
        problem_template: the template that says why there is nothing to show.
    """

    template = ""
    problem_template = "web/problem.html"
    depends_on_query = False
    parts: Callable[..., Parts]

    def further(self, answers: Answers) -> Parts:
        return {}

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        return {}

    def get(self, request: HttpRequest, key: str | None = None) -> HttpResponse:
        try:
            parts = self.parts(request, key)
            answers, kept = read_parts(request, parts)
            if further := self.further(answers):
                more, also = read_parts(request, further)
                parts, answers, kept = {**parts, **further}, {**answers, **more}, kept.joined(also)
        except (MovedError, Http404) as gone:
            if key is None:  # renamed, merged or deleted between two statements
                return self.get(request)
            if isinstance(gone, MovedError):
                return HttpResponsePermanentRedirect(present_address(request, gone.slug))
            return problem(request, HTTPStatus.NOT_FOUND, [str(gone)], self.problem_template)
        except InvalidParameters as invalid:
            reasons = [f"{each.parameter}: {each.detail}" for each in invalid.errors]
            return problem(request, HTTPStatus.BAD_REQUEST, reasons, self.problem_template)
        return self.response(request, parts, answers, kept)

    def response(self, request: HttpRequest, parts: Parts, answers: Answers, kept: ReadFrom) -> HttpResponse:
        """The page that shows the answers."""
        first = next(iter(parts.values()))
        about = {
            "json": first.address,
            "requests": [each.address for each in parts.values()],
            "canonical": canonical(request, own_query(request) if self.depends_on_query else None),
        }
        context = {**about, **answers, **self.shown(answers)}
        return rendered(request, f"web/{self.template}.html", context, kept)


def present_address(request: HttpRequest, slug: str) -> str:
    """The address of the request with a row's present slug in place of the former one."""
    match = request.resolver_match
    assert match  # noqa: S101 - the request has come to a view
    query = request.META.get("QUERY_STRING", "")
    return reverse(match.view_name, kwargs={**match.kwargs, "key": slug}) + (f"?{iri_to_uri(query)}" if query else "")


def refused(request: HttpRequest, *known: str) -> HttpResponse | None:
    """The page that says which parameters of the request there are not, if it has other ones than those known."""
    said = gettext("{name}: there is no such parameter here.")
    unknown = [said.format(name=name) for name in own_query(request) if name not in known]
    return problem(request, HTTPStatus.BAD_REQUEST, unknown) if unknown else None


def problem(
    request: HttpRequest, status: HTTPStatus, reasons: list[str], template: str = "web/problem.html"
) -> HttpResponse:
    """A page that says why there is nothing to show; it asks neither the database nor for the host."""
    context = {"reasons": reasons, "status": int(status), "id": request.META.get("REQUEST_ID", "")}
    body = render_to_string(template, context, request)
    return HttpResponse(body, status=status, headers={**HEADERS, "Cache-Control": "no-store"})
