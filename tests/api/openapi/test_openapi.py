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

from claims.api import schema
from claims.models import Source
from tests.support import factories as make
from tests.support.clients import Get

COMMITTED = Path(settings.BASE_DIR) / "openapi.yaml"
DOCUMENT = yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))
METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
OPERATIONS = {
    operation["operationId"]: (path, method, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if method in METHODS
}
LISTS = sorted(
    name
    for name, (_, method, operation) in OPERATIONS.items()
    if method == "get" and any(parameter["name"] == "cursor" for parameter in operation.get("parameters", []))
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
    """A schema or a header with its reference resolved; keys beside the reference win."""
    for reference in [part, *part.get("allOf", [])]:
        if "$ref" in reference:
            kind, name = reference["$ref"].split("/")[-2:]
            target = DOCUMENT["components"][kind][name]
            return resolved(target) | {key: value for key, value in part.items() if key != "$ref"}
    return part


def undescribed(part: dict[str, Any], place: str, about: str = "") -> Iterator[str]:
    """The parts of a schema without a description, and the values of enumerations that no description names."""
    part = resolved(part)
    about = f"{about} {part.get('description', '')}"
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
        row = resolved(operation["responses"]["200"]["content"]["application/json"]["schema"])
        if name in LISTS:
            row = resolved(row["properties"]["results"]["items"])
        assert list(row["properties"]) == answer["fields"]
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


@pytest.mark.parametrize("name", LISTS)
def test_every_list_shows_an_answer(name: str) -> None:
    _, _, operation = OPERATIONS[name]
    shown = operation["responses"]["200"]["content"]["application/json"].get("examples", {})
    assert [example["value"] for example in shown.values()] == [schema.ANSWERS[name]["answer"]]


def comparable(answer: Any) -> Any:
    """An answer with ids, times and cursors replaced by constants: they differ each time the article is loaded."""
    text = json.dumps(answer, ensure_ascii=False)
    text = re.sub(r'"\d{4}-\d\d-\d\dT[^"]*"', '"a moment"', text)
    text = re.sub(r'"id": \d+', '"id": 1', text)
    text = re.sub(r'"since": "[^"]*"', '"since": "a-place"', text)
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
    requests = {name: shown["request"] for name, shown in schema.ANSWERS.items()}
    given = {name: get(asked.format(id=numbers.get(name.split("_")[0]))) for name, asked in requests.items()}
    changed = [name for name, shown in schema.ANSWERS.items() if comparable(given[name]) != comparable(shown["answer"])]
    if "RECORD_ANSWERS" in os.environ and changed:
        for name in changed:
            schema.ANSWERS[name]["answer"] = given[name]
        text = json.dumps(schema.ANSWERS, ensure_ascii=False, indent=1)
        Path(schema.__file__).with_name("examples.json").write_text(text + "\n", encoding="utf-8")
    assert changed == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("example", "path"),
    [(schema.BAD_REQUEST, "claims/?speker=dmitry-peskov"), (schema.NOT_FOUND, "claims/the-moon-is-cheese/")],
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
