"""Fixtures of all tests: clients of the API, and the article's data."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.test import Client

from claims.choices import Role
from tests.support.article import load_article
from tests.support.clients import Get, Keyed
from tests.support.loaded import loaded
from tests.support.world import make_world

pytest_plugins = [f"tests.support.{name}" for name in ("plans", "reading_page", "records", "skips", "unguarded")]


@pytest.fixture
def reader() -> Client:
    """A client without an account."""
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
    """The rows of the fixtures, loaded once for the tests of a module and rolled back after them."""
    with loaded(django_db_blocker, load_article):
        yield


@pytest.fixture
def article(loaded_article: None, db: None) -> None:
    """The rows of the fixtures; a test's changes to them are rolled back."""


@pytest.fixture
def coder(db: None) -> Keyed:
    return Keyed(Role.CODER, "carla-coder")


@pytest.fixture
def other_coder(db: None) -> Keyed:
    return Keyed(Role.CODER, "otto-coder")


@pytest.fixture
def reviewer(db: None) -> Keyed:
    return Keyed(Role.REVIEWER, "rita-reviewer")


@pytest.fixture
def editor(db: None) -> Keyed:
    return Keyed(Role.EDITOR, "ed-editor")


@pytest.fixture(scope="module")
def rows(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A world of rows for all tests of a module, of the size that its WORLD_SIZE says."""
    with loaded(django_db_blocker, partial(make_world, request.module.WORLD_SIZE)):
        yield
