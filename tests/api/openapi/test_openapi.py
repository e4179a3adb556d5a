"""openapi.yaml describes every route, parameter and field of the server, and nothing else."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.admindocs.views import simplify_regex
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from claims.api.collections import COLLECTIONS
from claims.api.openapi import problems
from claims.api.openapi.examples import examples_in, file_of
from claims.api.search.views import SearchViewSet
from tests.support import factories as make
from tests.support.article import correct_something, review_something
from tests.support.clients import Get
from tests.support.openapi import COMMITTED, DOCUMENT, LISTS, METHODS, OPERATIONS, every_operation, fields_of, resolved

UNDOCUMENTED = {
    "/api/v1/": "the index of the collections, for somebody who looks around",
    "/api/v1/schema/": "the document itself",
    "/api/v1/docs/": "a page for people",
    "/api/v1/redoc/": "a page for people",
}


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


def comparable(answer: Any) -> Any:
    """An answer with ids, times and cursors replaced by constants: they differ each time the article is loaded."""
    text = json.dumps(answer, ensure_ascii=False)
    text = re.sub(r'"\d{4}-\d\d-\d\dT[^"]*"', '"a moment"', text)
    text = re.sub(r'"id": \d+', '"id": 1', text)
    text = re.sub(r'"since": "[^"]*"', '"since": "a-token"', text)
    text = re.sub(r"/(affiliations|stances|corrections)/\d+/", r"/\1/1/", text)
    return json.loads(re.sub(r"cursor=[^\"&]*", "cursor=a-cursor", text))


@pytest.mark.usefixtures("article")
def test_the_answers_shown_are_those_that_the_api_gives(get: Get) -> None:
    """After a change that is meant: `RECORD_ANSWERS=1 pytest tests/api/openapi/test_openapi.py`, then `make schema`."""
    make.RedirectFactory(collection="speakers", old_slug="peskov", new_slug="dmitry-peskov")
    correct_something()
    review_something()
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
    assert '"validatorUrl": null' in reader.get("/api/v1/docs/?script=").content.decode()
