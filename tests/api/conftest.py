"""Fixtures of the API's tests."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.world import world


@pytest.fixture(scope="module")
def rows(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A world of rows for all tests of a module, of the size that its WORLD_SIZE says."""
    with world(django_db_blocker, request.module.WORLD_SIZE):
        yield
