"""What the page at `/search/` shows: the rows that words find, and the claims that they may be about.

Both are answers of the API, read in this process.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.api.matching.answers import match_passage
from claims.api.query.errors import InvalidParameters
from claims.api.resources.incidents.views import IncidentViewSet
from claims.api.resources.speakers.views import SpeakerViewSet
from claims.api.search.views import SearchViewSet
from claims.api.sql.rows import API_ROOT
from claims.choices import Role, Searched
from claims.search.query_language import alternatives
from claims.web.narrowing import Offer
from claims.web.page import part, read_parts
from claims.web.words import HEADINGS

MAX_ROWS = 20
MAX_MATCHES = 5
# How likely a claim has to be to stand above what the words find, and to be shown at all: the first, since of matches
# with a lower score most are wrong (docs/decisions/0023-matching.md).
LIKELY, MIN_SCORE = 0.5, 0.1
# Characters before and after a word that is shown out of a long text.
AROUND = 60
# The field of each type that stands for the row.
TITLES = {"speaker": "name", "claim": "text", "statement": "text", "incident": "name", "source": "headline"}
# What narrows a search, and the collections of what it is narrowed to.
WITHIN = {"speaker": SpeakerViewSet, "incident": IncidentViewSet}
KEPT = (*WITHIN, "type")


class Piece(NamedTuple):
    """A part of a text; `marked`: it is a word of the query."""

    text: str
    marked: bool


class FoundRow(NamedTuple):
    """A row that was found, and its title in pieces; where the words are in another text, a piece of that as well."""

    row: dict[str, Any]
    title: list[Piece]
    excerpt: list[Piece]


class FoundClaim(NamedTuple):
    """A claim that the words may be about, as `/claims/match/` answers it, and its text in pieces."""

    match: dict[str, Any]
    title: list[Piece]


class Within(NamedTuple):
    """A speaker or an incident within which the words are looked for, and the address of the page without it."""

    kind: str
    name: str
    without: str


class SearchResults(NamedTuple):
    """What the page shows.

    Attributes:
        likely: the claims that the words are likely about.
        unlikely: those that they may be about, and that are not among the rows.
        rows: the rows that the words find, without the likely claims.
        types: all types, and each that rows can be narrowed to.
        within: the speaker and the incident within which the words are looked for.
        kept: the parameters that another search keeps.
        address: the same in the API.
        previous: the address in the API of the previous page; empty on the first one.
        next: the address in the API of the next page; empty on the last one.
        suggestion: other words, where these find nothing, and the address of the page with them.
        problem: why the words cannot be searched for; empty where they can.
    """

    types: list[Offer]
    kept: dict[str, str]
    address: str
    likely: list[FoundClaim] = []
    unlikely: list[FoundClaim] = []
    rows: list[FoundRow] = []
    within: list[Within] = []
    previous: str = ""
    next: str = ""
    suggestion: tuple[str, str] | None = None
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the words find nothing."""
        return not (self.problem or self.rows or self.likely)


def search_results(request: HttpRequest, words: str) -> SearchResults:
    """What a reader without a key finds by `words`."""
    kept = {name: value for name in KEPT if (value := request.GET.get(name))}
    cursor = {"cursor": value} if (value := request.GET.get("cursor")) else {}
    # People search before they have typed everything.
    asked = {"q": words, "prefix": "true", **kept, **cursor}
    only_claims = kept.get("type", Searched.CLAIM) == Searched.CLAIM
    names = {
        kind: part(endpoint, "list", slug__in=kept[kind], fields="name")
        for kind, endpoint in WITHIN.items()
        if kind in kept
    }
    holders = {"holders": "true"} if only_claims else {}
    shown = SearchResults(offers(words, kept), kept, part(SearchViewSet, "list", **asked).address)
    try:
        rows = part(SearchViewSet, "list", **asked, **holders, limit=MAX_ROWS)
        answers, _ = read_parts(request, {"rows": rows, **names})
    except InvalidParameters as invalid:
        return shown._replace(problem=" ".join(error.detail for error in invalid.errors))
    found = answers["rows"]
    is_sentence = is_plain(words) and only_claims and not (names or cursor)
    matches = matches_of(request, words) if is_sentence else []
    likely = {each["claim"]["slug"]: each for each in matches if each["score"] >= LIKELY}
    claims = {row["slug"]: row for row in found["results"] if row["type"] == Searched.CLAIM}
    return shown._replace(
        likely=[found_claim(match, claims.get(slug)) for slug, match in likely.items()],
        unlikely=[
            found_claim(each)
            for each in matches
            if MIN_SCORE <= each["score"] < LIKELY and each["claim"]["slug"] not in claims
        ],
        rows=[found_row(row) for row in found["results"] if row["type"] != Searched.CLAIM or row["slug"] not in likely],
        within=[
            Within(kind, answers[kind]["results"][0]["name"], page_with(words, kept, **{kind: ""})) for kind in names
        ],
        previous=found["previous"] or "",
        next=found["next"] or "",
        suggestion=(other, page_with(other, kept)) if (other := found["suggestion"]) else None,
    )


def matches_of(request: HttpRequest, words: str) -> list[dict[str, Any]]:
    """The claims that the words may be about, the likeliest first, as `/claims/match/` answers them."""
    root = request.build_absolute_uri(API_ROOT)
    found: list[dict[str, Any]] = match_passage(words, reader=Role.READER, root=root, limit=MAX_MATCHES, brief=False)[
        "results"
    ]
    return found


def found_claim(match: dict[str, Any], row: dict[str, Any] | None = None) -> FoundClaim:
    """A claim that the words may be about; `row`, where they find it as well."""
    return FoundClaim(match, list(pieces(row, "text")) if row else [Piece(match["claim"]["text"], False)])


def page_with(words: str, kept: Mapping[str, str], **other: str) -> str:
    """The address of the first page of a search, with some of its parameters changed; those that are empty are off."""
    return f"?{urlencode({'q': words, **{name: value for name, value in {**kept, **other}.items() if value}})}"


def offers(words: str, kept: Mapping[str, str]) -> list[Offer]:
    on = kept.get("type", "")
    everything = Offer("", _("Everything"), page_with(words, kept, type=""), not on)
    return [
        everything,
        *(Offer(each, HEADINGS[f"{each}s"], page_with(words, kept, type=each), each == on) for each in Searched.values),
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
