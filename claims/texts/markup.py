"""Web pages: the text of the article (trafilatura), and what the page says about it."""

import re
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Any

from lxml import html
from trafilatura import bare_extraction

from claims.texts.proposal import Proposal, UnreadableError, composed, line

# Elements whose contents begin on a line of their own, and those that nobody sees.
BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|header|hr|li|main|nav|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
UNSEEN = re.compile("head|noscript|script|style|template|title")
SHORT = 1_000  # characters below which trafilatura may take whatever stands in a page
DEPTH = "Excessive depth"
# Only what the page states: no dates that merely stand somewhere in it.
DATES = {"extensive_search": False, "original_date": True}
ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?")
MAX_ADDRESS = 2_000


def page(text: str, address: str = "") -> Proposal:
    """The proposal for a page.

    Args:
        address: where the page was fetched; its own canonical address goes before it.

    Raises:
        UnreadableError: there is no text in it, or it is no page that can be read whole.
    """
    tree = parsed(text)
    found: Any = bare_extraction(
        tree, with_metadata=True, include_comments=False, date_extraction_params=dict(DATES), url=address or None
    )
    content = (found.text or "") if found else ""
    note = ""
    # Trafilatura takes elements out of the tree.
    if len(content) < SHORT and is_torn(content, everything := visible(parsed(text))):
        content = everything
        note = "No article was recognised in the page: this is all of its text. Cut off what does not belong to it."
    day = None
    with suppress(ValueError, TypeError, AttributeError):
        day = date.fromisoformat(found.date)
    return Proposal(
        composed(content),
        "news_article",
        headline=line(getattr(found, "title", "")),
        publisher=line(getattr(found, "sitename", "")),
        author=line(getattr(found, "author", "")),
        published_on=day,
        language=language_of(tree),
        url=address_of(getattr(found, "url", "")) or address_of(address),
    ).with_note(note)


def parsed(text: str) -> Any:
    """The tree of a page.

    Raises:
        UnreadableError: it is nested so deeply that the parser leaves out a part of it, or it holds nothing.
    """
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ValueError, html.etree.ParserError) as error:
        raise UnreadableError("There is no text in this page.") from error
    if any(DEPTH in each.message for each in parser.error_log):
        raise UnreadableError("The page is nested too deeply to be read whole. Paste its text.")
    return tree


def visible(tree: Any) -> str:
    """The text of all elements, with a line for each block. Without recursion: a page may be nested deeply."""
    parts: list[str] = []
    waiting: list[Any] = [tree]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            parts.append(each)
            continue
        waiting.append(each.tail or "")
        if not isinstance(each.tag, str) or UNSEEN.fullmatch(each.tag):
            continue
        broken = "\n" if BLOCKS.fullmatch(each.tag) else ""
        waiting += [broken, *reversed(each), " ".join(each.text.split("\n")) if each.text else "", broken]
    lines = (" ".join(each.split()) for each in "".join(parts).split("\n"))
    return "\n".join(each for each in lines if each)


def is_torn(content: str, everything: str) -> bool:
    """Whether a text is empty, or has line breaks where the page has none, as with no article to be recognised."""
    pieces = ["".join(each.split()) for each in content.split("\n")]
    whole = "\n".join("".join(each.split()) for each in everything.split("\n"))
    return not content.strip() or any(one and other and one + other in whole for one, other in pairwise(pieces))


def language_of(tree: Any) -> str:
    """The language that the page names, as a tag; "" where it names none."""
    for given in (*tree.xpath("/html/@lang"), *tree.xpath("//meta[@property='og:locale']/@content")):
        if found := LANGUAGE.fullmatch(given.strip()):
            language, script, region = found.groups()
            return "-".join(filter(None, (language.lower(), script and script.title(), region and region.upper())))
    return ""


def address_of(given: str | None) -> str:
    """An address that a source may have, or ""."""
    address = (given or "").strip()
    return address if ADDRESS.fullmatch(address) and len(address) <= MAX_ADDRESS else ""
