"""Serves the OpenAPI document, and gives the pages that show it a Content-Security-Policy."""

from collections.abc import Callable
from functools import cache, wraps
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.generators import SchemaGenerator
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.openapi.renderers import CompactJson, CompactPlainJson, CompactPlainYaml, CompactYaml
from claims.api.query.errors import InvalidParameters, ParameterError
from claims.api.query.suggestions import MAX_ECHOED

# Swagger UI and Redoc set styles from their scripts; Redoc searches in a worker that it makes itself.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


FORMS: dict[str, type[BaseRenderer]] = {"json": CompactPlainJson, "yaml": CompactPlainYaml}


class DocumentView(APIView):
    """What can be asked here, for programs: OpenAPI, as YAML or JSON."""

    schema = None
    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (CompactYaml, CompactPlainYaml, CompactJson, CompactPlainJson)

    def get(self, request: Request) -> HttpResponse:
        """The document, in the form that `?format=` or else `Accept` asks for.

        Raises:
            InvalidParameters: there is no such form, or another parameter is given.
        """
        renderer = self.asked(request) or request.accepted_renderer
        return HttpResponse(
            rendered(type(renderer)),
            content_type=f"{renderer.media_type}; charset=utf-8",
            headers={"Content-Disposition": f'inline; filename="openapi.{renderer.format}"'},
        )

    @staticmethod
    def asked(request: Request) -> BaseRenderer | None:
        """The renderer that `?format=` names."""
        wrong = []
        for name, values in request.query_params.lists():
            if name != "format":
                wrong.append(ParameterError(name[:MAX_ECHOED], "unknown", "The document has one parameter: `format`."))
            elif len(values) > 1 or values[0] not in FORMS:
                wrong.append(ParameterError(name, "invalid", f"It is one of {', '.join(FORMS)}, and given once."))
        if wrong:
            raise InvalidParameters(wrong)
        return FORMS[request.query_params["format"]]() if request.query_params else None


COMPOSING = Lock()


def rendered(renderer: type[BaseRenderer]) -> bytes:
    """The document in one form. The generator keeps state outside of itself, so one thread composes at a time."""
    with COMPOSING:
        return cached(renderer)  # type: ignore[arg-type]


@cache
def cached(renderer: type[BaseRenderer]) -> bytes:
    """The document depends on the code alone and takes 0.4 s to compose."""
    document: bytes = renderer().render(SchemaGenerator().get_schema(public=True))  # type: ignore[no-untyped-call]
    return document


def page(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view of a page that shows the document, with the policy."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> Any:
        response = view(request, **kwargs)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response

    return answer
