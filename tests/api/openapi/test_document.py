"""The form of openapi.yaml: everything is described, required fields are named, and parts are shared."""

import json
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from claims.api.openapi.renderers import CompactJson
from claims.api.openapi.views import cached, rendered
from tests.support.openapi import (
    COMMITTED,
    DOCUMENT,
    LISTS,
    METHODS,
    OPERATIONS,
    component,
    every_operation,
    resolved,
    undescribed,
)


def test_the_document_is_small_enough_to_be_read_at_once() -> None:
    # 299 kB before merges could be undone; each operation takes about 2 kB, what streams take 7 kB, and reviews 44 kB.
    assert len(COMMITTED.read_bytes()) <= 422_000


def test_the_served_json_has_no_white_space_between_its_tokens(reader: Client) -> None:
    served = reader.get("/api/v1/schema/", headers={"Accept": "application/json"}).content
    assert served == json.dumps(json.loads(served), ensure_ascii=False, separators=(",", ":")).encode()


def test_the_document_is_composed_once_however_many_ask_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    composed = []

    def slowly(generator: SchemaGenerator, **options: bool) -> dict[str, str]:
        composed.append(generator)
        time.sleep(0.2)
        return {"openapi": "3.0.3"}

    monkeypatch.setattr(SchemaGenerator, "get_schema", slowly)
    cached.cache_clear()
    try:
        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(rendered, [CompactJson] * 4))
    finally:
        cached.cache_clear()
    assert (len(composed), answers) == (1, [b'{"openapi":"3.0.3"}'] * 4)


def test_every_tag_of_an_operation_is_described_and_no_other() -> None:
    used = {tag for _, _, operation in OPERATIONS.values() for tag in operation["tags"]}
    assert used == {tag["name"] for tag in DOCUMENT["tags"] if tag["description"]}


