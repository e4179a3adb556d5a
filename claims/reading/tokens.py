"""Words, punctuation and quotations of a paragraph, and where its sentences end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.reading.lists import Language
from claims.reading.marks import Paragraph, Span

TOKEN = re.compile(r"\w++(?:['’‘.\-‐‑]\w++)*+|[^\w\s]")
APOSTROPHE = re.compile(r"['’]")
QUOTE = "quote"
WORD = "word"
SIGN = "sign"
# Signs that may begin a sentence.
OPENING = frozenset("([{—–-¿¡@#$€£")
ENDS = frozenset(".!?…。！？")
# A sentence is looked at for so many tokens on either side of a quotation.
REACH = 50


@dataclass(frozen=True)
class Token:
    """A word, a sign, or a whole quotation.

    Attributes:
        lower: the word in lower case; a quotation has none.
        span: the quotation.
    """

    kind: str
    text: str
    lower: str
    start: int
    end: int
    span: Span | None = None

    @property
    def is_capital(self) -> bool:
        return self.kind == WORD and (self.text[0].isupper() or self.text[0].istitle())


class Row(list[Token]):
    """The tokens of a paragraph; for each of them, where its sentence starts and ends."""

    starts: list[int]
    ends: list[int]


def tokens(text: str, paragraph: Paragraph, spans: Sequence[Span], language: Language) -> Row:
    """The tokens of a paragraph; each quotation is one."""
    found: list[Token] = []
    place = paragraph.start
    for span in spans:
        found += words(text, place, span.start, language)
        found.append(Token(QUOTE, text[span.first : span.last], "", span.start, span.end, span))
        place = span.end
    found += words(text, place, paragraph.end, language)
    return with_sentences(found, language)


def words(text: str, start: int, end: int, language: Language) -> Iterator[Token]:
    """The words and signs of a part of a text; an elided word (l’Élysée) is a word of its own."""
    for found in TOKEN.finditer(text, start, end):
        piece = found[0]
        if not (piece[0].isalnum() or piece[0] == "_"):
            yield Token(SIGN, piece, piece, found.start(), found.end())
            continue
        head = APOSTROPHE.search(piece) if language.elided else None
        cut = found.start() + (head.end() if head and piece[: head.start()].casefold() in language.elided else 0)
        if cut > found.start():
            yield word(text, found.start(), cut)
        yield word(text, cut, found.end())


def word(text: str, start: int, end: int) -> Token:
    return Token(WORD, text[start:end], text[start:end].casefold().replace("’", "'"), start, end)


def ends_sentence(row: Sequence[Token], place: int, language: Language) -> bool:
    """Whether a sentence ends with the token at `place`."""
    token = row[place]
    if place + 1 == len(row):
        return True
    after = row[place + 1]
    if token.kind == QUOTE:
        return token.text[-1:] in ENDS and (after.kind == QUOTE or after.is_capital)
    if token.text not in ENDS:
        return False
    before = row[place - 1] if place else token
    if token.text == "." and before.kind == WORD and before.end == token.start:
        is_short = before.lower in language.abbreviations or (len(before.text) == 1 and before.is_capital)
        # “12. März” is a date.
        if is_short or (before.text.isdigit() and after.lower in language.months):
            return False
    return after.kind == QUOTE or after.is_capital or after.text[0].isdigit() or after.text in OPENING


def with_sentences(found: list[Token], language: Language) -> Row:
    """The row of these tokens."""
    row = Row(found)
    starts, start = [], 0
    for place in range(len(row)):
        starts.append(start)
        if ends_sentence(row, place, language):
            start = place + 1
    row.starts = starts
    ends, end = [0] * len(row), len(row)
    for place in range(len(row) - 1, -1, -1):
        if place + 1 < len(row) and starts[place + 1] != starts[place]:
            end = place + 1
        ends[place] = end
    row.ends = ends
    return row


def sentence(row: Row, place: int) -> tuple[int, int]:
    """The first token of the sentence in which a token stands, and the one after its last."""
    return max(row.starts[place], place - REACH), min(row.ends[place], place + REACH)
