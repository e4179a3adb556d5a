"""What stands between quotation marks, or after a dash that opens a line of dialogue: spans in code points."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claims.reading.lists import Language

LINE = re.compile(r"[^\n\r\u2028\u2029]++")
MARK = re.compile("[\"“”„‟«»「」『』＂〝〞〟‘’‚‛‹›'`´]")
SAME = '"＂'
# What each opening mark is closed by; of those that open and close, the language decides (`closers_of`).
CLOSERS = {
    "“": '”"“',
    "„": '“”"‟',
    "‟": '”"',
    "”": '”"',
    "«": "»",
    "»": "«»",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    '"': '"”',
    "＂": "＂",
}
# These are apostrophes as well, so they are read only where a paragraph has no others.
SINGLE_CLOSERS = {"‘": "’'", "‚": "‘’'", "‹": "›", "›": "‹", "'": "'’", "`": "'´’", "’": "’"}
DASH = re.compile(r"[—–―-]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its first character and the one after its last."""

    start: int
    end: int


@dataclass(frozen=True)
class Span:
    """Words that stand between marks.

    Attributes:
        start, end: with the marks.
        first, last: the words alone, without marks and spaces; `last` is the character after them.
        is_closed: False where the paragraph ends before the marks do.
    """

    start: int
    end: int
    first: int
    last: int
    is_closed: bool = True


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text. A line that begins with a lower-case letter goes on with the line right before it."""
    start = end = -1
    for line in LINE.finditer(text):
        piece = line[0]
        if not piece.strip():
            continue
        if start >= 0 and line.start() - end <= len("\r\n") and piece.lstrip()[0].islower():
            end = line.end()
            continue
        if start >= 0:
            yield Paragraph(start, end)
        start, end = line.start(), line.end()
    if start >= 0:
        yield Paragraph(start, end)


def spans(text: str, paragraph: Paragraph, language: Language) -> list[Span]:
    """The outer quotations of a paragraph, in their order; what stands in marks inside of them is a part of them."""
    double, single = pairs(language)
    found = list(marked(text, paragraph, double, language))
    return found or [each for each in marked(text, paragraph, single, language) if each.is_closed]


@cache
def pairs(language: Language) -> tuple[dict[str, str], dict[str, str]]:
    """What each mark is closed by in a language: of marks that are no apostrophes, and of the others."""
    found = dict(CLOSERS), dict(SINGLE_CLOSERS)
    for pair in language.marks:
        opening, closing = pair[0], pair[-1]
        known = found[opening in SINGLE_CLOSERS]
        known[opening] = closing + known.get(opening, "").replace(closing, "")
    return found


def marked(text: str, paragraph: Paragraph, closers: dict[str, str], language: Language) -> Iterator[Span]:
    """Pairs the marks of a paragraph: one closes what is open if it can, else it opens if it can."""
    stack: list[int] = []
    for found in MARK.finditer(text, paragraph.start, paragraph.end):
        place, mark = found.start(), found[0]
        opened = text[stack[-1]] if stack else ""
        if opened and mark in closers[opened] and may_close(text, place, paragraph, opened):
            start = stack.pop()
            if not stack:
                yield span(text, start, place + 1)
        elif mark in closers and may_open(text, place, paragraph, language):
            # The same mark again, which did not close: the first one was forgotten, or never meant.
            if mark in SAME and opened == mark:
                stack.pop()
            stack.append(place)
    if stack:
        yield span(text, stack[0], paragraph.end, is_closed=False)


def span(text: str, start: int, end: int, *, is_closed: bool = True) -> Span:
    first, last = start + 1, end - is_closed
    inside = text[first:last]
    return Span(
        start,
        end if is_closed else start + len(text[start:end].rstrip()),
        first + len(inside) - len(inside.lstrip()),
        first + len(inside.rstrip()),
        is_closed,
    )


def around(text: str, place: int, paragraph: Paragraph) -> tuple[str, str]:
    """The characters before and after a mark in its paragraph; "" where there is none or one that nobody sees."""
    before = text[max(place - 1, paragraph.start) : place]
    after = text[place + 1 : min(place + 2, paragraph.end)]
    return seen(before), seen(after)


def seen(character: str) -> str:
    """A character, or "" for one that nobody sees."""
    return "" if not character or character.isspace() or unicodedata.category(character) == "Cf" else character


def may_close(text: str, place: int, paragraph: Paragraph, opened: str) -> bool:
    """Whether a mark can stand at the end of words; marks of one shape for both ends are told apart by their place."""
    before, after = around(text, place, paragraph)
    mark = text[place]
    if mark in "'’":
        return not after.isalnum()
    if mark in SAME:
        return bool(before) or not after.isalnum()
    # “ is how some close what „ opens, and a slip where it should be ”.
    return mark != opened or (bool(before) and not after.isalnum())


def may_open(text: str, place: int, paragraph: Paragraph, language: Language) -> bool:
    """Whether a mark can stand at the beginning of words."""
    before, after = around(text, place, paragraph)
    mark = text[place]
    if mark in "„«「『〝‚‹":
        return place + 1 < paragraph.end
    if mark in "”»›’" and mark not in {each[:1] for each in language.marks}:
        # Not the language's own way to open: only where nothing else is possible.
        return not before and bool(after) and mark != "’"
    return not before.isalnum() and (bool(after) or not before) and place + 1 < paragraph.end
