"""What the page at `/search/` shows: the rows that words find, and the claims that they may be about.

Both are answers of the API, read in this process.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from claims.api.matching.answers import match_passage
from claims.api.query.errors import InvalidParameters
from claims.api.search.views import SearchViewSet
from claims.api.sql.rows import API_ROOT
from claims.choices import Role, Searched
from claims.search.query_language import alternatives
from claims.web.narrowing import Chip, Offer

MAX_ROWS = 20
MAX_MATCHES = 5
# How likely a claim has to be to stand above what the words find, and to be shown at all.
LIKELY, MIN_SCORE = 0.5, 0.1
# Characters before and after a word that is shown out of a long text.
AROUND = 60
# The field of each type that stands for the row.
TITLES = {"speaker": "name", "claim": "text", "statement": "text", "incident": "name", "source": "headline"}
# What an address of the page may have beside `q`.
NARROWING = ("speaker", "incident", "type", "cursor")


class Piece(NamedTuple):
    """A part of a text; `marked`: it is a word of the query."""

    text: str
    marked: bool


class FoundRow(NamedTuple):
    """A row that was found, and its title in pieces; where the words are in another text, a piece of that as well."""

    row: dict[str, Any]
    title: list[Piece]
    excerpt: list[Piece]


class SearchResults(NamedTuple):
    """What the page shows.

    Attributes:
        likely: the claims that the words are likely about, as `/claims/match/` answers them.
        unlikely: those that they may be about.
        rows: the rows that the words find.
        types: the types that rows can be narrowed to.
        within: the speaker or incident within which the words are looked for.
        address: the same in the API.
        next: the address in the API of the next page; empty on the last one.
        suggestion: other words, where these find nothing.
        problem: why the words cannot be searched for; empty where they can.
    """

    likely: list[dict[str, Any]]
    unlikely: list[dict[str, Any]]
    rows: list[FoundRow]
    types: list[Offer]
    within: list[Chip]
    address: str
    next: str = ""
    suggestion: str | None = None
    problem: str = ""


def asked(words: str, **narrowed: str) -> dict[str, str]:
    """The parameters of the search that the page shows: people search before they have typed everything."""
    return {"q": words, "prefix": "true", **narrowed}


def search_results(request: HttpRequest, words: str) -> SearchResults:
    """What a reader without a key finds by `words`."""
    root = request.build_absolute_uri(API_ROOT)
    narrowed = {name: value for name in NARROWING if (value := request.GET.get(name))}
    address = f"{API_ROOT}search/?{urlencode(asked(words, **narrowed))}"
    types, within = offers(words, narrowed), chips(words, narrowed)
    given = QueryDict(mutable=True)
    given.update({**asked(words, **narrowed), "limit": str(MAX_ROWS)})
    if narrowed.get("type", Searched.CLAIM) == Searched.CLAIM:
        given["holders"] = "true"
    try:
        reading = SearchViewSet.read("list", given, role=Role.READER, root=root)
    except InvalidParameters as invalid:
        problem = " ".join(error.detail for error in invalid.errors)
        return SearchResults([], [], [], types, within, address, problem=problem)
    found = json.loads(reading.body)
    matches = (
        match_passage(words, reader=Role.READER, root=root, limit=MAX_MATCHES, brief=False)["results"]
        if is_plain(words) and not narrowed
        else []
    )
    return SearchResults(
        likely=[each for each in matches if each["score"] >= LIKELY],
        unlikely=[each for each in matches if MIN_SCORE <= each["score"] < LIKELY],
        rows=[found_row(row) for row in found["results"]],
        types=types,
        within=within,
        address=address,
        next=found["next"] or "",
        suggestion=found["suggestion"],
    )


def page_with(words: str, narrowed: dict[str, str], **other: str) -> str:
    """The address of the first page of a search, with some of its parameters changed; those that are empty are off."""
    given = {name: value for name, value in {**narrowed, **other, "cursor": ""}.items() if value}
    return f"?{urlencode({'q': words, **given})}"


def offers(words: str, narrowed: dict[str, str]) -> list[Offer]:
    on = narrowed.get("type", "")
    return [Offer(each, None, page_with(words, narrowed, type=each), on == each) for each in Searched.values]


def chips(words: str, narrowed: dict[str, str]) -> list[Chip]:
    return [
        Chip(name, narrowed[name], page_with(words, narrowed, **{name: ""}))
        for name in ("speaker", "incident", "type")
        if name in narrowed
    ]


def is_plain(words: str) -> bool:
    """Whether the words hold no operator of a search; with operators, they are no sentence to match."""
    asked = alternatives(words)
    return '"' not in words and len(asked) == 1 and not any(term.without for term in asked[0])


def found_row(row: dict[str, Any]) -> FoundRow:
    title = TITLES[row["type"]]
    fields = [mark["field"] for mark in row["highlights"]]
    elsewhere = fields[:1] if title not in fields else []
    return FoundRow(
        row, list(pieces(row, title)), [piece for field in elsewhere for piece in shortened(list(pieces(row, field)))]
    )


def pieces(row: dict[str, Any], field: str) -> Iterator[Piece]:
    """A text of a row, such as `text` or `other_names/0`, split at the ends of its highlights."""
    name, _, number = field.partition("/")
    text, start = row[name][int(number)] if number else row[name], 0
    for mark in sorted((each for each in row["highlights"] if each["field"] == field), key=lambda each: each["start"]):
        if mark["start"] > start:
            yield Piece(text[start : mark["start"]], False)
        yield Piece(text[mark["start"] : mark["end"]], True)
        start = mark["end"]
    if start < len(text):
        yield Piece(text[start:], False)


def shortened(text: list[Piece]) -> list[Piece]:
    """The first marked piece of a text, and what stands around it."""
    first = next(number for number, piece in enumerate(text) if piece.marked)
    before, after = ("".join(piece.text for piece in part) for part in (text[:first], text[first + 1 :]))
    return [
        Piece(before if len(before) <= AROUND else f"…{before[-AROUND:]}", False),
        text[first],
        Piece(after if len(after) <= AROUND else f"{after[:AROUND]}…", False),
    ]
