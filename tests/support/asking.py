"""Requests of a reader, and what the answers to them say."""

from typing import Any

from tests.support.endpoints import READER

# Addresses whose answers show the speaker of the fixture `mark`, below the API's root.
ABOUT_MARK = (
    "speakers/",
    "speakers/mark/",
    "speakers/mark/positions/",
    "claims/?speaker=mark",
    "statements/?count=exact",
    "search/?q=mark",
)


def ask(path: str) -> Any:
    return READER.get(path)


def body(path: str) -> Any:
    response = ask(path)
    assert response.status_code == 200, f"{path}: {response.content.decode()}"
    return response.json()


def complaints(response: Any) -> dict[str, str]:
    """The details of a 400 by parameter; empty for any other answer."""
    return {e["parameter"]: e["detail"] for e in response.json()["errors"]} if response.status_code == 400 else {}


def refused_parameters(path: str) -> list[str]:
    """The parameters that a 400 complains of, in its order; none for any other answer."""
    response = ask(path)
    return [error["parameter"] for error in response.json()["errors"]] if response.status_code == 400 else []
