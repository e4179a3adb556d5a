"""Which spellings of a word find each other, and which do not: the table in docs/api.md, row by row."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.support.clients import Get
from tests.support.factories import ClaimFactory
from tests.support.loaded import loaded

pytestmark = pytest.mark.django_db

# Each group is one word in several spellings.
EQUAL = {
    "a letter and digits": ["MiG-31", "MiG31", "MiG 31", "MiG‑31", "mig-31", "MiG-31s", "MiG31's"],
    "a flight": ["MH17", "MH-17", "MH 17"],
    "one letter and digits": ["S-400", "S400", "S 400"],
    "digits and one letter": ["5G", "5-G", "5g"],
    "letters and digits in turn": ["H1N1", "h1n1", "H1-N1"],
    "dots of an acronym": ["U.S.A.", "USA", "U.S.A", "usa"],
    "dots in Cyrillic": ["С.Ш.А.", "США"],
    "thousands": [
        "12000",
        "12,000",
        "12.000",
        "12 000",
        "12\u00a0000",
        "12\u2009000",
        "12\u202f000",
        "12'000",
        "12’000",
    ],
    "millions": ["7654321", "7,654,321", "7.654.321", "7 654 321"],
    "a hyphen or none": ["co-operation", "cooperation", "co‑operation", "Co-operation"],
    "a hyphen in German": ["Klima-Schutz", "Klimaschutz"],
    "a letter and a hyphen": ["e-mail", "E-Mail", "email"],
    "an apostrophe": ["O’Brien", "O'Brien", "OBrien"],
    "a hyphen or a space": ["drone-proof", "drone proof"],
    "soft hyphens": ["reckless", "reck\u00adless"],
    "zero-width characters": ["balloon", "bal\u200bloon", "bal\u200dloon", "\ufeffballoon\u200f", "bal\u2060loon"],
    "Persian with a non-joiner": ["می‌خواهم", "میخواهم"],
    "Hebrew points": ["שלום", "שָׁלוֹם"],
    "Arabic marks": ["محمد", "مُحَمَّد", "مـحـمـد"],
    "full-width digits": ["７８９年", "789年"],
}
DIFFERENT = [
    ("12.5", "Of 125 drones, one fell."),
    ("125", "It rose by 12.5 per cent."),
    ("0125", "It rose by 0.125 per cent."),
    ("20242025", "In 2024,2025 drones flew."),
    ("22092025", "It was 22.09.2025 in Oslo."),
    ("192168", "The address is 192.168.1.1 there."),
    ("100200300", "In rooms 100, 200, 300 they met."),
    ("S-400", "There were 400 men."),
    ("T-72", "There were 72 men."),
    ("MiG-31", "On 31 May, a MiG flew."),
    ("cooperation", "The co of the operation."),
]


@pytest.fixture(scope="module")
def words(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A claim for each spelling, with the name of its group in the slug."""
    with loaded(django_db_blocker, make_claims):
        yield


def make_claims() -> None:
    for number, spellings in enumerate(EQUAL.values()):
        for each, spelling in enumerate(spellings):
            ClaimFactory(slug=f"g{number}-{each}", name="x", text=f"Nobody said {spelling} there.", context="")


def slugs(answer: Any) -> set[str]:
    return {row["slug"] for row in answer["results"]}


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("group", EQUAL)
def test_every_spelling_finds_every_other(get: Get, group: str) -> None:
    number = list(EQUAL).index(group)
    everyone = {f"g{number}-{each}" for each in range(len(EQUAL[group]))}
    found = {spelling: slugs(get(f"search/?q={spelling}&type=claim")) for spelling in EQUAL[group]}
    assert found == dict.fromkeys(EQUAL[group], everyone)


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("group", EQUAL)
def test_every_spelling_is_marked_as_a_whole(get: Get, group: str) -> None:
    number = list(EQUAL).index(group)
    for row in get(f"search/?q={EQUAL[group][0]}&type=claim")["results"]:
        written = EQUAL[group][int(row["slug"].removeprefix(f"g{number}-"))]
        marked = {place for mark in row["highlights"] for place in range(mark["start"], mark["end"])}
        letters = {place for place, character in enumerate(row["text"]) if character.isalnum()}
        start = len("Nobody said ")
        whole = {place for place in letters if start <= place < start + len(written)}
        assert whole - marked <= {start + len(written) - 1 if written.endswith("s") else None}
        assert marked & letters <= whole


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("group", EQUAL)
def test_a_passage_in_any_spelling_is_about_the_claim(get: Get, group: str) -> None:
    number = list(EQUAL).index(group)
    for spelling in EQUAL[group]:
        answer = get(f"claims/match/?text=They wrote {spelling} again&limit=50")
        assert {f"g{number}-{each}" for each in range(len(EQUAL[group]))} <= {
            each["claim"]["slug"] for each in answer["results"]
        }


