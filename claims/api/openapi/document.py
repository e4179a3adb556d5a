"""Post-processing hooks for the OpenAPI document that drf-spectacular composes; the settings have their order."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from claims import choices
from claims.api.collections import COLLECTIONS
from claims.api.openapi.parameters import value_components
from claims.api.search.views import SearchViewSet

Document = dict[str, Any]

EMPTY = {"type": "string", "maxLength": 0}
# Descriptions of columns whose model fields have no `help_text`.
COMMON = {
    "results": "The rows.",
    "id": "Its number, which it keeps.",
    "created_at": "When it was recorded here.",
    "made_on": "First day of the period in which it was said.",
    "updated_at": "When it was last changed here.",
}


def operations(document: Document) -> Iterator[dict[str, Any]]:
    for methods in document["paths"].values():
        yield from methods.values()


def declare_key(result: Document, **kwargs: Any) -> Document:
    """Declares the security scheme, which is optional where an operation does not require it.

    Reading needs no key, but the role of a key may see more.
    """
    result["security"] = [{}, {"key": []}]
    about = "A key, as `manage.py api_key create` makes it."
    result["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer", "description": about}}
    return result


def describe_tags(result: Document, **kwargs: Any) -> Document:
    """Describes each tag by the docstring of its collection."""
    views = {**COLLECTIONS, SearchViewSet.collection: SearchViewSet}
    result["tags"] = [
        {"name": name, "description": " ".join((view.__doc__ or "").split())} for name, view in views.items()
    ]
    return result


def describe_properties(result: Document, **kwargs: Any) -> Document:
    """Describes what has no docstring, `help_text` or field option, and refuses unknown members of bodies."""
    schemas = result["components"]["schemas"]
    schemas["BlankEnum"] |= {"type": "string", "description": "Empty: there is none."}
    schemas["NullEnum"] |= {"description": "Null: there is none."}
    for title, component in schemas.items():
        if title.endswith("BodyRequest"):
            component["additionalProperties"] = False
        for name, described in component.get("properties", {}).items():
            # Bodies and answers have schemas of their own, so that nothing has to say what is read only.
            described.pop("readOnly", None)
            if name in COMMON:
                described.setdefault("description", COMMON[name])
            if name == "external_url" and "type" in described:
                # Empty for a source that is not on the web.
                described["oneOf"] = [{"type": described.pop("type"), "format": described.pop("format")}, EMPTY]
            if EMPTY in described.get("oneOf", []):
                # `oneOf` would refuse an empty text wherever a validator does not check formats: both would match.
                described["anyOf"] = described.pop("oneOf")
    return result


def declare_values(result: Document, **kwargs: Any) -> Document:
    """Declares the schemas of the values that several filters read."""
    schemas = result["components"]["schemas"]
    used = json.dumps(result["paths"])
    for name, schema in value_components(name for name in list(schemas) if hasattr(choices, name)):
        if any(f'schemas/{each}"' in used for each in (name, f"{name}List")):
            schemas[name] = schema
    return result


def describe_enumerations_once(result: Document, **kwargs: Any) -> Document:
    """Leaves the meaning of an enumeration's values to its component, which every property refers to."""
    for component in result["components"]["schemas"].values():
        for described in component.get("properties", {}).values():
            if "$ref" in json.dumps(described) and "description" in described:
                described["description"] = described["description"].partition("\n\n* `")[0]
    return result


def name_types_of_unions(result: Document, **kwargs: Any) -> Document:
    """Gives the member of a union the one value of the discriminator that it has, so that clients can tell it apart."""
    schemas = result["components"]["schemas"]
    for schema in [each for each in schemas.values() if "discriminator" in each]:
        union, name = schema["discriminator"], schema["discriminator"]["propertyName"]
        schema["description"] = f"One of several types, which `{name}` tells apart."
        for value, address in union["mapping"].items():
            described = schemas[address.rpartition("/")[2]]["properties"]
            described[name] = {"type": "string", "enum": [value], "description": f"Its type: `{value}`."}
    return result


