"""Calls of tools: each is a GET of the API within the same request, with its key, its role and its errors."""

import json
from http import HTTPStatus
from io import BytesIO
from typing import Any, cast
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from rest_framework.exceptions import APIException

from claims.api.http.conditions import CONDITIONAL_HEADERS
from claims.api.http.problems import problem_response
from claims.api.mcp.schema import MOST_ROWS, ROWS, Described
from claims.api.mcp.tools import PAGED
from claims.api.query.errors import InvalidParameters, ParameterError
from claims.api.query.suggestions import MAX_ECHOED, suggested
from claims.api.sql.rows import API_ROOT

MOST_BYTES = 200_000  # of an answer
MOST_VALUES = 50  # of an argument


class AnswerTooLarge(APIException):
    """The answer is larger than a model should read at once."""

    status_code = 413
    default_code = "answer-too-large"


def call(request: HttpRequest, described: Described, arguments: dict[str, Any]) -> dict[str, Any]:
    """The result of `tools/call`. What the API refuses is an error of the tool, which a model can mend."""
    try:
        address = address_of(described, arguments)
        response = ask(request, address)
        if response.status_code == HTTPStatus.MOVED_PERMANENTLY:  # a former slug
            address = urlsplit(response["Location"]).path + "?" + urlsplit(address).query
            response = ask(request, address)
        if response.status_code == HTTPStatus.OK and len(response.content) > MOST_BYTES:
            found = len(response.content)
            raise AnswerTooLarge(f"The answer has {found:,} bytes, and {MOST_BYTES:,} are the most: ask for less.")
    except APIException as error:
        response = cast(HttpResponse, problem_response(error, {"request": request}))
    text = response.content.decode()
    content = [{"type": "text", "text": text}]
    if response.status_code != HTTPStatus.OK:
        return {"content": content, "isError": True}
    answer, page = json.loads(text), page_of(described, address)
    whole = {
        "api": request.build_absolute_uri(address),
        "page": page and request.build_absolute_uri(page),
        "next_cursor": cursor_in(answer.get("next")),
        "answer": answer,
    }
    content[0]["text"] = json.dumps(whole, ensure_ascii=False)
    return {"content": content, "structuredContent": whole, "isError": False}


def address_of(described: Described, arguments: dict[str, Any]) -> str:
    """The address of the question.

    Raises:
        InvalidParameters: with an error for each argument that cannot be sent.
    """
    errors = [
        ParameterError(name[:MAX_ECHOED], "unknown", f"There is no such parameter here.{near}")
        for name, near in suggested((each for each in arguments if each not in described.takes), described.takes)
    ]
    errors += [
        ParameterError(name, "required", "This tool needs it.") for name in described.required if name not in arguments
    ]
    given = {name: texts(name, value, errors) for name, value in arguments.items() if name in described.takes}
    if "limit" in described.takes:
        given.setdefault("limit", [str(ROWS)])
        if given["limit"] and given["limit"][0].isdecimal() and int(given["limit"][0]) > MOST_ROWS:
            errors.append(ParameterError("limit", "invalid", f"At most {MOST_ROWS}."))
    path, slug = described.path, "".join(given.pop("slug", [])) if "{slug}" in described.path else ""
    if slug:
        path = path.replace("{slug}", quote(slug, safe=""))
        try:
            resolve(path)
        except Resolver404:
            errors.append(ParameterError("slug", "invalid", f"“{slug[:MAX_ECHOED]}” is no slug: `search` finds slugs."))
    if errors:
        raise InvalidParameters(errors)
    return f"{path}?{urlencode(given, doseq=True)}"


def texts(name: str, value: Any, errors: list[ParameterError]) -> list[str]:
    """The values of an argument as they stand in an address; adds an error where it has none."""
    values = value if isinstance(value, list) else [value]
    if len(values) > MOST_VALUES or not all(isinstance(each, str | int | float) for each in values):
        errors.append(ParameterError(name, "invalid", f"A value, or a list of at most {MOST_VALUES}."))
        return []
    return [str(each).lower() if isinstance(each, bool) else str(each) for each in values]


def ask(request: HttpRequest, address: str) -> HttpResponse:
    """The API's answer to a GET with the key of the request."""
    path, _, query = address.partition("?")
    environ = {name: value for name, value in request.META.items() if name not in CONDITIONAL_HEADERS}
    environ |= {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_ACCEPT": "application/json"}
    environ |= {"CONTENT_LENGTH": "", "CONTENT_TYPE": "", "wsgi.input": BytesIO()}
    view, args, kwargs = resolve(path)
    response: HttpResponse = view(WSGIRequest(environ), *args, **kwargs)
    if hasattr(response, "render"):
        response.render()
    return response


def page_of(described: Described, address: str) -> str | None:
    """The address where people read the same, from the first page on."""
    if not described.tool.has_page:
        return None
    path, _, query = address.partition("?")
    asked = [(name, value) for name, value in parse_qsl(query) if name not in PAGED]
    return f"/{path.removeprefix(API_ROOT)}{'?' if asked else ''}{urlencode(asked)}"


def cursor_in(following: str | None) -> str | None:
    """The cursor in the address of the next page."""
    return parse_qs(urlsplit(following).query)["cursor"][0] if following else None
