"""The query language: `word`, `"these words"`, `-without`, `this or that`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

# What people and their keyboards write for the same mark.
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″〝〞＂", '"'))
MINUS = "-−–‐‑"
PART = re.compile(rf'(?P<minus>[{MINUS}]?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')
LETTER = re.compile(r"\w")
# Nobody's name has more words; and comparing longer texts by their letters takes longer.
MOST_WORDS_OF_A_NAME = 8
MOST_NAMES = 8


@dataclass(frozen=True)
class Term:
    """Words that must be there, one after the other, or must not be."""

    words: str
    without: bool = False


def parts(text: str) -> Iterator[Term | None]:
    """The terms in their order; None where `or` parts them."""
    for part in PART.finditer(text.translate(QUOTES)):
        word = part["word"]
        if word and not part["minus"] and word.lower() == "or":
            yield None
        elif LETTER.search(words := word or part["phrase"] or ""):
            yield Term(words.strip(), bool(part["minus"]))


def alternatives(text: str) -> list[list[Term]]:
    """What is asked for: any of these, each of which is all of its terms; none only says what must not be there."""
    found: list[list[Term]] = [[]]
    for part in parts(text):
        if part is None:
            found.append([])
        elif part not in found[-1]:
            found[-1].append(part)
    return [
        terms for number, terms in enumerate(found) if any(not t.without for t in terms) and terms not in found[:number]
    ]


def names(asked: list[list[Term]]) -> list[str]:
    """The names that somebody may be looked for by."""
    found = (" ".join(term.words for term in terms if not term.without) for terms in asked)
    return [name for name in found if len(name.split()) <= MOST_WORDS_OF_A_NAME][:MOST_NAMES]


def unwanted(asked: list[list[Term]]) -> list[str]:
    """The words that nobody's name may have."""
    left_out = [{term.words for term in terms if term.without} for terms in asked]
    return sorted(set.intersection(*left_out)) if left_out else []


def encoded(text: str) -> str:
    """A query as the database takes it: its alternatives, as names too, and a few words where they are all there is."""
    asked = alternatives(text)
    terms = [[{"words": term.words, "without": term.without} for term in each] for each in asked]
    few = names(asked)
    words = few[0] if len(few) == len(asked) == 1 else None
    return json.dumps({"alternatives": terms, "names": few, "without": unwanted(asked), "words": words})
