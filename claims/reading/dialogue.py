"""Words that dashes set apart: lines of dialogue, and the narrator's words inside of a quotation."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from claims.reading.lists import Language
from claims.reading.marks import Paragraph, Span

# A dash that stands apart from the words on at least one side.
DASH = re.compile(r"(?<!\w)[—–―-]|[—–―](?!\w)")
WORD = re.compile(r"\w++(?:['’-]\w++)*+")
PAUSE = re.compile(r"[,?!…](?=\s)")
# Not the full stop of an initial or of “MM.”.
STOP = re.compile(r"[,;](?=\s)|(?<!\b\w)(?<!\b\w\w)\.(?=\s|$)")
# The narrator's verb is among the first words, and there are few others.
WITHIN = 4
TOLD = 8
CHARACTERS = 120
LEADING = " \t\n\r\u00a0\u202f.,;:"
ENDS = '.!?…:»”"'


def spans(text: str, paragraph: Paragraph, quoted: Sequence[Span], language: Language) -> list[Span]:
    """What is said in a paragraph: in marks, and between dashes; the narrator's words are left out."""
    if not language.dashes:
        return list(quoted)
    marked = [part for each in quoted for part in split(text, each, language)]
    begins = text[paragraph.start : paragraph.end].lstrip()[:2]
    is_line = begins[:1] in {"—", "–", "―"} or (begins[:1] == "-" and begins[1:].isspace())
    if is_line and marked and not any(each.start - paragraph.start > CHARACTERS for each in marked[:1]):
        marked = []
    spoken = list(said(text, paragraph, marked, language, is_line=is_line))
    return sorted([*marked, *spoken], key=lambda each: each.start)


def said(
    text: str, paragraph: Paragraph, marked: Sequence[Span], language: Language, *, is_line: bool
) -> Iterator[Span]:
    """The pieces between dashes that somebody says; pieces that a dash joins are one."""
    places = [found.start() for found in DASH.finditer(text, paragraph.start, paragraph.end)]
    pieces = list(zip([place + 1 for place in places], [*places[1:], paragraph.end], strict=False))
    start = end = -1
    told = False
    taken = iter([*marked, None])
    mark = next(taken)
    for number, (first, last) in enumerate(pieces):
        while mark and mark.end <= first:
            mark = next(taken)
        is_free = mark is None or mark.start >= last
        if start >= 0 and is_told(text, first, last, language):
            yield from inserted(text, start, end, language)
            start, told = -1, True
        elif start >= 0:
            end = last
        elif is_free and (
            told or (is_line and number == 0) or opens(text, first, last, pieces[number + 1 : number + 2], language)
        ):
            start, end, told = first, last, False
        else:
            told = False
    if start >= 0 and text[start:end].strip(LEADING):
        yield from inserted(text, start, end, language)


def opens(text: str, first: int, last: int, after: list[tuple[int, int]], language: Language) -> bool:
    """Whether somebody begins to speak in the middle of a paragraph: after a sentence, and the narrator follows."""
    before = text[max(first - CHARACTERS, 0) : first - 1].rstrip()
    head = text[first:last].lstrip()[:1]
    return bool(before) and before[-1] in ENDS and head.isupper() and bool(after) and is_told(text, *after[0], language)


def split(text: str, quoted: Span, language: Language) -> Iterator[Span]:
    """The parts of a quotation without the narrator's words between dashes: «…, — said X, — …»."""
    places = [found.start() for found in DASH.finditer(text, quoted.first, quoted.last)]
    for first, second in pairwise(places):
        if second - first <= CHARACTERS and is_told(text, first + 1, second, language):
            yield part(text, quoted.start, first, quoted.first)
            yield part(text, second + 1, quoted.end, second + 1, quoted.last, is_closed=quoted.is_closed)
            return
    pieces = list(inserted(text, quoted.first, quoted.last, language))
    if len(pieces) < 2:  # noqa: PLR2004
        yield quoted
        return
    yield part(text, quoted.start, pieces[0].end, quoted.first)
    yield from pieces[1:-1]
    yield part(text, pieces[-1].start, quoted.end, pieces[-1].first, quoted.last, is_closed=quoted.is_closed)


def inserted(text: str, start: int, end: int, language: Language) -> Iterator[Span]:
    """The parts of somebody's words around the narrator's between commas: “…, a dit X, …”."""
    at = start
    if language.inserts:
        for pause in PAUSE.finditer(text, start, end):
            stop = STOP.search(text, pause.end(), min(end, pause.end() + CHARACTERS))
            last = stop.start() if stop else end
            if (
                pause.start() < at
                or last - pause.end() > CHARACTERS
                or not is_told(text, pause.end(), last, language, 2)
            ):
                continue
            yield part(text, at, pause.start() + 1)
            at = last + 1
    if at < end and text[at:end].strip(LEADING):
        yield part(text, at, end)


def is_told(text: str, first: int, last: int, language: Language, within: int = WITHIN) -> bool:
    """Whether the narrator speaks: few words, with a verb of saying among the first."""
    found = WORD.finditer(text, first, min(last, first + CHARACTERS))
    words = [each[0].casefold().replace("’", "'") for each in found]
    few = [word for word in words[: within + 2] if word not in language.fillers][:within]
    return bool(words) and any(language.say.at(few, at) for at in range(len(few)))


def part(
    text: str, start: int, end: int, first: int | None = None, last: int | None = None, *, is_closed: bool = True
) -> Span:
    """A span without the spaces and the signs of the sentence around it at its beginning."""
    first = start if first is None else first
    last = end if last is None else last
    inside = text[first:last]
    head = first + len(inside) - len(inside.lstrip(LEADING))
    tail = first + len(inside.rstrip())
    begin = start if text[start : start + 1] and start < head and first > start else head
    return Span(begin, max(tail, end if last != end else tail), head, tail, is_closed)