def test_writes_require_the_key_that_is_declared_and_reads_may_have_it() -> None:
    assert DOCUMENT["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert DOCUMENT["security"] == [{}, {"key": []}]
    reads = {"claims_match_passage"} | {name for name, (_, method, _) in OPERATIONS.items() if method == "get"}
    required = {name for name, (_, _, operation) in OPERATIONS.items() if operation.get("security") == [{"key": []}]}
    assert required == OPERATIONS.keys() - reads
    assert {name for name in reads if "security" in OPERATIONS[name][2]} == set()


VERBS = {
    *("Approve", "Change", "Confirm", "Correct", "Delete", "Find", "List", "Merge", "Publish", "Submit"),
    *("Read", "Record", "Reject", "Reopen", "Replace", "Search", "Undo"),
}


@every_operation
def test_every_operation_has_a_summary_of_one_line_that_says_what_it_does(name: str) -> None:
    summary = OPERATIONS[name][2]["summary"]
    assert 0 < len(summary) <= 120
    assert "\n" not in summary
    # Documentation pages show a summary as plain text.
    assert "`" not in summary
    assert summary.split()[0] in VERBS


# Members that a full answer may lack -> when it has them.
OPTIONAL = {
    "Claim": {"positions"},  # with `speaker`
    "CandidateStatement": {"text", "speaker", "attribution", "made_on", "made_on_precision"},  # what the text tells
    "Match": {"affirmed_by", "denied_by"},  # with `brief=false`
    "FoundClaim": {"affirmed_by", "denied_by"},  # with `holders`
    "PublisherDetail": {"newest_sources", "newest_statements", "quoted"},  # with `name`
    "Problem": {"errors"},  # where there are several
    "ParameterError": {"parameter", "pointer", "candidates"},  # one of the first two
    "Candidate": {"url", "pointer", "text", "name", "score"},  # of a claim or a speaker, there or in the same array
    "SearchRowPage": {"facets"},  # with `facets`
}
COUNTED = {"count", "count_is_estimate"}  # with `count`


@pytest.mark.parametrize("name", sorted(name for name in DOCUMENT["components"]["schemas"] if "Body" not in name))
def test_every_field_of_an_answer_is_required_but_for_those_that_a_parameter_asks_for(name: str) -> None:
    schema = DOCUMENT["components"]["schemas"][name]
    for part in [schema, *schema.get("allOf", [])]:
        optional = part.get("properties", {}).keys() - part.get("required", [])
        assert optional == OPTIONAL.get(
            name, COUNTED & part.get("properties", {}).keys() if name.endswith("Page") else set()
        )


def test_a_row_that_was_found_is_one_of_the_types_told_apart_by_type() -> None:
    union = DOCUMENT["components"]["schemas"]["FoundRow"]
    assert union["discriminator"]["propertyName"] == "type"
    values = {
        value: component({"$ref": address})["properties"]["type"]["enum"]
        for value, address in union["discriminator"]["mapping"].items()
    }
    assert values == {value: [value] for value in ("speaker", "claim", "statement", "incident", "source")}


def test_operation_ids_are_unique() -> None:
    names = [
        operation["operationId"]
        for methods in DOCUMENT["paths"].values()
        for method, operation in methods.items()
        if method in METHODS
    ]
    assert [name for name, times in Counter(names).items() if times > 1] == []


@every_operation
def test_every_parameter_and_every_answer_is_described(name: str) -> None:
    _, _, operation = OPERATIONS[name]
    missing = [] if operation["description"] else ["the operation"]
    for parameter in operation.get("parameters", []):
        if not parameter.get("description"):
            missing.append(parameter["name"])
        missing += undescribed(parameter["schema"], parameter["name"], parameter.get("description", ""))
    for status, response in operation["responses"].items():
        missing += [status] if not response["description"] else []
        missing += [
            f"{status} {header}" for header, of in response["headers"].items() if not resolved(of).get("description")
        ]
    assert missing == []


@every_operation
def test_every_operation_may_be_refused_for_a_while_and_says_how_much_is_left(name: str) -> None:
    answers = OPERATIONS[name][2]["responses"]
    assert list(answers["429"]["content"]) == ["application/problem+json"]
    assert {status for status, answer in answers.items() if "Retry-After" in answer["headers"]} == {"429", "503"}
    assert [
        status
        for status, answer in answers.items()
        if not answer["headers"].keys() >= {"RateLimit", "RateLimit-Policy"}
    ] == []


@pytest.mark.parametrize("name", sorted(DOCUMENT["components"]["schemas"]))
def test_every_property_and_every_value_is_described(name: str) -> None:
    component = DOCUMENT["components"]["schemas"][name]
    missing = list(undescribed(component, name))
    for key, described in component.get("properties", {}).items():
        missing += undescribed(described, f"{name}.{key}")
    assert missing == []


def test_every_sort_of_page_shows_an_answer() -> None:
    answers = [OPERATIONS[name][2]["responses"]["200"]["content"]["application/json"] for name in LISTS]
    pages = {answer["schema"]["$ref"] for answer in answers}
    assert {answer["schema"]["$ref"] for answer in answers if answer.get("examples")} == pages


def test_shared_parts_are_named_by_what_they_are_and_not_by_numbers() -> None:
    shared = DOCUMENT["components"]
    numbered = [name for kind in ("parameters", "responses") for name in shared[kind] if re.search(r"-\d\d?$", name)]
    assert numbered == []


def test_a_part_that_may_be_empty_is_valid_whether_or_not_a_validator_checks_formats() -> None:
    empty = {"type": "string", "maxLength": 0}
    schemas = DOCUMENT["components"]["schemas"].items()
    wrong = [
        f"{title}.{name}"
        for title, schema in schemas
        for name, part in schema.get("properties", {}).items()
        if empty in part.get("oneOf", [])
    ]
    assert wrong == []


def test_the_document_comes_in_the_form_that_is_asked_for(reader: Client) -> None:
    assert reader.get("/api/v1/schema/?format=json").json()["openapi"].startswith("3.")
    as_yaml = reader.get("/api/v1/schema/?format=yaml", headers={"Accept": "application/json"})
    assert as_yaml.content.startswith(b"openapi:")


@pytest.mark.parametrize("query", ["format=xml", "format=json&format=yaml", "lang=de", "Format=json"])
def test_a_parameter_that_the_document_does_not_have_is_refused(reader: Client, query: str) -> None:
    answer = reader.get(f"/api/v1/schema/?{query}")
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/#invalid-parameters")
