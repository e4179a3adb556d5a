"""Quotes of several parts: in the order of the source, with a mark of omission where it goes on, and of whole words."""

from typing import Any

import pytest

from claims.models import Citation, Statement
from tests.support import factories as make
from tests.support.rules import accepted, refused

pytestmark = pytest.mark.django_db

WORDS = "citation_of_whole_words"
ORDER = "statement_quote_in_order"
OMISSION = "statement_quote_marks_omissions"
VERBATIM = "statement_quote_is_verbatim"

ARTICLE = "“This was not accidental,” she said. “We said no. He said no!” Don’t panic: 12,000 people’s lives …"


def quoted(text: str, *exacts: Any, **fields: Any) -> Statement:
    """A quote and its citations, each given as its words or as a dict of its fields."""
    statement: Statement = make.StatementFactory(kind="quote", text=text, **fields)
    for each in exacts:
        cite(statement, **({"exact": each} if isinstance(each, str) else each))
    return statement


def cite(statement: Statement, **fields: Any) -> Citation:
    if fields.get("start") is not None:
        fields["end"] = fields["start"] + len(fields["exact"])
    made: Citation = make.CitationFactory(statement=statement, **fields)
    return made


def check(rule: str | None, *quote: Any, **fields: Any) -> None:
    with refused(rule) if rule else accepted():
        quoted(*quote, **fields)


# The text of a quote from a source whose text is not held, its citations, and the rule that it breaks.
UNKNOWN = [
    ("This was … accidental", ["This was", "accidental"], None),
    ("This was...accidental", ["This was", "accidental"], None),
    ("This was . . . accidental", ["This was", "accidental"], None),
    ("This was (…) accidental", ["This was", "accidental"], None),
    ("This was […] accidental", ["This was", "accidental"], None),
    ("This was [, she said,] accidental", ["This was", "accidental"], None),
    ("これは……事故", ["これは", "事故"], None),
    ("這不是⋯⋯意外", ["這不是", "意外"], None),
    ("這不是〔無人機〕意外", ["這不是", "意外"], None),
    ("no … no", ["no"], None),
    ("This was accidental", ["This was", "accidental"], OMISSION),
    ("This was, accidental", ["This was", "accidental"], OMISSION),
    ("This was\n\taccidental", ["This was", "accidental"], OMISSION),
    ("This was – accidental", ["This was", "accidental"], OMISSION),
    ("This was .. accidental", ["This was", "accidental"], OMISSION),
    ("This was [] accidental", ["This was", "accidental"], OMISSION),
    ("これは、事故", ["これは", "事故"], OMISSION),
    ("no – no", ["no"], OMISSION),
    ("accidental … This was", ["This was", "accidental"], ORDER),
    ("accidental [as she said] This was", ["This was", "accidental"], ORDER),
    ("accidentals", ["accidental", "s"], WORDS),
    ("unaccidental", ["un", "accidental"], WORDS),
    ("9accidental", ["9", "accidental"], WORDS),
    ("Zufälle", ["Zuf", "älle"], WORDS),
    ("неслучайно", ["не", "случайно"], WORDS),
    ("הבית", ["ה", "בית"], WORDS),
    ("किताब", ["क", "िताब"], WORDS),
    ("n̈o", ["n", "̈o"], WORDS),
    ("These were accidents", ["These were", "accident"], VERBATIM),
]


@pytest.mark.parametrize(("text", "exacts", "rule"), UNKNOWN)
def test_parts_from_a_source_without_its_text_have_a_mark_of_omission_between_them(
    text: str, exacts: list[str], rule: str | None
) -> None:
    check(rule, text, *exacts)


# The same of a source whose text is held.
HELD = [
    ("This was not accidental, she said", ["This was not accidental", "she said"], None),
    ("This was not accidental … We said no", ["This was not accidental", "We said no"], None),
    ("This was [certainly] not accidental", ["This was", "not accidental"], None),
    ("This was not accidental", ["This was", "not accidental"], None),
    ("We said no! He said no!", ["We said no", "He said no"], None),
    ("We said no … no", ["We said no", "no"], None),
    ("no He said no", ["no", "He said no"], None),
    ("no … no", ["no"], None),
    ("[T]his was not … she said", ["his was not", "she said"], None),
    ("“Don’t [ever] panic”", ["Don’t", "panic"], None),
    ("12,000 people’s lives", ["12,000", "people’s lives"], None),
    ("This was accidental", ["This was", "accidental"], OMISSION),
    ("This was not accidental. We said no", ["This was not accidental", "We said no"], OMISSION),
    ("We said no no", ["We said no", "no"], OMISSION),
    ("she said … This was not accidental", ["she said", "This was not accidental"], ORDER),
    ("not accidental … This was", ["This was", "not accidental"], ORDER),
    ("no … no … no", ["no"], ORDER),
    ("his was not accidental", ["his was not accidental"], WORDS),
    ("This was not accident", ["This was not accident"], WORDS),
    ("This was not acc[idental]", ["This was not acc"], None),
    ("Don", ["Don"], WORDS),
    ("12", ["12"], WORDS),
    ("000", ["000"], WORDS),
]


@pytest.mark.parametrize(("text", "exacts", "rule"), HELD)
def test_parts_from_a_text_that_is_held_follow_it(text: str, exacts: list[str], rule: str | None) -> None:
    check(rule, text, *exacts, source=make.SourceFactory(content=ARTICLE))


def test_parts_are_compared_by_their_offsets_in_whatever_order_they_were_recorded() -> None:
    first, second = {"exact": "We said", "start": 10}, {"exact": "no", "start": 40}
    check(None, "We said … no", second, first)
    check(ORDER, "no … We said", first, second)


@pytest.mark.parametrize(
    ("start", "around", "rule"),
    [
        (20, {}, OMISSION),
        (20, {"suffix": ", “"}, None),
        (20, {"suffix": ", “Oh"}, None),
        (20, {"suffix": " to"}, OMISSION),
        (21, {"suffix": ", “"}, OMISSION),
    ],
)
def test_offsets_and_the_characters_around_show_that_nothing_lies_between_two_parts(
    start: int, around: dict[str, str], rule: str | None
) -> None:
    first = {"exact": "We said", "start": 10, **around}
    check(rule, "We said no", first, {"exact": "no", "start": start})


def test_one_place_of_the_source_may_be_cited_beside_others_for_the_same_words() -> None:
    held = make.SourceFactory(content=ARTICLE)
    places = [{"exact": "said no", "start": start} for start in (ARTICLE.index("said no."), ARTICLE.index("said no!"))]
    check(None, "“said no”", *places, source=held)


def test_words_in_brackets_of_the_source_are_not_left_out_without_a_mark() -> None:
    held = make.SourceFactory(content="This was [by all accounts] no accident.")
    check(OMISSION, "This was no accident", "This was", "no accident", source=held)
    check(None, "This was … no accident", "This was", "no accident", source=held)
