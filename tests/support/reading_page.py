"""A text for the reading page, and what a browser would send for a card."""

from html import unescape
from typing import Any

import pytest

from claims.models import Source
from tests.support import factories as make

FIRST, SECOND = "We saw three large drones over the runway", "That accusation is baseless"
TEXT = (
    f"COPENHAGEN. “{FIRST},” said Mette Holm on Monday 😀.\n\n"
    f"“{SECOND},” Ivan Petrov told reporters. The operation is called “Eastern Sentry”.\n"
)


def span(words: str, text: str = TEXT) -> str:
    start = text.index(words)
    return f"{start}-{start + len(words)}"


@pytest.fixture
def source() -> Source:
    made: Source = make.SourceFactory(slug="drones", content=TEXT, language="en", published_on="2025-09-23")
    make.SpeakerFactory(slug="holm", name="Mette Holm", sort_name="Holm, Mette")
    return made


def address(words: str, **more: str) -> str:
    return f"/desk/read/drones/?at={span(words)}"


def html(response: Any) -> str:
    return unescape(response.content.decode())


def fields(response: Any) -> dict[str, Any]:
    """The fields that a browser would send for the card."""
    return {name: value for name, value in response.context["card"].values.items() if value}


def record(client: Any, words: str, **changes: Any) -> Any:
    """Opens the card for some words, fills in `changes` and records it."""
    return client.post(address(words), {**fields(client.get(address(words))), "intent": "record", **changes})


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 422, response.get("Location", response.status_code)
    return dict(response.context["card"].errors)
