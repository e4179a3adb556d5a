"""The query language of search: `word`, `"these words"`, `-without`, `this or that`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

# Characters that people use as quotation marks and minus signs.
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″〝〞＂", '"'))
MINUS = "-−–‐‑"
# A number whose groups of three digits are separated by spaces is one word, as in `12 000`.
GROUPED = r'[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![^\s"])'
PART = re.compile(rf'(?P<minus>[{MINUS}]?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>{GROUPED}|[^\s"]+))')
LETTER = re.compile(r"\w")
# Longer texts are not compared with names by trigrams, since they are no names and take long.
MAX_WORDS_OF_A_NAME = 8
MAX_NAMES = 8


@dataclass(frozen=True)
class Term:
    """Words that must occur one after the other, or, with `without`, must not."""

    words: str
    without: bool = False


def parts(text: str) -> Iterator[Term | None]:
    """The terms of a query in their order; None stands for `or`."""
    for part in PART.finditer(text.translate(QUOTES)):
        word = part["word"]
        if word and not part["minus"] and word.lower() == "or":
            yield None
        elif LETTER.search(words := word or part["phrase"] or ""):
            yield Term(words.strip(), bool(part["minus"]))


def alternatives(text: str) -> list[list[Term]]:
    """The query in disjunctive form: a row matches if it has all terms of one of the lists.

    Lists without a wanted term, and repeated ones, are left out.
    """
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
    """The alternatives as names, for comparing them with the names of speakers."""
    found = (" ".join(term.words for term in terms if not term.without) for terms in asked)
    return [name for name in found if len(name.split()) <= MAX_WORDS_OF_A_NAME][:MAX_NAMES]


def unwanted(asked: list[list[Term]]) -> list[str]:
    """The words that all alternatives exclude, and that a name must not have."""
    excluded = [{term.words for term in terms if term.without} for terms in asked]
    return sorted(set.intersection(*excluded)) if excluded else []


def query_json(text: str) -> str:
    """The query as JSON, which the SQL functions of search take.

    `alternatives` are the terms, `names` and `without` the names to compare with speakers, and `words` the whole query
    if it is short and plain, for suggesting another spelling.
    """
    asked = alternatives(text)
    terms = [[{"words": term.words, "without": term.without} for term in each] for each in asked]
    candidates = names(asked)
    words = candidates[0] if len(candidates) == len(asked) == 1 else None
    return json.dumps({"alternatives": terms, "names": candidates, "without": unwanted(asked), "words": words})