def patch_bodies(result: Document, **kwargs: Any) -> Document:
    """Describes the body of PATCH once, and that of POST and PUT as the same with required members."""
    schemas = result["components"]["schemas"]
    for name in [each for each in schemas if each.startswith("Patched")]:
        whole = schemas[name.removeprefix("Patched")]
        required = {"required": whole["required"]} if "required" in whole else {}
        schemas[name.removeprefix("Patched")] = {
            "allOf": [{"$ref": f"#/components/schemas/{name}"}, {"type": "object", **required}],
            "description": whole["description"],
        }
    return result


def details_extend_rows(result: Document, **kwargs: Any) -> Document:
    """Describes the row of a detail as the row of the list with more fields."""
    schemas = result["components"]["schemas"]
    for name, detail in schemas.items():
        row = schemas.get(name.removesuffix("Detail"), detail)
        if row is detail or not row["properties"].items() <= detail["properties"].items():
            continue
        more = {field: schema for field, schema in detail["properties"].items() if field not in row["properties"]}
        base = {"$ref": f"#/components/schemas/{name.removesuffix('Detail')}"}
        extension = {"type": "object", "properties": more, "required": list(more)}
        schemas[name] = {"allOf": [base, extension], "description": detail["description"]}
    return result


def leave_other_forms_undescribed(result: Document, **kwargs: Any) -> Document:
    """Leaves only the media types of streams and of linked data: the schemas are those of JSON."""
    for operation in operations(result):
        content = operation["responses"].get("200", {}).get("content", {})
        content |= {name: {} for name in content if name != "application/json"}
    return result


def share_headers_and_examples(result: Document, **kwargs: Any) -> Document:
    """Makes components of the headers and examples of responses."""
    components = result["components"]
    for operation in operations(result):
        for response in operation["responses"].values():
            examples = (content.get("examples", {}) for content in response.get("content", {}).values())
            for kind, named in (("headers", response["headers"]), *(("examples", each) for each in examples)):
                for name, part in named.items():
                    named[name] = component_reference(components, kind, name, part)
    return result


def component_reference(components: Document, kind: str, name: str, part: Any) -> Any:
    """A reference to a component; the part itself where a different component has the name."""
    known = components.setdefault(kind, {}).setdefault(name, part)
    return {"$ref": f"#/components/{kind}/{name}"} if known == part else part


def share_responses_and_parameters(result: Document, **kwargs: Any) -> Document:
    """Makes components of the responses and parameters that several operations have."""
    components = result["components"]
    counts: Counter[str] = Counter()
    for operation in operations(result):
        counts.update(key_of(part) for part in (*operation.get("parameters", ()), *operation["responses"].values()))
    names: dict[str, str] = {}

    def reference(kind: str, part: Any, *candidates: str) -> Any:
        """A reference to the component that a part is made to; the part itself where only one operation has it.

        The component has the first of `candidates` that no other component of its kind has.
        """
        key = key_of(part)
        if counts[key] == 1:
            return part
        if key not in names:
            known = components.setdefault(kind, {})
            names[key] = next(each for each in candidates if each not in known)
            known[names[key]] = part
        return {"$ref": f"#/components/{kind}/{names[key]}"}

    for operation in operations(result):
        own = operation["operationId"]
        if "parameters" in operation:
            operation["parameters"] = [
                reference("parameters", each, each["name"], f"{own}-{each['name']}") for each in operation["parameters"]
            ]
        # A problem of a write means the same in all writes.
        operation["responses"] = {
            status: reference(
                "responses",
                response,
                status,
                *([f"write-{status}"] if "security" in operation and status >= "400" else []),
                f"{own}-{status}",
            )
            for status, response in operation["responses"].items()
        }
    return result


def key_of(part: Any) -> str:
    return json.dumps(part, sort_keys=True)
