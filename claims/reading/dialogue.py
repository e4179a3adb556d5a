"""Lines of dialogue that begin with a dash: what is said, without the words of the narrator between dashes."""

import re
from collections.abc import Iterator

from claims.reading.lists import Language
from claims.reading.marks import Paragraph, Span

# A dash that stands apart from the words on at least one side.
DASH = re.compile(r"(?<!\w)[—–―-]|[—–―](?!\w)")
WORD = re.compile(r"\w++(?:['’-]\w++)*+")
# The narrator's verb is among so many words after the dash.
WITHIN = 4


def is_dialogue(text: str, paragraph: Paragraph, language: Language) -> bool:
    """Whether a paragraph is a line of dialogue in a language that writes dialogue with dashes."""
    head = text[paragraph.start : paragraph.end].lstrip()
    if not language.dashes or head[:1] not in {"—", "–", "―", "-"}:
        return False
    return head[:1] != "-" or head[1:2].isspace()


def spans(text: str, paragraph: Paragraph, language: Language) -> list[Span]:
    """What is said in a line of dialogue."""
    places = [found.start() for found in DASH.finditer(text, paragraph.start, paragraph.end)]
    pieces = list(zip([place + 1 for place in places], [*places[1:], paragraph.end], strict=True))
    return list(said(text, pieces, language))


def said(text: str, pieces: list[tuple[int, int]], language: Language) -> Iterator[Span]:
    """The pieces between dashes that somebody says; those that a dash joins are one."""
    start = end = -1
    told = False
    for first, last in pieces:
        if start >= 0 and not told and is_told(text, first, last, language):
            yield span(text, start, end)
            start, told = -1, True
        elif start >= 0:
            end = last
        else:
            start, end, told = first, last, False
    if start >= 0 and text[start:end].strip():
        yield span(text, start, end)


def is_told(text: str, first: int, last: int, language: Language) -> bool:
    """Whether the narrator speaks: a verb of saying is among the first words."""
    words: list[str] = []
    for found in WORD.finditer(text, first, last):
        words.append(found[0].casefold())
        if len(words) == WITHIN:
            break
    return bool(words) and any(language.say.at(words, at) for at in range(len(words)))


def span(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    first, last = start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())
    return Span(first, last, first, last)
