"""Splitting pasted text into sentences and words, without web addresses and with hashtags split into words."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

# Passages come from strangers, so every pattern here takes time in proportion to the length of the text: where a run of
# characters can begin is decided by a lookbehind, and possessive quantifiers (`++`) never try a shorter run.
HOST = r"(?<![\w-])(?<![\w-]\.)[\w-]++(?:\.[\w-]++)++"
ENDING = "|".join(rf"(?<=\.{each})" for each in ("com", "org", "net", "ly", "co", "me"))
ADDRESS = re.compile(rf"(?:https?://|www\.|pic\.twitter\.com/)\S+|{HOST}(?:{ENDING})/\S*")
TAG = re.compile(r"[@#](\w+)")
LETTER = re.compile(r"\w")
# The beginning of a word inside a tag, as in #NoMoreDrones, @realDonaldTrump, #G7Summit.
WORD_START = re.compile(
    r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|_+"
)
# A sentence ends with .!?… before white space that no lower-case letter follows, or with a line break. The full stop
# of an initial (“J. Smith”) or an abbreviation (“Dr.”) does not end it.
SENTENCE_END = re.compile(
    r"(?<![.!?…])(?<!\b\w)(?<!\b(?:Mr|Dr|St|No|vs))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov))[.!?…]++[\"'”’»)]*+\s++(?![a-z])|\n+"
)


class Plain(NamedTuple):
    """A passage as it is compared: its text, and the offset in the passage of each character of the text."""

    text: str
    places: list[int]


class Sentence(NamedTuple):
    """A sentence of a passage, and its offsets there in code points."""

    text: str
    start: int
    end: int


def plain(passage: str) -> Plain:
    """The passage with blanks instead of web addresses, and with spaces between the words of each tag."""
    text = ADDRESS.sub(lambda address: " " * len(address[0]), passage)
    cuts: list[int] = []
    for tag in TAG.finditer(text):
        cuts += (tag.start(1), *(tag.start(1) + start.start() for start in WORD_START.finditer(tag[1])))
        cuts += (tag.end(),) if tag.end() < len(text) else ()
    # A place that is there twice has a space first.
    places = sorted([*range(len(text)), *cuts])
    spaced = "".join(" " if place == after else text[place] for place, after in pairwise([*places, -1]))
    return Plain(spaced, places)


def sentences(passage: str) -> Iterator[Sentence]:
    """The sentences of a passage in their order; those without a word are left out."""
    start = 0
    for end in [*(found.end() for found in SENTENCE_END.finditer(passage)), len(passage)]:
        piece = passage[start:end]
        text = piece.strip()
        if LETTER.search(text):
            first = start + len(piece) - len(piece.lstrip())
            yield Sentence(text, first, first + len(text))
        start = end
