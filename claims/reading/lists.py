"""The lists of a language: its quotation marks, verbs of saying, pronouns and other words, from `languages/*.toml`."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
# In the lists, `said|says` are two words and `заяв(ив|ила)` stands for both endings.
CHOICE = re.compile(r"\(([^()]*+)\)")


@dataclass(frozen=True)
class Words:
    """Words and phrases of a language, in lower case.

    Attributes:
        phrases: the phrases of several words by their first word, the longest first.
    """

    single: frozenset[str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, text: str) -> "Words":
        """The words of a list: one for each line or blank, phrases joined by `_`."""
        every = {
            tuple(each.split("_")) for entry in text.casefold().replace("’", "'").split() for each in expanded(entry)
        }
        phrases: dict[str, list[tuple[str, ...]]] = {}
        for each in sorted(every, key=lambda words: (-len(words), words)):
            if len(each) > 1:
                phrases.setdefault(each[0], []).append(each)
        single = frozenset(each[0] for each in every if len(each) == 1)
        return cls(single, {first: tuple(found) for first, found in phrases.items()})

    def __contains__(self, word: str) -> bool:
        return word in self.single

    def __bool__(self) -> bool:
        return bool(self.single or self.phrases)

    def at(self, words: list[str], place: int) -> int:
        """How many words from `place` on are in the list: the longest phrase; 0 if none is."""
        for phrase in self.phrases.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return int(words[place] in self.single)


def expanded(entry: str) -> list[str]:
    """The words that an entry with endings in brackets stands for."""
    parts = CHOICE.split(entry)
    return ["".join(each) for each in product(*(part.split("|") if i % 2 else [part] for i, part in enumerate(parts)))]


@dataclass(frozen=True, eq=False)
class Language:
    """What reading a language takes; `languages/en.toml` explains each list.

    Attributes:
        code: the file; empty where a language has none, and only its marks are known.
        marks: the outer and the inner pair of quotation marks, as in “”.
        weekdays: their forms, Monday is 0.
        months: their forms, January is 0.
        adverbs: the endings of adverbs.
        plurals: the endings of nouns that need no determiner; empty where nouns never do.
        title_ends: the endings of titles and roles.
        dashes: whether a paragraph that begins with a dash is somebody's words.
        drops_subjects: whether a verb of saying may lack its subject, so that the one before goes on.
        inverts: whether the subject follows the verb where something else begins the clause.
        inserts: whether the narrator's words stand between commas inside of a quotation.
        nouns_capitalised: whether a capital letter tells nothing about a word.
        endings: how many letters at its end an inflected name may change.
    """

    code: str
    marks: tuple[str, ...]
    say: Words
    tell: Words
    saying: Words
    according: Words
    according_after: Words
    pronouns: Words
    determiners: Words
    breaks: Words
    joins: Words
    fillers: Words
    lightly: Words
    starters: Words
    particles: Words
    abbreviations: Words
    relatives: Words
    conjunctions: Words
    infinitives: Words
    nouns: Words
    owners: Words
    more: Words
    openers: Words
    persons: Words
    titles: Words
    today: Words
    yesterday: Words
    tomorrow: Words
    this_week: Words
    last_week: Words
    this_month: Words
    last_month: Words
    this_year: Words
    last_year: Words
    undated: Words
    times: Words
    links: Words
    when: Words
    month_alone: Words
    off: Words
    deny: Words
    plain: Words
    subjunctive: Words
    unsaid: Words
    elided: Words
    weekdays: dict[str, int]
    months: dict[str, int]
    adverbs: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    title_ends: tuple[str, ...] = ()
    dashes: bool = False
    drops_subjects: bool = False
    inverts: bool = False
    inserts: bool = False
    nouns_capitalised: bool = False
    endings: int = 0


ENDINGS = ("adverbs", "plurals", "title_ends")
SETTINGS = ("dashes", "drops_subjects", "inverts", "inserts", "nouns_capitalised", "endings")
# The lists of words for a time, which `times` has together.
TIMES = (
    *("today", "yesterday", "tomorrow", "undated"),
    *("this_week", "last_week", "this_month", "last_month", "this_year", "last_year"),
)
NUMBERED = ("weekdays", "months")
FUNCTION_WORDS = ("breaks", "determiners", "pronouns", "conjunctions", "openers", "joins", "fillers")
LISTS = tuple(
    each.name for each in fields(Language) if each.name not in {"code", "marks", *NUMBERED, *ENDINGS, *SETTINGS}
)


@cache
def marks_by_language() -> dict[str, tuple[str, ...]]:
    """The pairs of quotation marks of every language that CLDR names."""
    rows = tomllib.loads((FOLDER / "marks.toml").read_text("utf-8"))["marks"]
    return {each.casefold(): (row["outer"], row["inner"]) for row in rows for each in row["languages"].split()}


@cache
def known() -> tuple[str, ...]:
    """The languages that have lists of words."""
    return tuple(sorted(path.stem for path in (FOLDER / "languages").glob("*.toml")))


def language_of(tag: str) -> Language:
    """What reading a text takes, by its BCP 47 tag: de-AT is read as de. Without a list, only marks are known."""
    parts = tag.casefold().split("-")
    tags = ["-".join(parts[:size]) for size in range(len(parts), 0, -1)]
    marks = next((marks_by_language()[each] for each in tags if each in marks_by_language()), ("“”", "‘’"))
    return language(next((each for each in tags if each in known()), ""), marks)


@cache
def language(code: str, marks: tuple[str, ...]) -> Language:
    given: dict[str, Any] = tomllib.loads((FOLDER / "languages" / f"{code}.toml").read_text("utf-8")) if code else {}
    listed = {name: given.get(name, "") for name in LISTS}
    # Function words begin sentences as well, with a capital letter.
    listed["starters"] = " ".join(listed[name] for name in ("starters", *FUNCTION_WORDS))
    listed["times"] = " ".join(listed[name] for name in TIMES)
    taken: dict[str, Any] = {name: Words.of(words) for name, words in listed.items()}
    taken |= {name: tuple(given.get(name, ())) for name in ENDINGS}
    taken |= {name: given[name] for name in SETTINGS if name in given}
    taken |= {name: numbered(given.get(name, ())) for name in NUMBERED}
    return Language(code, marks, **taken)


def numbered(entries: Sequence[str]) -> dict[str, int]:
    """The forms of each of some words, by the number of the word."""
    return {form: number for number, forms in enumerate(entries) for form in Words.of(forms).single}
