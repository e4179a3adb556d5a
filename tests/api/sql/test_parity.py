"""The JSON that PostgreSQL composes is what Django REST Framework's serializers render, for every endpoint and row."""

import json
from typing import Any

import pytest
from django.test import RequestFactory
from rest_framework.utils.encoders import JSONEncoder

from claims import models
from claims.api.query import Form
from claims.api.urls import COLLECTIONS
from claims.api.views.base import Endpoint
from claims.choices import Role
from tests.conftest import Get
from tests.support.preload import preload

CONTEXT = {"request": RequestFactory(SERVER_NAME="localhost").get("/api/v1/")}


def rendered(endpoint: type[Endpoint], action: str) -> list[Any]:
    """Every row of an endpoint, rendered from model instances by Django REST Framework, in the order of the keys."""
    serializer = endpoint.serializer_class_of(action)(many=True, context=CONTEXT)
    rows = endpoint.rows(action, Form(), Role.READER)
    loaded = preload(rows.order_by("pk"), serializer, Role.READER)
    return [plain(row) for row in serializer.to_representation(loaded)]


def plain(value: Any) -> Any:
    """As the JSON renderer and a JSON parser leave it."""
    return json.loads(json.dumps(value, cls=JSONEncoder))


def answered(get: Get, name: str, endpoint: type[Endpoint], ordering: str) -> list[Any]:
    found, url = [], f"{name}/?limit=200&ordering={ordering}"
    while url:
        page = get(url)
        found += page["results"]
        url = (page["next"] or "").partition("/api/v1/")[2]
    return found


def key(endpoint: type[Endpoint], row: Any) -> Any:
    return row[endpoint.lookup_field]


def check_everything(get: Get) -> None:
    """Compares every list and every detail with what the serializers render."""
    for name, endpoint in COLLECTIONS.items():
        ordering = next(iter(endpoint.list_accepts.orderings))
        expected = {key(endpoint, row): row for row in rendered(endpoint, "list")}
        rows = {key(endpoint, row): row for row in answered(get, name, endpoint, ordering)}
        assert rows == expected, name
        details = {key(endpoint, row): row for row in rendered(endpoint, "retrieve")}
        assert {each: get(f"{name}/{each}/") for each in details} == details, name


@pytest.mark.usefixtures("article")
def test_lists_and_details_of_the_article_are_what_the_serializers_render(get: Get) -> None:
    check_everything(get)


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize("model", [models.Speaker, models.Claim])
def test_positions_and_their_timelines_are_what_the_serializers_render(get: Get, model: type) -> None:
    name = f"{model._meta.model_name}s"
    endpoint = COLLECTIONS[name]
    serializer = endpoint.serializer_class_of("positions")(many=True, context=CONTEXT)
    for row in model.objects.all():
        rows = row.positions.order_by("-last_on", "-pk")
        expected = plain(serializer.to_representation(preload(rows, serializer, Role.READER)))
        assert get(f"{name}/{row.slug}/positions/?limit=200")["results"] == expected


@pytest.mark.usefixtures("article")
def test_positions_on_a_day_after_all_statements_are_the_present_ones(get: Get) -> None:
    for claim in models.Claim.objects.all():
        now = get(f"claims/{claim.slug}/positions/?limit=200")
        assert get(f"claims/{claim.slug}/positions/?limit=200&as_of=2100-01-01")["results"] == now["results"]


@pytest.mark.usefixtures("article")
def test_stances_of_a_claim_are_what_the_serializers_render(get: Get) -> None:
    serializer = COLLECTIONS["stances"].serializer_class_of("list")(many=True, context=CONTEXT)
    for claim in models.Claim.objects.all():
        rows = claim.stances.order_by("-statement__made_on", "-pk")
        expected = plain(serializer.to_representation(preload(rows, serializer, Role.READER)))
        assert get(f"claims/{claim.slug}/stances/?limit=200")["results"] == expected


@pytest.mark.usefixtures("article")
def test_claims_by_speaker_show_the_positions_of_that_speaker_alone(get: Get) -> None:
    expected = {
        (position.claim.slug, position.capacity): position.position
        for position in models.Position.objects.filter(speaker__slug="dmitry-peskov").select_related("claim")
    }
    rows = get("claims/?speaker=dmitry-peskov&limit=200")["results"]
    assert {(row["slug"], each["capacity"]): each["position"] for row in rows for each in row["positions"]} == expected
    assert {each["speaker"]["slug"] for row in rows for each in row["positions"]} == {"dmitry-peskov"}
