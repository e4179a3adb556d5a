"""`manage.py spectacular`: drf-spectacular's command, writing the same text that the API serves."""

from typing import Any

from drf_spectacular.management.commands import spectacular

from claims.api.openapi.renderers import CompactJson, CompactYaml


class Command(spectacular.Command):
    def get_renderer(self, format: str) -> Any:  # noqa: A002 - named by drf-spectacular
        return {"openapi": CompactYaml, "openapi-json": CompactJson}[format]()
