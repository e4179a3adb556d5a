"""The schemas of the tools, made of the OpenAPI document: JSON Schema 2020-12 with the components that they need."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims.api.mcp.tools import TOOLS, Tool
from claims.api.openapi.renderers import CompactPlainJson
from claims.api.openapi.views import rendered

COMPONENTS = "#/components/schemas/"
# The rows on a page where nobody asks for another number, and the most of them: they are for a model to read.
ROWS, MOST_ROWS = 10, 50
WHERE = {
    "api": {"type": "string", "format": "uri", "description": "The address of this answer in the API."},
    "page": {
        "type": ["string", "null"],
        "format": "uri",
        "description": "The address where people read it: link to this.",
    },
    "next_cursor": {"type": ["string", "null"], "description": "The `cursor` of the next page, if there is one."},
}


@dataclass(frozen=True)
class Described:
    """A tool as `tools/list` has it, and where it is asked.

    Attributes:
        path: the address in the API, with `{slug}` where it names a row.
        takes: the names of its arguments.
        required: those without which nothing can be asked.
    """

    tool: Tool
    path: str
    takes: tuple[str, ...]
    required: tuple[str, ...]
    listed: dict[str, Any]


@cache
def described() -> dict[str, Described]:
    """The tools by their names. The document depends on the code alone, and so do they."""
    document = json.loads(rendered(CompactPlainJson))
    reads = {
        item["get"]["operationId"]: (path, item["get"]) for path, item in document["paths"].items() if "get" in item
    }
    return {tool.name: describe(tool, *reads[tool.operation], document) for tool in TOOLS}


def describe(tool: Tool, path: str, read: dict[str, Any], document: dict[str, Any]) -> Described:
    """One tool.

    Raises:
        KeyError: it offers a parameter that the operation does not have.
    """
    components = document["components"]
    found = [resolved(each, components) for each in read["parameters"]]
    by_name = {each["name"]: each for each in found if each["in"] != "header"}
    in_path = [name for name, each in by_name.items() if each["in"] == "path"]
    takes = (*in_path, *tool.offers)
    required = tuple(name for name in takes if by_name[name].get("required"))
    properties = {name: argument(by_name[name]) for name in takes}
    answer = read["responses"]["200"]["content"]["application/json"]["schema"]
    listed = {
        "name": tool.name,
        "title": tool.title,
        "description": tool.asks,
        "inputSchema": complete(
            {
                "type": "object",
                "properties": properties,
                "required": list(required),
                "additionalProperties": False,
            },
            components["schemas"],
        ),
        "outputSchema": complete(
            {"type": "object", "properties": {**WHERE, "answer": answer}, "required": [*WHERE, "answer"]},
            components["schemas"],
        ),
        "annotations": {"readOnlyHint": True, "idempotentHint": True, "openWorldHint": False},
    }
    return Described(tool, path, takes, required, listed)


def resolved(parameter: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """A parameter of the document, whether it stands there or is referred to."""
    name = parameter.get("$ref", "").rpartition("/")[2]
    return components["parameters"][name] if name else parameter


def argument(parameter: dict[str, Any]) -> dict[str, Any]:
    """The schema of an argument."""
    schema = {**parameter["schema"], "description": parameter.get("description", "")}
    if parameter["name"] == "limit":
        schema |= {"default": ROWS, "maximum": min(MOST_ROWS, schema["maximum"])}
    return schema


def complete(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """A schema with the components that it refers to, directly or not, as its `$defs`."""
    found: dict[str, Any] = {}
    names = list(references(schema))
    while names:
        name = names.pop()
        if name not in found:
            found[name] = components[name]
            names += references(components[name])
    defined = {"$defs": {name: in_json_schema(found[name]) for name in sorted(found)}} if found else {}
    whole: dict[str, Any] = in_json_schema(schema)
    return whole | defined


def references(value: Any) -> Iterator[str]:
    """The names of the components that a schema refers to."""
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].removeprefix(COMPONENTS)
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def in_json_schema(value: Any) -> Any:
    """A schema of OpenAPI 3.0 as one of JSON Schema, which has no `nullable` and no `discriminator`."""
    if isinstance(value, list):
        return [in_json_schema(each) for each in value]
    if not isinstance(value, dict):
        return value
    schema = {name: in_json_schema(each) for name, each in value.items() if name not in {"nullable", "discriminator"}}
    if isinstance(schema.get("$ref"), str):
        schema["$ref"] = schema["$ref"].replace(COMPONENTS, "#/$defs/")
    if value.get("nullable") is not True:
        return schema
    described = {"description": schema.pop("description")} if "description" in schema else {}
    return {"anyOf": [schema, {"type": "null"}], **described}
