"""Answers compared with what Django REST Framework's serializers render from model instances."""

import json
from typing import Any

from django.test import RequestFactory
from rest_framework.utils.encoders import JSONEncoder

from claims.api.collections import COLLECTIONS
from claims.api.views.endpoint import Endpoint
from claims.choices import Role
from tests.support.clients import Get
from tests.support.preload import preload

CONTEXT = {"request": RequestFactory(SERVER_NAME="localhost").get("/api/v1/")}


def rendered(endpoint: type[Endpoint], action: str) -> list[Any]:
    """Every row of an endpoint, rendered from model instances by Django REST Framework, in the order of the keys."""
    variant = endpoint.variants(action)[-1]
    serializer = variant.serializer(many=True, context=CONTEXT)
    rows = variant.rows(endpoint.subject(), Role.READER)
    loaded = preload(rows.order_by("pk"), serializer, Role.READER)
    return [plain(row) for row in serializer.to_representation(loaded)]


def plain(value: Any) -> Any:
    """A value as it is after the JSON renderer and a JSON parser."""
    return json.loads(json.dumps(value, cls=JSONEncoder))


def answered(get: Get, name: str, endpoint: type[Endpoint], ordering: str) -> list[Any]:
    found, url = [], f"{name}/?limit=200&ordering={ordering}"
    while url:
        page = get(url)
        found += page["results"]
        url = (page["next"] or "").partition("/api/v1/")[2]
    return found


def key(endpoint: type[Endpoint], row: Any) -> Any:
    """What names a row; of rows without addresses, the whole row."""
    return row[endpoint.lookup_field] if "retrieve" in endpoint.actions() else json.dumps(row)


def check_everything(get: Get) -> None:
    """Compares every list and every detail with what the serializers render."""
    for name, endpoint in COLLECTIONS.items():
        ordering = next(iter(endpoint.documented("list").parameters.orderings))
        expected = {key(endpoint, row): row for row in rendered(endpoint, "list")}
        rows = {key(endpoint, row): row for row in answered(get, name, endpoint, ordering)}
        assert rows == expected, name
        if "retrieve" not in endpoint.actions():
            continue
        details = {key(endpoint, row): row for row in rendered(endpoint, "retrieve")}
        assert {each: get(f"{name}/{each}/") for each in details} == details, name
