"""The speaker that the tests of tags and of kept answers ask for."""

import pytest

from claims.models import Speaker
from tests.support.factories import ClaimFactory, SpeakerFactory, take


@pytest.fixture
def mark(db: None) -> Speaker:
    speaker: Speaker = SpeakerFactory(slug="mark")
    take(speaker, ClaimFactory(slug="it"), "affirms", made_on="2025-09-23")
    return speaker
