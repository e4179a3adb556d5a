"""`fields`, `omit` and `brief`: which fields an answer has."""

from collections.abc import Iterator
from typing import Any

import pytest

from claims.api.query.selection import children
from claims.api.resources.claims.holders import HOLDERS
from claims.models import Speaker
from tests.support.asking import ask, body, complaints
from tests.support.endpoints import Endpoint, every_endpoint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
WORLD_SIZE = 3


def shown(endpoint: Endpoint, query: str = "") -> dict[str, Any]:
    """The first row of a list, or the row itself."""
    if not endpoint.parameters.paged:
        return body(endpoint.path(query))
    return body(endpoint.path(f"limit=1&{query}".strip("&")))["results"][0]


@every_endpoint
def test_each_field_can_be_asked_for_alone_and_left_out(endpoint: Endpoint) -> None:
    fields = shown(endpoint).keys()
    assert {name: list(shown(endpoint, f"fields={name}")) for name in fields} == {name: [name] for name in fields}
    assert {name: list(shown(endpoint, f"omit={name}")) for name in fields} == {
        name: [other for other in fields if other != name] for name in fields
    }


def paths(serializer: Any, above: str = "") -> Iterator[str]:
    """The dotted path of every field below a field."""
    for name, field in children(serializer).items():
        if above:
            yield f"{above}{name}"
        yield from paths(field, f"{above}{name}.")


def without_rest(value: Any, steps: list[str]) -> bool:
    """Whether a row has the field that a dotted path names, and no other field at any level of the path."""
    if isinstance(value, list):
        return all(without_rest(each, steps) for each in value)
    return not steps or value is None or (list(value) == steps[:1] and without_rest(value[steps[0]], steps[1:]))


def holds(value: Any, steps: list[str]) -> bool:
    if isinstance(value, list):
        return any(holds(each, steps) for each in value)
    return not steps or (value is not None and steps[0] in value and holds(value[steps[0]], steps[1:]))


@every_endpoint
def test_each_dotted_field_can_be_asked_for_alone_and_left_out(endpoint: Endpoint) -> None:
    dotted = [path for path in paths(endpoint.serializer()) if path != "parts.parts"]
    assert [
        path
        for path in dotted
        if not without_rest(shown(endpoint, f"{with_field(endpoint, path)}fields={path}"), path.split("."))
    ] == []
    assert [
        path for path in dotted if holds(shown(endpoint, f"{with_field(endpoint, path)}omit={path}"), path.split("."))
    ] == []


def with_field(endpoint: Endpoint, path: str) -> str:
    """The beginning of a query string for a first row that has the field above a dotted path."""
    if endpoint.collection == "claims" and endpoint.action == "list":
        return f"speaker={Speaker.objects.order_by('pk').first()}&"
    if endpoint.collection == "search" and path.split(".", maxsplit=1)[0] in ("tallies", *HOLDERS):
        return "type=claim&holders=true&q=claim&"
    return ""


@every_endpoint
def test_brief_answers_with_the_short_form(endpoint: Endpoint) -> None:
    assert set(shown(endpoint, "brief=true")) == set(endpoint.serializer.Meta.brief)


@every_endpoint
def test_brief_and_fields_exclude_each_other(endpoint: Endpoint) -> None:
    field = endpoint.serializer.Meta.brief[0]
    assert complaints(ask(endpoint.path(f"brief=true&fields={field}"))).keys() == {"brief"}


@every_endpoint
def test_a_misspelt_field_is_named_with_the_right_name(endpoint: Endpoint) -> None:
    for parameter in ("fields", "omit"):
        for field in endpoint.serializer.Meta.brief:
            asked = endpoint.path(f"{parameter}={field}{field[-1]}")
            assert f"Did you mean “{field}”?" in complaints(ask(asked))[parameter]
