"""The query language of search: `word`, `"these words"`, `-without`, `this or that`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from claims.search.titles import without_titles

# Characters that people use as quotation marks and minus signs.
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″〝〞＂", '"'))
MINUS = "-−–‐‑"
# A number whose groups of three digits are separated by spaces is one word, as in `12 000`.
GROUPED = r'[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![^\s"])'
PART = re.compile(rf'(?P<minus>[{MINUS}]?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>{GROUPED}|[^\s"]+))')
LETTER = re.compile(r"\w")
# No name is longer.
MAX_LENGTH_OF_A_NAME = 200
MAX_NAMES = 8
# Another spelling is suggested for at most as many words.
MAX_WORDS_TO_CORRECT = 8


@dataclass(frozen=True)
class Term:
    """Words that must occur one after the other, or, with `without`, must not."""

    words: str
    without: bool = False
    quoted: bool = field(default=False, compare=False)


def parts(text: str) -> Iterator[Term | None]:
    """The terms of a query in their order; None stands for `or`."""
    for part in PART.finditer(text.translate(QUOTES)):
        word = part["word"]
        if word and not part["minus"] and word.lower() == "or":
            yield None
        elif LETTER.search(words := word or part["phrase"] or ""):
            yield Term(words.strip(), bool(part["minus"]), word is None)


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


class Name(NamedTuple):
    """A query as a name: as it is written, and its words without titles."""

    name: str
    words: str


def names(text: str) -> list[Name]:
    """The alternatives as names, for comparing them with the names of speakers."""
    found: list[list[str]] = [[]]
    read = list(parts(text))
    for part in read:
        if part is None:
            found.append([])
        elif not part.without:
            found[-1].append(part.words)
    joined = list(dict.fromkeys(" ".join(words) for words in found if words))
    # Marks between words are part of a name, as in "CDU / CSU".
    as_written = [text.strip()] if all(part and not part.without for part in read) else joined
    called = map(Name, as_written, map(without_titles, joined))
    return [each for each in called if len(each.name) <= MAX_LENGTH_OF_A_NAME][:MAX_NAMES]


def unwanted(asked: list[list[Term]]) -> list[str]:
    """The words that all alternatives exclude, and that a name must not have."""
    excluded = [{term.words for term in terms if term.without} for terms in asked]
    return sorted(set.intersection(*excluded)) if excluded else []


def query_json(text: str) -> str:
    """The query as JSON, which the SQL functions of search take.

    `alternatives` are the terms. `names` are the names to compare with speakers, each with its `words` that are no
    titles, and `without` are words that no name may have. `last` is the place of the last word, which may be the
    beginning of one, in `alternatives`, and `last_name` that in `names`: both are null if it is in quotation marks or
    excluded. `words` is the whole query if it is short and plain, for suggesting another spelling.
    """
    asked, called = alternatives(text), names(text)
    terms = [[{"words": term.words, "without": term.without} for term in each] for each in asked]
    last = next(reversed(list(parts(text))), None)
    typed = last if last and not last.without and not last.quoted and asked and last in asked[-1] else None
    is_name = typed and called and called[-1].words.endswith(typed.words)
    is_plain = len(called) == len(asked) == 1 and len(called[0].words.split()) <= MAX_WORDS_TO_CORRECT
    return json.dumps(
        {
            "alternatives": terms,
            "names": [each._asdict() for each in called],
            "without": unwanted(asked),
            "last": [len(asked) - 1, asked[-1].index(typed)] if typed else None,
            "last_name": len(called) - 1 if is_name else None,
            "words": called[0].words if is_plain else None,
        }
    )
