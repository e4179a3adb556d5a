"""What a text without a format tells about itself: the headline in its first line, and the language of its words."""

import re
import tomllib
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

from claims.texts.proposal import Proposal

LISTS = Path(__file__).with_name("languages.toml")
READ = 20_000  # characters of a text that are enough to know its language
LONGEST_HEADLINE = 200
# The share of function words that a text has at least, and how many times those of any other language.
LEAST_SHARE, AHEAD = 0.08, 1.4
WORD = re.compile(r"[^\W\d_]+")


def completed(found: Proposal) -> Proposal:
    """The proposal with the language of its text, where the file says none. A note says that it was guessed."""
    if found.language or not (language := language_of(found.content)):
        return found
    return replace(found, language=language).with_note(f"The language was guessed from frequent words: {language}.")


@cache
def lists() -> dict[str, frozenset[str]]:
    """The function words of each language."""
    return {name: frozenset(words.split()) for name, words in tomllib.loads(LISTS.read_text("utf-8")).items()}


def language_of(text: str) -> str:
    """The language whose function words are clearly the most frequent in a text; "" where none are."""
    words = [each.casefold() for each in WORD.findall(text[:READ])]
    counted = Counter(words)
    shares = sorted(((sum(counted[each] for each in own), name) for name, own in lists().items()), reverse=True)
    (most, language), (second, _) = shares[:2]
    return language if words and most >= LEAST_SHARE * len(words) and most >= AHEAD * second else ""


def headline_of(text: str) -> str:
    """The first line of a text, if it stands alone and does not end like a sentence; else ""."""
    first, _, rest = text.strip().partition("\n")
    is_alone = rest.startswith("\n")
    return (
        first.strip()
        if is_alone and len(first) <= LONGEST_HEADLINE and not first.rstrip().endswith((".", ":", ","))
        else ""
    )
