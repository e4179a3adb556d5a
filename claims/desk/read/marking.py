"""A text as paragraphs in which the passages are marked. Offsets count code points of the whole text."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.services.passages import Passage, Span, Text


@dataclass(frozen=True)
class Piece:
    """A part of a paragraph: text alone, or words of a passage. `first`: the passage begins with it."""

    text: str
    passage: Passage | None = None
    first: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A line of the text; `start` is the offset of its first character."""

    start: int
    pieces: Sequence[Piece]


def paragraphs(text: Text, chosen: Passage | None) -> Iterator[Paragraph]:
    """The lines of a text that are not empty. Of passages that overlap, the chosen one is marked, or the shorter."""
    marked = {each.span: each for each in text.passages}
    if chosen:
        marked[chosen.span] = chosen
    coming = deque(sorted(marked, key=lambda each: each.start))
    own: list[Span] = []  # those that this line has words of
    start = text.start
    for line in text.whole[text.start : text.end].splitlines(keepends=True):
        end = start + len(line)
        own = [each for each in own if start < each.end]
        while coming and coming[0].start < end:
            own.append(coming.popleft())
        if line.strip():
            yield Paragraph(
                start, list(pieces(text.whole, Span(start, start + len(line.rstrip("\r\n"))), own, marked, chosen))
            )
        start = end


def pieces(
    whole: str, line: Span, spans: Sequence[Span], marked: dict[Span, Passage], chosen: Passage | None
) -> Iterator[Piece]:
    """A line, split where a passage begins or ends."""
    edges = {line.start, line.end, *(edge for each in spans for edge in each if line.start < edge < line.end)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        over = [each for each in spans if each.start <= start and end <= each.end]
        if chosen and chosen.span in over:
            span: Span | None = chosen.span
        else:
            span = min(over, key=lambda each: each.end - each.start, default=None)
        passage = marked[span] if span else None
        yield Piece(whole[start:end], passage, bool(span and span.start == start))
