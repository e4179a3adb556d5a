"""ClaimReview of schema.org, as JSON-LD: one, a list, a graph, the feed of Data Commons, or the page that it stands in.

Sites write it in many ways. What can be read for certain is read; the rest is left out and told, or the record refused.
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, BinaryIO

from claims.choices import SourceKind
from claims.services.interchange.drafts import Bundle, Refused
from claims.services.interchange.formats.reviews import Appearance, FactCheck, bundle, text, texts
from claims.services.interchange.formats.stream import objects
from claims.services.interchange.formats.tables import UnreadableFileError
from claims.services.interchange.mapping import MappingFile

LISTS = ("@graph", "dataFeedElement", "itemListElement")
MOST_OF_PAGE = 20_000_000  # bytes
# Numbers that sites write where they have no scale.
# What stands before the name of a type: “schema:”, “https://schema.org/”.
BEFORE_NAME = re.compile(r"[/:#]")
LETTER = re.compile(r"[^\W\d]")
NO_NUMBER = ("-1", "", "None")
KINDS = {
    "NewsArticle": SourceKind.NEWS_ARTICLE,
    "SocialMediaPosting": SourceKind.SOCIAL_POST,
    "BroadcastEvent": SourceKind.BROADCAST,
}
Record = Bundle | tuple[str, Refused]


def read_claimreview(stream: BinaryIO, mapping: MappingFile) -> Iterator[Record]:
    """The fact-checks of a file.

    Raises:
        UnreadableFileError: it is no JSON from some place on, or a page without JSON-LD.
    """
    start = beginning(stream)
    if start.startswith(b"<"):
        yield from of_page(stream, mapping)
        return
    for place, found in objects(stream, LISTS, inner=True):
        yield from reviews(place, found, mapping)


def beginning(stream: BinaryIO) -> bytes:
    """The first bytes of a stream that are not space; it stands at its beginning afterwards."""
    start = stream.read(1_000)
    stream.seek(0)
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()


def of_page(stream: BinaryIO, mapping: MappingFile) -> Iterator[Record]:
    """The fact-checks in the scripts of an HTML page."""
    page = Scripts()
    page.feed(stream.read(MOST_OF_PAGE).decode(errors="replace"))
    if not page.scripts:
        raise UnreadableFileError('The page has no JSON-LD: <script type="application/ld+json">.')
    for line, script in page.scripts:
        try:
            content = json.loads(script, strict=False)
        except (ValueError, RecursionError) as error:
            yield f"line {line}", Refused(f"The script is no JSON: {error}.")
            continue
        yield from reviews(f"line {line}", content, mapping, page.canonical)


class Scripts(HTMLParser):
    """The scripts with JSON-LD of a page, each with its line, and the page's own address."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[tuple[int, str]] = []
        self.canonical = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.inside = tag == "script" and (said.get("type") or "").strip().lower() == "application/ld+json"
        if tag == "link" and said.get("rel") == "canonical":
            self.canonical = said.get("href") or ""

    def handle_data(self, data: str) -> None:
        if self.inside and data.strip():
            self.scripts.append((self.getpos()[0], data))

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


def reviews(place: str, found: Any, mapping: MappingFile, page: str = "") -> Iterator[Record]:
    """The fact-checks in a value: itself, those of a list, and those of an element of a feed or a graph."""
    if isinstance(found, list):
        for number, each in enumerate(found, 1):
            yield from reviews(f"{place}, item {number}", each, mapping, page)
        return
    if not isinstance(found, dict):
        yield place, Refused(f"It is no object, but “{str(found)[:50]}”.")
        return
    flat = flattened(found)
    if "ClaimReview" in types(flat):
        try:
            yield bundle(place, found, fact_check(flat, page), mapping)
        except Refused as error:
            yield place, error
        return
    for name in ("item", *LISTS):
        if isinstance(inner := flat.get(name), list | dict):
            yield from reviews(
                place if name == "item" else f"{place}, {name}", inner, mapping, text(flat.get("url")) or page
            )


def flattened(found: dict[str, Any]) -> dict[str, Any]:
    """An object of JSON-LD; one of microdata, which has everything under `properties`, as if it were that."""
    inner = found.get("properties")
    if isinstance(inner, dict):
        return {"@type": found.get("@type", found.get("type")), "@id": found.get("id"), **inner}
    return found


def types(found: dict[str, Any]) -> set[str]:
    """The types of an object, without the vocabulary."""
    return {BEFORE_NAME.split(each)[-1] for each in texts(found.get("@type", found.get("type")))}


def one(value: Any) -> dict[str, Any]:
    """The first object in a value, or an empty one."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, dict)), {})
    return flattened(value) if isinstance(value, dict) else {}


def fact_check(found: dict[str, Any], page: str) -> FactCheck:
    item, author, rating = one(found.get("itemReviewed")), found.get("author"), found.get("reviewRating")
    by = author if author not in (None, "", [], {}) else found.get("publisher") or found.get("sdPublisher")
    written = one(rating)
    appearances = list(appeared(item.get("appearance")))
    return FactCheck(
        claimed=text(found.get("claimReviewed")) or text(item.get("claimReviewed")),
        url=text(found.get("url")),
        bases=[page, text(found.get("mainEntityOfPage")), text(found.get("@id")), text(one(by).get("url"))],
        author=", ".join(dict.fromkeys(texts(by))),
        author_url=text(one(by).get("url")),
        headline=text(found.get("headline") or found.get("name")),
        published=text(found.get("datePublished") or found.get("dateCreated")),
        language=text(found.get("inLanguage")),
        label=label_of(written) if written else text(rating),
        value=numeral(written.get("ratingValue")),
        best=numeral(written.get("bestRating")),
        worst=numeral(written.get("worstRating")),
        body=text(found.get("reviewBody")) or text(written.get("ratingExplanation")),
        claimants=list(dict.fromkeys(claimants(item.get("author")))),
        first=next(appeared(item.get("firstAppearance")), None),
        appearances=appearances,
    )


def label_of(rating: dict[str, Any]) -> str:
    """The rating in words, which some sites have in the place of the number."""
    value = text(rating.get("ratingValue"))
    words = value if LETTER.search(value) else ""
    return text(rating.get("alternateName")) or text(rating.get("name")) or words


def numeral(value: Any) -> str:
    """A number as it is written, or nothing."""
    written = text(value).strip()
    return "" if written in NO_NUMBER or LETTER.search(written) else written


def claimants(value: Any) -> Iterator[str]:
    """Who made a claim, as “name (address)”."""
    for each in value if isinstance(value, list) else [value]:
        who = one(each)
        name = text(who.get("name")) if who else text(each)
        addresses = [*texts(who.get("url")), *texts(who.get("sameAs"))]
        if name:
            yield f"{name} ({', '.join(dict.fromkeys(addresses))})" if addresses else name


def appeared(value: Any) -> Iterator[Appearance]:
    """Where a claim appeared: an address, an object, or a list of these."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield Appearance(each.strip())
        elif isinstance(each, dict):
            found = flattened(each)
            kind = next((KINDS[name].value for name in sorted(types(found)) if name in KINDS), "")
            yield Appearance(
                url=(text(found.get("url")) or text(found.get("@id")) or text(found.get("@value"))).strip(),
                headline=text(found.get("headline") or found.get("name")),
                publisher=text(found.get("publisher")),
                author=text(found.get("author")),
                published=text(found.get("datePublished")),
                kind=kind,
            )
