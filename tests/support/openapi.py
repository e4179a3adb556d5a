"""The committed OpenAPI document: its operations with references resolved, and its schemas."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

COMMITTED = Path(settings.BASE_DIR) / "openapi.yaml"
DOCUMENT = yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))
METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")


def component(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the document, or the component that it refers to."""
    while "$ref" in part:
        kind, name = part["$ref"].split("/")[-2:]
        part = DOCUMENT["components"][kind][name]
    return part


def whole(operation: dict[str, Any]) -> dict[str, Any]:
    """An operation with its parameters and responses in place of references."""
    return operation | {
        "parameters": [component(each) for each in operation.get("parameters", [])],
        "responses": {status: component(each) for status, each in operation["responses"].items()},
    }


OPERATIONS = {
    operation["operationId"]: (path, method, whole(operation))
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if method in METHODS
}
LISTS = sorted(
    name
    for name, (_, method, operation) in OPERATIONS.items()
    if method == "get" and any(parameter["name"] == "cursor" for parameter in operation["parameters"])
)

# Addresses under /api/v1/ that are no part of what the document describes.


every_operation = pytest.mark.parametrize("name", sorted(OPERATIONS))


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """A schema or a header with the parts that it is composed of; what stands beside a reference wins."""
    if "$ref" in part:
        return resolved(component(part)) | {key: value for key, value in part.items() if key != "$ref"}
    found: dict[str, Any] = {}
    for each in part.get("allOf", []):
        below = resolved(each)
        found |= below | {name: found.get(name, {}) | below[name] for name in ("properties",) if name in below}
    return found | part


def fields_of(row: dict[str, Any]) -> set[str]:
    """The fields of a row; of a union, those of all its members."""
    members = [resolved(each) for each in resolved(row).get("oneOf", [row])]
    return {name for member in members for name in member["properties"]}


def descriptions(part: dict[str, Any]) -> str:
    """The descriptions of a schema and of all that it is composed of."""
    below = [component(part)] if "$ref" in part else part.get("allOf", [])
    return " ".join([part.get("description", ""), *map(descriptions, below)])


def undescribed(part: dict[str, Any], place: str, about: str = "") -> Iterator[str]:
    """The places at and below `part` that lack a description, or values of an enumeration that it leaves out."""
    about = f"{about} {descriptions(part)}"
    part = resolved(part)
    if not about.strip():
        yield place
    for value in part.get("enum", []):
        if value and f"`{str(value).removeprefix('-')}`" not in about:
            yield f"{place}: {value}"
    for key in ("items", "additionalProperties"):
        if isinstance(part.get(key), dict):
            yield from undescribed(part[key], f"{place}[]", about)
    for choice in part.get("oneOf", []):
        yield from undescribed(choice, place, about)
