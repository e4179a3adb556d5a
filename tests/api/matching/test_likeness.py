"""Which new claims count as copies of those that are there: none that says the contrary, most that are worded anew."""

from pathlib import Path

import pytest
from django.db import connection

from claims.models import Claim
from claims.services.similar import claims_like
from tests.support import factories as make

pytestmark = pytest.mark.django_db

TABLES = Path(__file__).with_name("likeness")


def pairs(table):
    """The lines of a table: the language, a claim that is there, and a new one."""
    return [line.split("\t") for line in (TABLES / table).read_text(encoding="utf-8").splitlines()]


def recorded(table):
    """Records the first claim of each pair of a table; the claims, each with its language and the new text."""
    return [
        (make.ClaimFactory(text=there, name=there[:75], language=tag), tag, new) for tag, there, new in pairs(table)
    ]


def alike(text, language="en"):
    """The claims that a new one with this text is like."""
    return [each.row for each in claims_like({"text": text, "language": language}, ())]


# The second table was written after the words in contrasts.sql; three of its pairs led to more words.
@pytest.mark.parametrize(("table", "number"), [("contrary.tsv", 60), ("contrary_too.tsv", 40)])
def test_a_claim_that_says_the_contrary_is_no_copy(table, number):
    rows = recorded(table)
    assert len(rows) == number
    assert [new for _, tag, new in rows if alike(new, tag)] == []


def test_at_least_fifty_of_sixty_claims_that_are_worded_anew_are_copies():
    rows = recorded("copies.tsv")
    missed = [new for there, tag, new in rows if there not in alike(new, tag)]
    assert (len(rows), len(missed) <= 10) == (60, True), missed


def test_a_copy_is_found_beside_a_claim_that_says_the_contrary():
    for tag, there, new in pairs("contrary.tsv"):
        one, other = (make.ClaimFactory(text=text, name=text[:75], language=tag) for text in (there, new))
        assert other not in alike(there, tag), there
        assert one not in alike(new, tag), new


@pytest.mark.parametrize(
    ("there", "new", "same"),
    [
        (
            "The minister was not told of the leak in the plant.",
            "The minister wasn't told of the leak in the plant.",
            True,
        ),
        (
            "The minister was told of the leak in the plant.",
            "The minister wasn’t told of the leak in the plant.",
            False,
        ),
        # Two negations are none.
        (
            "Fishing with nets in the northern bay of the lake should be allowed again.",
            "Fishing with nets in the northern bay of the lake should not be banned again.",
            True,
        ),
        (
            "Fishing with nets in the northern bay of the lake should not be banned again.",
            "Fishing with nets in the northern bay of the lake should be banned again.",
            False,
        ),
        # A number may be a word, and a word that both have counts for nothing.
        ("Nine boats never left the harbour of Tartu.", "9 boats never left the harbour of Tartu.", True),
        ("Nine boats never left the harbour of Tartu.", "Seven boats never left the harbour of Tartu.", False),
        (
            "Nine boats with 2 men never left the harbour of Tartu.",
            "9 boats with 3 men never left the harbour of Tartu.",
            False,
        ),
        # What only one of the two says is no contrast.
        ("The bridge of Tartu was closed in May.", "The bridge of Tartu was closed.", True),
        ("The bridge of Tartu was closed in May.", "The bridge of Tartu was closed in July.", False),
        # A prefix counts only where the other claim has the bare word.
        ("The water of the lake is safe to drink.", "The water of the lake is unsafe to drink.", False),
        ("The uncle of the mayor owns the lake.", "The mayor’s uncle owns the lake.", True),
    ],
)
def test_what_counts_against_likeness(there, new, same):
    make.ClaimFactory(text="A whale swam up the Rhine.", name="Whale")
    row = make.ClaimFactory(text=there, name=there[:75])
    assert (row in alike(new)) == same


def test_letters_with_dots_may_be_written_as_two():
    row = make.ClaimFactory(
        text="Die Steuer auf süße Getränke in großen Flaschen soll spürbar erhöht werden.",
        name="Getränke",
        language="de",
    )
    assert alike("Die Steuer auf suesse Getraenke in grossen Flaschen soll spuerbar erhoeht werden.", "de") == [row]
    assert (
        alike(
            "Die Steuer auf suesse Getraenke in grossen Flaschen soll spuerbar ermaessigt, nicht erhoeht werden.", "de"
        )
        == []
    )


def test_a_language_with_a_region_and_none_are_read_as_others():
    make.ClaimFactory(text="Die Brücke über den Fluss soll gebaut werden.", name="Brücke", language="de-AT")
    assert alike("Die Brücke über den Fluss soll nicht gebaut werden.", "de-CH") == []
    assert alike("Die Brücke über den Fluss soll gebaut werden!", "de-CH") == [Claim.objects.get()]


def test_people_add_words_of_their_own():
    row = make.ClaimFactory(text="The council greenlit the tram from the old station to the harbour.", name="Tram")
    new = "The council torpedoed the tram from the old station to the harbour."
    assert alike(new) == [row]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO claims_contrast VALUES ('en', 'negation', '', 'torpedo%')")
    assert alike(new) == []


def test_a_passage_that_denies_a_claim_still_finds_it(get):
    row = make.ClaimFactory(slug="mined", text="The harbour of Odesa was mined by divers.", name="Mined")
    (found,) = get("claims/match/?text=The harbour of Odesa was never mined by divers")["results"]
    assert found["claim"]["slug"] == row.slug
