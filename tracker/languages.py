"""The language of a page: that of its address, `/de/…`, or else the one that the browser asks for.

A language before an address works like a mount point: the rest of the address is resolved as if it were not there, and
every address that is made meanwhile begins with it. So forms, redirects and links keep the language, without a cookie.
The API speaks English only: nothing is activated for it, and it has no address with a language.
"""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.translation.trans_real import parse_accept_lang_header

CODES = [code for code, _ in settings.LANGUAGES]
PREFIX = re.compile(rf"/({'|'.join(map(re.escape, CODES))})(/.*)?", re.DOTALL)
# What has one language only, and thus no address with a language.
WITHOUT = ("/api/", "/mcp", settings.STATIC_URL, "/healthz", "/favicon.ico", "/robots.txt", "/sitemap")


class LanguageMiddleware:
    """Takes the language off the address, and activates it while the page is composed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(WITHOUT):
            return self.get_response(request)
        given = PREFIX.fullmatch(request.path_info)
        if given is None:
            response = composed(request, preferred(request.META.get("HTTP_ACCEPT_LANGUAGE", "")), self.get_response)
            patch_vary_headers(response, ["Accept-Language"])
            return response
        code, path = given.groups()
        if path is None and request.method in {"GET", "HEAD"}:
            return HttpResponsePermanentRedirect(in_language(code, "/", request.META.get("QUERY_STRING", "")))
        if path is None or path.startswith(WITHOUT) or PREFIX.fullmatch(path):
            return self.get_response(request)  # no address of ours begins so, which is for the resolver to say
        request.path_info = path
        outside = get_script_prefix()
        set_script_prefix(f"{outside}{code}/")
        try:
            return composed(request, code, self.get_response)
        finally:
            set_script_prefix(outside)


def composed(request: HttpRequest, code: str, get_response: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The response in a language. What the thread does afterwards is not in that language any more."""
    request.LANGUAGE_CODE = code
    with translation.override(code):
        response = get_response(request)
    if response.status_code != HTTPStatus.NOT_MODIFIED and response.headers.get("Content-Type", "").startswith("text/"):
        response.headers.setdefault("Content-Language", code)
    return response


def preferred(accepted: str) -> str:
    """The first of our languages in an `Accept-Language`, by its weights; else the first one there is."""
    for tag, weight in parse_accept_lang_header(accepted):
        if tag == "*":
            break
        if weight and (code := tag.partition("-")[0]) in CODES:
            return code
    return CODES[0]


def in_language(code: str, path: str, query: str) -> str:
    """The address of a page in a language.

    Args:
        path: the one without a language, as `request.path_info` has it.
        query: the query string as it was sent; may be empty.
    """
    return f"/{code}{escape_uri_path(path)}" + (f"?{iri_to_uri(query)}" if query else "")
