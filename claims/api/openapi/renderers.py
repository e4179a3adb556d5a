"""Renders the OpenAPI document compactly: YAML with short values on one line, JSON without white space."""

from typing import Any

import yaml
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

LINE_WIDTH = 120


class Dumper(yaml.SafeDumper):
    """Writes no anchors and aliases, which many tools that read OpenAPI do not know."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class CompactYaml(OpenApiYamlRenderer):
    """YAML in which a collection of scalars takes one line, as in `{$ref: …}`."""

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        text = yaml.dump(
            plain(data), Dumper=Dumper, default_flow_style=None, sort_keys=False, allow_unicode=True, width=LINE_WIDTH
        )
        return text.encode()


class CompactPlainYaml(CompactYaml):
    """The same under the general media type."""

    media_type = "application/yaml"


class CompactJson(OpenApiJsonRenderer):
    """JSON without white space."""

    def get_indent(self, *args: Any, **kwargs: Any) -> None:
        return None


class CompactPlainJson(CompactJson):
    """The same under the general media type."""

    media_type = "application/json"


def plain(value: Any) -> Any:
    """A value made of Python's own types, which is what the dumper writes: no subclasses of str or dict."""
    if isinstance(value, dict):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, str) else value
