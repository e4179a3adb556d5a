"""Finding a speaker by a spelling of the name that a newspaper uses: `name_variants.csv` has real people and spellings.

Each has to come first among all of them and a few hundred others. Other names are recorded where an editor would.
"""

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from claims.models import Speaker
from tests.support.clients import Get

pytestmark = pytest.mark.django_db

with Path(__file__).with_name("name_variants.csv").open(encoding="utf-8") as file:
    PEOPLE = list(csv.DictReader(file))
FIRST = (
    "Aleksandar Alexander Alexei Andrii Anna Boris Dmitry Donald Jens Jonas Karol Maria Mark Olaf Peter Sergey Viktor"
)
SYLLABLES = "ba bel dor fi gam hen ja kel lo mar nu or pel ra sil ta uv vel wi zo mik lan te ser kov ski nov"
OTHERS = 400


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    chance = random.Random(1)  # noqa: S311
    names = [
        f"{chance.choice(FIRST.split())} {''.join(chance.choices(SYLLABLES.split(), k=3)).capitalize()}"
        for _ in range(OTHERS)
    ]
    people = {person["name"]: person["other names"].split("|") for person in PEOPLE}
    rows = [
        Speaker(
            slug=f"speaker-{number}", kind="person", name=name, sort_name=name, other_names=[o for o in others if o]
        )
        for number, (name, others) in enumerate([*((name, []) for name in names), *people.items()])
    ]
    with django_db_blocker.unblock(), transaction.atomic():
        Speaker.objects.bulk_create(rows)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("everybody")
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["name"])
def test_every_spelling_of_a_name_finds_its_speaker_first(get: Get, person: dict[str, str]) -> None:
    found = {}
    for variant in (person["name"], *person["variants"].split("|")):
        rows = get(f"search/?q={variant}")["results"]
        found[variant] = rows[0]["name"] if rows else None
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
