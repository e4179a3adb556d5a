"""What people paste, as words: no addresses, tags taken apart; and a paragraph as its sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|ly|co|me)/\S*")
TAG = re.compile(r"[@#](\w+)")
# #NoMoreDrones, @realDonaldTrump, #G7Summit: where a new word begins.
SEAM = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|_+")
# A sentence ends at .!?… before a space and no small letter; not after a single letter, as in “J. Smith”, or “Dr.”
END = re.compile(r"(?<!\b\w)(?<!\b(?:Mr|Dr|St|No|vs))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov))[.!?…]+[\"'”’»)]*\s+(?![a-z])|\n+")


class Word(NamedTuple):
    """A word of a passage, and where it stands there, in code points."""

    word: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence of a passage, and where it stands there, in code points."""

    text: str
    start: int
    end: int


def plain(passage: str) -> str:
    """The words of a passage: no addresses, and tags as the words they are made of."""
    return TAG.sub(lambda tag: f" {SEAM.sub(' ', tag[1])} ", ADDRESS.sub(" ", passage))


def sentences(passage: str) -> Iterator[Sentence]:
    """The sentences of a passage that hold a word, in their order."""
    start = 0
    for end in [*(found.end() for found in END.finditer(passage)), len(passage)]:
        piece = passage[start:end]
        text = piece.strip()
        if re.search(r"\w", text):
            first = start + len(piece) - len(piece.lstrip())
            yield Sentence(text, first, first + len(text))
        start = end


def words(passage: str) -> Iterator[Word]:
    """The words of a passage, those in tags one by one."""
    for found in re.finditer(r"[^\W_]+", ADDRESS.sub(lambda address: " " * len(address[0]), passage)):
        start, cuts = found.start(), [0, len(found[0])]
        if passage[start - 1 : start] in {"#", "@", "_"}:
            cuts[1:1] = [seam.start() for seam in SEAM.finditer(found[0])]
        for first, last in pairwise(cuts):
            yield Word(found[0][first:last], start + first, start + last)
