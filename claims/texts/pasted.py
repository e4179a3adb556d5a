"""Texts without a format: what somebody pasted, plain files, and transcripts of the form “NAME: words”."""

import re

from claims.texts.guesses import completed, headline_of
from claims.texts.proposal import Proposal, composed, line

# “MR. RUTTE:”, “Anitta Hipper (European Commission):”. A name begins with a letter, and words follow in its line.
TURN = re.compile(r"^[^\W\d_][^\n:]{1,80}:[ \t]", re.MULTILINE)
FEWEST_TURNS = 3
LONGEST_NAME = 8  # words


def pasted(text: str) -> Proposal:
    """The proposal for a text without a format.

    Raises:
        UnreadableError: there is nothing to read in it, or it is too long.
    """
    content = composed(text)
    kind = "transcript" if is_transcript(content) else "news_article"
    return completed(Proposal(content, kind, headline=line(headline_of(content))))


def is_transcript(text: str) -> bool:
    """Whether at least half of the paragraphs begin with a name and a colon, and somebody has more than one turn."""
    names = [each[0].rpartition(":")[0] for each in TURN.finditer(text)]
    names = [each for each in names if is_name(each)]
    paragraphs = sum(1 for each in text.split("\n") if each.strip())
    return len(names) >= FEWEST_TURNS and 2 * len(names) >= paragraphs and len(set(names)) < len(names)


def is_name(words: str) -> bool:
    """Whether these may be a name: few words, the first of which begins with a capital or has no case."""
    first = words[:1]
    return len(words.split()) <= LONGEST_NAME and first.upper() == first
