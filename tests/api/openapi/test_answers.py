"""Real answers of every list, detail and question have the fields and types that openapi.yaml promises."""

import copy
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft4Validator, FormatChecker

from claims.models import Claim
from tests.support import factories as make
from tests.support.article import correct_something
from tests.support.endpoints import ENDPOINTS, Endpoint
from tests.support.openapi import DOCUMENT, OPERATIONS


def json_schema(part: Any) -> Any:
    """A part of the document as JSON Schema, which has no `nullable`: a list of types or of schemas instead."""
    if isinstance(part, list):
        return [json_schema(each) for each in part]
    if not isinstance(part, dict):
        return part
    schema = {name: json_schema(each) for name, each in part.items() if name != "nullable"}
    return {"anyOf": [schema, {"type": "null"}]} if part.get("nullable") is True else schema


COMPONENTS = {"components": json_schema(copy.deepcopy(DOCUMENT["components"]))}


def faults(schema: dict[str, Any], answer: Any) -> list[str]:
    """Where an answer is not what a schema of the document says."""
    validator = Draft4Validator({**json_schema(schema), **COMPONENTS}, format_checker=FormatChecker())
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(answer)]


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=str)
def test_every_answer_has_what_the_document_requires(reader: Client, endpoint: Endpoint) -> None:
    make.RedirectFactory(collection="speakers", old_slug="peskov", new_slug="dmitry-peskov")
    correct_something()
    make.ReviewFactory(claim=Claim.objects.earliest("pk"))
    make.SourceFactory(publisher="Reuters")
    paged = "limit=200" if endpoint.parameters.paged else ""
    words = "&q=drones" if "q" in endpoint.parameters.required else ""
    answer = reader.get(endpoint.path(f"{paged}{words}"))
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert found.get("results") != []
    described = OPERATIONS[f"{endpoint.collection}_{endpoint.action}"][2]["responses"]["200"]
    assert faults(described["content"]["application/json"]["schema"], found) == []


def test_a_missing_field_is_a_fault() -> None:
    whole = {"slug": "a", "url": "http://localhost/a", "name": "A", "kind": "person", "country": ""}
    schema = {"$ref": "#/components/schemas/SpeakerBrief"}
    assert faults(schema, whole) == []
    assert faults(schema, {name: value for name, value in whole.items() if name != "kind"}) == [
        ": 'kind' is a required property"
    ]
