"""Fixtures of the tests of undoing merges: a person who is recorded twice, and two claims."""

from typing import Any

import pytest

from claims.models import Speaker
from tests.support import factories as make


@pytest.fixture
def kept() -> Speaker:
    return make.SpeakerFactory(name="Dmitry Peskov", slug="peskov")  # type: ignore[no-any-return]


@pytest.fixture
def other() -> Speaker:
    return make.SpeakerFactory(name="Dmitry Peskov", slug="d-s-peskov", country="RU")  # type: ignore[no-any-return]


@pytest.fixture
def claims() -> tuple[Any, Any]:
    return make.ClaimFactory(slug="deliberate"), make.ClaimFactory(slug="on-purpose")
