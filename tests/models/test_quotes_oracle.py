"""Whether a quote is covered by its citations, compared with a search through all ways to lay them on it."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import factories as make
from tests.support.quotes import write

pytestmark = pytest.mark.django_db

MARKS = " .,…[]"
BESIDES = re.compile(r"(?:\[[^]]*\]|[ .,…\[\]])*")
OMITTED = re.compile(r"…|\[[^]]+\]")


def places(text: str, part: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(part, place)]


def in_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1] not in MARKS and text[place] not in MARKS


def origins(exact: str, text: str, held: str) -> list[int]:
    """The places where a citation may stand in the source: of whole words, but beside an insertion."""
    return [
        place
        for place in places(held, exact)
        if (not in_word(held, place) or "]" + exact in text)
        and (not in_word(held, place + len(exact)) or exact + "[" in text)
    ]


def pieces(text: str, exacts: list[str], stop: int) -> Iterator[tuple[int, str]]:
    """The citations that can follow a place of the text, and where."""
    word = BESIDES.match(text, stop).end()  # type: ignore[union-attr]
    for exact in exacts:
        for place in places(text, exact):
            end = place + len(exact)
            if stop <= place <= word < end and not in_word(text, place) and not in_word(text, end):
                yield place, exact


def is_covered(text: str, exacts: list[str], held: str) -> bool:
    """Whether some of the citations, in some order and from some places, are the text but for marks and insertions."""

    def follows(source: int | None, origin: int, between: str) -> bool:
        if source is None:
            return True
        return origin >= source and bool(OMITTED.search(between) or not held[source:origin].strip(MARKS))

    @cache
    def goes_on(stop: int, source: int | None) -> bool:
        return BESIDES.fullmatch(text, stop) is not None or any(
            follows(source, origin, text[stop:place]) and goes_on(place + len(exact), origin + len(exact))
            for place, exact in pieces(text, exacts, stop)
            for origin in origins(exact, text, held)
        )

    return all(origins(exact, text, held) for exact in exacts) and goes_on(0, None)


WORDS = st.lists(st.sampled_from(["a", "b", "ab"]), min_size=2, max_size=8)
BETWEEN = st.sampled_from([" … ", " … ", " ", ", ", " [x] ", "[x]"])


@st.composite
def quotes(draw: st.DrawFn) -> tuple[str, list[str], str]:
    """A text made of parts of a source, its citations, and the text of the source."""
    held = draw(st.sampled_from(["a", "b"])) + "".join(
        draw(st.sampled_from([" ", " ", ", "])) + word for word in draw(WORDS)
    )
    words = [match.span() for match in re.finditer("[ab]+", held)]
    ends = sorted(draw(st.lists(st.sampled_from(range(len(words))), min_size=2, max_size=8)))
    spans = [(words[first][0], words[last][1]) for first, last in zip(ends[::2], ends[1::2], strict=False)]
    cut = draw(st.sampled_from([0, 0, 0, 1]))
    parts = [
        held[min(first + cut, last - 1) : last]
        for first, last in (spans if draw(st.integers(0, 3)) else reversed(spans))
    ]
    text = parts[0] + "".join(draw(BETWEEN) + part for part in parts[1:])
    return text, draw(st.permutations(sorted(set(parts)))), held


@settings(max_examples=400, deadline=None)
@given(quotes())
def test_a_quote_is_accepted_if_its_citations_can_be_laid_on_it(quote: tuple[str, list[str], str]) -> None:
    text, exacts, held = quote
    accepted = True
    try:
        with transaction.atomic():
            write(text, exacts, source=make.SourceFactory(content=held))
            transaction.set_rollback(True)
    except IntegrityError:
        accepted = False
    assert accepted == is_covered(text, exacts, held)
