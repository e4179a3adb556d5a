"""Serves the OpenAPI document."""

from functools import cache

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.openapi.renderers import CompactJson, CompactPlainJson, CompactPlainYaml, CompactYaml


class DocumentView(APIView):
    """What can be asked here, for programs: OpenAPI, as YAML or JSON."""

    schema = None
    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (CompactYaml, CompactPlainYaml, CompactJson, CompactPlainJson)

    def get(self, request: Request) -> HttpResponse:
        """The document, in the form that `Accept` asks for."""
        renderer = request.accepted_renderer
        return HttpResponse(
            rendered(type(renderer)),  # type: ignore[arg-type]
            content_type=f"{renderer.media_type}; charset=utf-8",
            headers={"Content-Disposition": f'inline; filename="openapi.{renderer.format}"'},
        )


@cache
def rendered(renderer: type[BaseRenderer]) -> bytes:
    """The document in one form. It depends on the code alone and takes 0.4 s to compose, so it is cached."""
    document: bytes = renderer().render(SchemaGenerator().get_schema(public=True))  # type: ignore[no-untyped-call]
    return document
