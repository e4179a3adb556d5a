"""Finding a speaker by a spelling of the name that a newspaper uses: `name_variants.csv` has real people and spellings.

Each has to come first among all of them and a few hundred others. Other names are recorded where an editor would.
"""

import pytest
from django.db import connection

from tests.support.clients import Get
from tests.support.examples import table

pytestmark = pytest.mark.django_db

PEOPLE = table("name_variants.csv")
CALLED = table("people.csv")


@pytest.mark.usefixtures("everybody")
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["name"])
def test_every_spelling_of_a_name_finds_its_speaker_first(get: Get, person: dict[str, str]) -> None:
    found = {}
    for variant in (person["name"], *person["variants"].split("|")):
        rows = get(f"search/?q={variant}")["results"]
        found[variant] = rows[0]["name"] if rows else None
    assert found == dict.fromkeys(found, person["name"])


@pytest.mark.usefixtures("everybody")
@pytest.mark.parametrize("person", CALLED, ids=lambda person: person["name"])
def test_titles_roles_and_initials_help_and_never_exclude(get: Get, person: dict[str, str]) -> None:
    found = {}
    for query in person["queries"].split("|"):
        rows = get(f"search/?q={query}")["results"]
        found[query] = rows[0]["name"] if rows else None
    assert found == dict.fromkeys(found, person["name"])


def test_there_are_many_spellings_in_several_alphabets() -> None:
    variants = [variant for person in PEOPLE for variant in person["variants"].split("|")]
    assert len(PEOPLE) >= 40
    assert len(variants) >= 300
    assert sum(not variant.isascii() for variant in variants) >= 100


def test_a_word_of_very_many_letters_is_folded() -> None:
    """A pattern that takes cubic time would take hours for it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '60s'")
        cursor.execute("SELECT claims_fold(%s), claims_fold(%s)", ["x" * 20_000, "aabbbccccddddd" * 1_000])
        assert cursor.fetchone() == ("ks" * 20_000, "abkd" * 1_000)
