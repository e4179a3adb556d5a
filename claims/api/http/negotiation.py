"""Content negotiation: Django REST Framework's decision, cached for each Accept header."""

from collections.abc import Iterable
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

# The JSON-LD context of web annotations, which is their profile as well.
ANNOTATIONS = "http://www.w3.org/ns/anno.jsonld"


class NdjsonRenderer(BaseRenderer):
    """Stands for streams of JSON rows in the negotiation; claims/api/streams composes them."""

    media_type = "application/x-ndjson"
    format = "ndjson"


class CsvRenderer(BaseRenderer):
    media_type = "text/csv"
    format = "csv"


class XlsxRenderer(BaseRenderer):
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    format = "xlsx"


class JsonLdRenderer(BaseRenderer):
    """Stands for JSON-LD about one row (claims/api/views/linked.py)."""

    media_type = "application/ld+json"
    format = "jsonld"


class AnnotationRenderer(BaseRenderer):
    """Stands for web annotations, which a client asks for by their profile (Web Annotation Protocol, 4.2)."""

    media_type = f'application/ld+json; profile="{ANNOTATIONS}"'
    format = "annotations"


# The forms of a list, the one first that a client gets to which all are the same.
OF_LISTS: tuple[type[BaseRenderer], ...] = (JSONRenderer, NdjsonRenderer, CsvRenderer, XlsxRenderer)
MEDIA_TYPES = {str(each.format): str(each.media_type) for each in OF_LISTS}


class Negotiation(DefaultContentNegotiation):
    """Django REST Framework decides anew for each request, which took a tenth of a request's time."""

    def select_renderer(self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: Any = None) -> Any:
        return decide(request.META.get("HTTP_ACCEPT", "*/*"), tuple(type(each) for each in renderers))


@lru_cache(maxsize=200)
def decide(accept: str, renderers: tuple[type[BaseRenderer], ...]) -> Any:
    """The renderer and the media type.

    Raises:
        NotAcceptable: no renderer fits; this is not cached.
    """
    request: Any = SimpleNamespace(headers={"accept": accept}, query_params={})
    return DefaultContentNegotiation().select_renderer(request, [each() for each in renderers])


def accepted_form(request: HttpRequest | Request, renderers: tuple[type[BaseRenderer], ...]) -> str:
    """The form that a request accepts: `json`, `ndjson` …

    Raises:
        NotAcceptable: none of the forms is acceptable.
    """
    renderer, _ = decide(request.META.get("HTTP_ACCEPT", "*/*"), renderers)
    return str(renderer.format)
