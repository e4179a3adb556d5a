"""Claims that a search finds say how many hold which position and, where it is asked for, who."""

from typing import Any

import pytest

from claims.models import Speaker
from tests.support import factories as make
from tests.support.clients import Get
from tests.support.factories import take
from tests.support.positions import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def claim() -> Any:
    claim = make.ClaimFactory(slug="drones", text="Drones flew.", name="x")
    other = make.ClaimFactory(slug="other", text="It rained.", name="x")
    for slug in ("a", "b", "c", "d"):
        take(make.SpeakerFactory(slug=slug, name=slug), claim, "affirms", MONDAY)
    denier = make.SpeakerFactory(slug="e", name="e")
    take(denier, claim, "denies", MONDAY)
    take(Speaker.objects.get(slug="d"), other, "affirms", MONDAY)
    return claim


def test_a_claim_has_its_tallies_and_nobody_without_being_asked(get: Get) -> None:
    (row,) = get("search/?q=drones")["results"]
    assert (row["tallies"]["affirms"], row["tallies"]["denies"], row["disputed"]) == (4, 1, True)
    assert not {"affirmed_by", "denied_by"} & row.keys()


def names(rows: list[Any]) -> list[str]:
    return [row["speaker"]["slug"] for row in rows]


def test_with_holders_a_claim_has_three_speakers_of_each_side_those_with_most_positions_first(get: Get) -> None:
    for types in ("", "&type=claim"):
        (row,) = get(f"search/?q=drones&holders=true{types}")["results"]
        assert (names(row["affirmed_by"]), names(row["denied_by"])) == (["d", "a", "b"], ["e"])
    assert get("search/?q=drones&type=statement&holders=true")["results"] == []


def test_fields_may_ask_for_them_as_well(get: Get) -> None:
    answer = get("search/?q=drones&fields=slug,denied_by.speaker.slug,denied_by.last_on,tallies.denies")
    assert answer["results"] == [
        {
            "slug": "drones",
            "denied_by": [{"speaker": {"slug": "e"}, "last_on": MONDAY.isoformat()}],
            "tallies": {"denies": 1},
        }
    ]
