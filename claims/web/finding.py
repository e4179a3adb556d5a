"""What the page at `/search/` shows: the claims that words may be about, and what is found by them.

Both are answers of the API, asked as anybody would ask it.
"""

import json
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from claims.api.views.matching import MatchView
from claims.api.views.search import SearchViewSet
from claims.search.query_language import alternatives

MOST_FOUND = 20
MOST_MATCHES = 5
# A claim is shown as being meant if that is at least as likely as this.
LEAST_SCORE = 0.1
# The text that stands for a row of each type.
TITLES = {"speaker": "name", "claim": "text", "statement": "text", "incident": "name", "source": "headline"}

VIEWS: dict[str, Any] = {"search": SearchViewSet.as_view({"get": "list"}), "claims-match": MatchView.as_view()}


class Piece(NamedTuple):
    """A part of a text, and whether it was asked for."""

    text: str
    marked: bool


class Found(NamedTuple):
    """A row that was found, and its text in pieces."""

    row: dict[str, Any]
    pieces: list[Piece]


class Finding(NamedTuple):
    """What the page shows. `problem` says why there is nothing, where the words cannot be searched for."""

    matches: list[dict[str, Any]]
    rows: list[Found]
    suggestion: str | None = None
    problem: str = ""
    more: bool = False


def finding(request: HttpRequest, words: str) -> Finding:
    """What is found by `words`."""
    found = ask("search", request, q=words, limit=MOST_FOUND)
    if errors := found.get("errors"):
        return Finding([], [], problem=" ".join(error["detail"] for error in errors))
    matches = ask("claims-match", request, text=words, limit=MOST_MATCHES).get("results", []) if plain(words) else []
    return Finding(
        matches=[each for each in matches if each["score"] >= LEAST_SCORE],
        rows=[Found(row, list(pieces(row))) for row in found["results"]],
        suggestion=found["suggestion"],
        more=bool(found["next"]),
    )


def plain(words: str) -> bool:
    """Whether the words are only that: with marks that mean something to a search, they are no sentence."""
    asked = alternatives(words)
    return '"' not in words and len(asked) == 1 and not any(term.without for term in asked[0])


def ask(name: str, request: HttpRequest, **query: Any) -> dict[str, Any]:
    """The answer of an address of the API to somebody without a key."""
    host = {"host": request.get_host()}
    response = VIEWS[name](RequestFactory().get(reverse(name), query, secure=request.is_secure(), headers=host))
    if hasattr(response, "render"):
        response.render()
    answer: dict[str, Any] = json.loads(response.content)
    return answer


def pieces(row: dict[str, Any]) -> list[Piece]:
    """The title of a row, parted where the words are that were asked for."""
    field = TITLES[row["type"]]
    text, found, place = row[field], [], 0
    for mark in sorted((each for each in row["highlights"] if each["field"] == field), key=lambda each: each["start"]):
        found += [Piece(text[place : mark["start"]], False), Piece(text[mark["start"] : mark["end"]], True)]
        place = mark["end"]
    return [piece for piece in [*found, Piece(text[place:], False)] if piece.text]