@pytest.mark.parametrize(("query", "text"), DIFFERENT)
def test_what_is_something_else_is_not_found(get: Get, query: str, text: str) -> None:
    ClaimFactory(slug="other", name="x", text=text)
    assert "other" not in slugs(get(f"search/?q={query}&type=claim&limit=200"))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("An international co-operation agreement.", '"cooperation"'),
        ("An international co-operation agreement.", '"international co-operation agreement"'),
        ("An international co-operation agreement.", '"international co operation"'),
        ("An international cooperation agreement.", '"international co-operation agreement"'),
        ("The anti-drone wall.", '"anti drone wall"'),
        ("The anti-drone wall.", '"drone wall"'),
        ("The antidrone wall.", '"anti-drone wall"'),
        ("About 12,000 men of the U.S.A.", '"12000 men of the USA"'),
        ("Two MiG-31s crossed.", '"MiG31 crossed"'),
        ("The S-300 system.", '"the S300 system"'),
    ],
)
def test_a_phrase_is_found_in_another_spelling(get: Get, text: str, query: str) -> None:
    ClaimFactory(slug="one", name="x", text=text)
    assert "one" in slugs(get(f"search/?q={query}"))


@pytest.mark.parametrize("words", ["drones cooperation", "drones reelected", "reelected drones"])
def test_joined_words_are_no_neighbours_of_other_words(get: Get, words: str) -> None:
    ClaimFactory(slug="one", name="x", text="Jets and co-operation, re-elected, against drones.")
    assert "one" in slugs(get(f"search/?q={words}"))
    assert "one" not in slugs(get(f'search/?q="{words}"'))


def test_among_other_words_in_quotes_a_joined_word_does_not_find_one_with_a_hyphen(get: Get) -> None:
    ClaimFactory(slug="one", name="x", text="An international co-operation agreement.")
    assert "one" not in slugs(get('search/?q="international cooperation agreement"'))


def test_an_excluded_word_is_excluded_in_every_spelling(get: Get) -> None:
    for slug, spelling in (("hyphen", "co-operation"), ("joined", "cooperation"), ("none", "rivalry")):
        ClaimFactory(slug=slug, name="x", text=f"Zeppelins and {spelling}.")
    assert slugs(get("search/?q=zeppelins -cooperation")) == {"none"}
    assert slugs(get("search/?q=zeppelins -co-operation")) == {"none"}


@pytest.mark.parametrize(
    "piece",
    [
        "a-",
        "aa-bb ",
        "a.",
        "1a",
        "1s ",
        "1,000,",
        "1 000 ",
        ",000",
        "A 1 ",
        "A'",
        "中",
        "2中a",
        "ក្ក",
        "ก็",
        "e\u0301",
        "a\u00ad",
        "שָ",
        "\ue000",
    ],
)
def test_reading_takes_one_pass_over_what_is_hostile(piece: str) -> None:
    """A pattern that reads the text from its beginning again at each match would take a hundred times as long."""
    text = (piece * 100_000)[:100_000]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5s'")
        cursor.execute("SELECT length(claims_lexemes('claims_english', %s, 'A'))", [text])
        cursor.execute("SELECT count(*) FROM claims_marks('claims_english', %s, 'drone', NULL)", [f"{text} drones"])
        assert cursor.fetchone() is not None
