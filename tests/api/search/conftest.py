"""A crowd to find people in: those of `name_variants.csv`, their roles of `people.csv`, and a few hundred others."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from claims.models import Affiliation, Speaker
from tests.support.examples import table
from tests.support.loaded import loaded

FIRST = (
    "Aleksandar Alexander Alexei Andrii Anna Boris Dmitry Donald Jens Jonas Karol Maria Mark Olaf Peter Sergey Viktor"
)
SYLLABLES = "ba bel dor fi gam hen ja kel lo mar nu or pel ra sil ta uv vel wi zo mik lan te ser kov ski nov"
OTHERS = 400


def speaker(number: int, name: str, kind: str, others: str = "") -> Speaker:
    return Speaker(
        slug=f"crowd-{number}", kind=kind, name=name, sort_name=name, other_names=[o for o in others.split("|") if o]
    )


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    chance = random.Random(1)  # noqa: S311
    names = [
        f"{chance.choice(FIRST.split())} {''.join(chance.choices(SYLLABLES.split(), k=3)).capitalize()}"
        for _ in range(OTHERS)
    ]
    held = table("people.csv")
    rows = [
        *(speaker(number, name, "person") for number, name in enumerate(names)),
        *(
            speaker(1_000 + number, person["name"], "person", person["other names"])
            for number, person in enumerate(table("name_variants.csv"))
        ),
        *(
            speaker(2_000 + number, name, "organization")
            for number, name in enumerate(sorted({each["organization"] for each in held}))
        ),
    ]

    def make() -> None:
        by_name = {row.name: row for row in Speaker.objects.bulk_create(rows)}
        Affiliation.objects.bulk_create(
            Affiliation(person=by_name[each["name"]], organization=by_name[each["organization"]], role=each["role"])
            for each in held
        )

    with loaded(django_db_blocker, make):
        yield
