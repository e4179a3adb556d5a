"""openapi.yaml describes every route, parameter and field of the server, and nothing else."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.contrib.admindocs.views import simplify_regex
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from claims.api.collections import COLLECTIONS
from claims.api.openapi import problems
from claims.api.openapi.examples import examples_in, file_of
from claims.api.search.views import SearchViewSet
from claims.models import Source
from tests.support import factories as make
from tests.support.clients import Get

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
UNDOCUMENTED = {
    "/api/v1/": "the index of the collections, for somebody who looks around",
    "/api/v1/schema/": "the document itself",
    "/api/v1/docs/": "a page for people",
    "/api/v1/redoc/": "a page for people",
}

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


def methods_of(view: Any) -> Iterator[str]:
    """The methods that a view has a handler for; a view that is a plain function says nothing about them."""
    yield from getattr(view, "actions", None) or (name for name in METHODS if hasattr(view.view_class, name))


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Each address of the URL configuration, as the document writes it, with each of its methods."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
            continue
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", simplify_regex(route))
        if path.startswith("/api/v1/"):
            yield from ((path, method) for method in methods_of(pattern.callback) if method not in {"head", "options"})


def test_the_committed_document_is_what_the_code_says(tmp_path: Path) -> None:
    fresh = tmp_path / "openapi.yaml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(fresh))
    assert fresh.read_text(encoding="utf-8") == COMMITTED.read_text(encoding="utf-8"), "run `make schema`"


def test_the_served_document_is_the_committed_one(reader: Client) -> None:
    response = reader.get("/api/v1/schema/")
    assert response.status_code == 200
    assert yaml.safe_load(response.content) == DOCUMENT


def test_every_route_is_in_the_document_and_every_address_in_the_document_is_a_route() -> None:
    served = set(routes(get_resolver().url_patterns, "/"))
    assert {path for path, _ in served} >= set(UNDOCUMENTED), "an exemption that is not needed any more"
    documented = {(path, method) for path, method, _ in OPERATIONS.values()}
    assert {route for route in served if route[0] not in UNDOCUMENTED} == documented


def test_the_document_is_small_enough_to_be_read_at_once() -> None:
    assert len(COMMITTED.read_bytes()) <= 300_000


def test_the_served_json_has_no_white_space_between_its_tokens(reader: Client) -> None:
    served = reader.get("/api/v1/schema/", headers={"Accept": "application/json"}).content
    assert served == json.dumps(json.loads(served), ensure_ascii=False, separators=(",", ":")).encode()


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


@every_operation
def test_every_operation_has_a_summary_of_one_line(name: str) -> None:
    summary = OPERATIONS[name][2]["summary"]
    assert 0 < len(summary) <= 120
    assert "\n" not in summary


# Members that a full answer may lack -> when it has them.
OPTIONAL = {
    "Claim": {"positions"},  # with `speaker`
    "Problem": {"errors"},  # where there are several
    "ParameterError": {"parameter", "pointer"},  # one of the two
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
def test_the_documented_parameters_and_fields_are_those_that_options_names(reader: Client, name: str) -> None:
    path, method, operation = OPERATIONS[name]
    answer = reader.options(path.replace("{slug}", "a-slug").replace("{id}", "1")).json()
    if method == "get":
        documented = {each["name"] for each in operation.get("parameters", []) if each["in"] == "query"}
        assert documented == set(answer["parameters"])
        row = operation["responses"]["200"]["content"]["application/json"]["schema"]
        if name in LISTS:
            row = resolved(row)["properties"]["results"]["items"]
        assert fields_of(row) == set(answer["fields"])
    assert method.upper() in answer["methods"]


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


def comparable(answer: Any) -> Any:
    """An answer with ids, times and cursors replaced by constants: they differ each time the article is loaded."""
    text = json.dumps(answer, ensure_ascii=False)
    text = re.sub(r'"\d{4}-\d\d-\d\dT[^"]*"', '"a moment"', text)
    text = re.sub(r'"id": \d+', '"id": 1', text)
    text = re.sub(r'"since": "[^"]*"', '"since": "a-token"', text)
    text = re.sub(r"/(affiliations|stances|corrections)/\d+/", r"/\1/1/", text)
    return json.loads(re.sub(r"cursor=[^\"&]*", "cursor=a-cursor", text))


def correct_something() -> None:
    """A correction: the article has none."""
    made = {"speaker": make.SpeakerFactory(slug="a-mayor", name="A mayor"), "source": Source.objects.get()}
    said = make.StatementFactory(slug="a-mayor-no-drones", text="There are no drones.", **made)
    more = make.StatementFactory(
        slug="a-mayor-no-more-drones", text="There are no more drones.", supersedes=said, **made
    )
    make.correct(
        said, "corrected", what="A word was missing: “more”.", why="The recording, at 12:07.", replacement=more
    )


@pytest.mark.usefixtures("article")
def test_the_answers_shown_are_those_that_the_api_gives(get: Get) -> None:
    """After a change that is meant: `RECORD_ANSWERS=1 pytest tests/api/openapi/test_openapi.py`, then `make schema`."""
    make.RedirectFactory(collection="speakers", old_slug="peskov", new_slug="dmitry-peskov")
    correct_something()
    numbered = ("affiliations", "stances", "corrections")
    numbers = {name: get(f"{name}/?limit=1&ordering=id")["results"][0]["id"] for name in numbered}
    changed = []
    for file in {file_of(view) for view in (*COLLECTIONS.values(), SearchViewSet)}:
        examples = examples_in(file)
        for name, shown in examples.items():
            given = get(shown["request"].format(id=numbers.get(name.split("_")[0])))
            if comparable(given) != comparable(shown["answer"]):
                changed.append(name)
                shown["answer"] = given
        if "RECORD_ANSWERS" in os.environ:
            file.write_text(json.dumps(examples, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert changed == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("example", "path"),
    [(problems.BAD_REQUEST, "claims/?speker=dmitry-peskov"), (problems.NOT_FOUND, "claims/the-moon-is-cheese/")],
)
def test_the_errors_shown_are_those_that_the_api_gives(get: Get, example: Any, path: str) -> None:
    answer = get(path, status=example.value["status"])
    assert answer | {"instance": ""} == example.value | {"instance": ""}


@pytest.mark.parametrize("page", ["docs", "redoc"])
def test_the_pages_about_the_api_load_nothing_from_other_hosts(reader: Client, page: str) -> None:
    response = reader.get(f"/api/v1/{page}/")
    assert response.status_code == 200
    html = response.content.decode()
    elsewhere = {url for url in re.findall(r"""(?:https?:)?//[\w.-]+\.\w+[^\s"'<>]*""", html) if "localhost" not in url}
    assert elsewhere == set()


@pytest.mark.parametrize("page", ["docs", "redoc"])
def test_what_the_pages_about_the_api_load_is_there(reader: Client, page: str) -> None:
    html = reader.get(f"/api/v1/{page}/").content.decode()
    loaded = [url for url in re.findall(r"""(?:src|href|url)\s*[=:]\s*["']([^"']+)["']""", html) if "//" not in url]
    assert any(url.endswith(".js") for url in loaded)
    for url in loaded:
        response = reader.head(url)
        assert response.status_code == 200, url
        assert int(response["Content-Length"]) > 0, url


def test_the_docs_page_shows_the_document_to_no_validator_elsewhere(reader: Client) -> None:
    assert '"validatorUrl": null' in reader.get("/api/v1/docs/").content.decode()
