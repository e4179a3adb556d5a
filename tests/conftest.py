"""Fixtures of all tests: an anonymous reader of the API, and the article's data."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client

pytest_plugins = ["tests.support.skips", "tests.support.keys"]

FIXTURES = sorted(str(path) for path in (Path(settings.BASE_DIR) / "fixtures").glob("*.json"))

Get = Callable[..., Any]


@pytest.fixture
def reader() -> Client:
    """Somebody without an account, in a browser or a script."""
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def get(reader: Client) -> Get:
    """`get("claims/?disputed=true")`: the answer's JSON, after checking that it is a success (or `status`)."""

    def ask(path: str, status: int = 200) -> Any:
        response = reader.get(f"/api/v1/{path}")
        assert response.status_code == status, response.content.decode()
        return response.json()

    return ask


@pytest.fixture(scope="module")
def loaded_article(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The fixtures' rows, loaded once for the tests of a module and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", *FIXTURES, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def article(loaded_article: None, db: None) -> None:
    """The rows that the fixtures encode; what a test does to them is taken back after it."""
