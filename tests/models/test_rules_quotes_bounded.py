"""Checking a quote takes a bounded number of steps, whatever its text, its citations and its source."""

from collections.abc import Callable

import pytest
from django.db import connection

from claims.models import Statement
from tests.support import factories as make
from tests.support.quotes import write
from tests.support.rules import accepted, execute, refused

pytestmark = pytest.mark.django_db


def prefixes(text: str, number: int) -> list[str]:
    """The first words of a text, the first two words, and so on."""
    words = text.split()
    return [" ".join(words[:length]) for length in range(1, number + 1)]


MANY_AB = " ".join(["a b"] * 40)
MANY_PARTS = " … ".join(["a b"] * 40)
HOSTILE: dict[str, Callable[[], Statement]] = {
    "many ways to cover a text": lambda: write(MANY_PARTS, prefixes(MANY_PARTS, 19)),
    "many ways to cover a text, of which the source is held": lambda: write(
        MANY_AB, prefixes(MANY_AB, 19), source=make.SourceFactory(content=MANY_AB)
    ),
    "many places in a long source": lambda: write(
        " … ".join(["a b"] * 20), ["a", "b", "a b"], source=make.SourceFactory(content="a b ü " * 300_000)
    ),
    "many citations of a long source": lambda: write(
        MANY_AB, prefixes(MANY_AB, 50), source=make.SourceFactory(content="a b " * 400_000)
    ),
    "marks alone between words": lambda: write(
        "a" + "." * 9_000 + "b", ["a", "b"], source=make.SourceFactory(content=("a" + "." * 500 + "b ") * 3_000)
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_quote_of_words_that_are_repeated_is_accepted(case: str) -> None:
    with accepted():
        HOSTILE[case]()


def test_words_that_stand_at_too_many_places_of_a_quote_are_refused() -> None:
    with refused("statement_quote_parts_bounded"):
        write(" … ".join(["a"] * 1_001), ["a"])
    with accepted():
        write(" … ".join(["a"] * 1_000), ["a"])


def test_a_statement_has_no_more_than_fifty_citations() -> None:
    exacts = [f"part {number}" for number in range(51)]
    with accepted():
        write(" … ".join(exacts[:50]), exacts[:50])
    with refused("statement_citations_bounded"):
        write(" … ".join(exacts), exacts)
    with refused("statement_citations_bounded"):
        write("Words.", exacts, source=make.SourceFactory(content=" ".join(exacts)))


def test_a_statement_and_its_citations_are_checked_once_together() -> None:
    execute("SET LOCAL track_functions = 'pl'")
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(pg_stat_get_xact_function_calls('claims_stitched'::regproc), 0)")
        before = cursor.fetchone()[0]
        write("one … two … three", ["one", "two", "three"])
        cursor.execute("SELECT pg_stat_get_xact_function_calls('claims_stitched'::regproc)")
        assert cursor.fetchone()[0] - before == 1


@pytest.mark.parametrize(
    "held",
    ["a-b " * 499_000, "é…" * 1_000_000, "x" * 2_000_000, "xa-bx " * 330_000, "é" * 1_990_000 + " xa-bx" * 1_000],
    ids=["hyphens", "marks", "one word", "inside words", "inside words at the end"],
)
def test_words_that_a_long_source_does_not_have_are_refused(held: str) -> None:
    with refused("citation_is_verbatim"):
        write("a b.", ["a b"], source=make.SourceFactory(content=held))
