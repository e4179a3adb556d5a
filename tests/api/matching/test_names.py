"""Claims that people know by another name, and who is named first of those who hold a position on a claim."""

import pytest

from claims.api.matching.answers import claims_statement
from claims.api.resources.claims import holders
from claims.models import Claim, Speaker
from claims.search import matching
from tests.support import factories as make
from tests.support.factories import take
from tests.support.positions import FRIDAY, MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims():
    texts = {
        "drones": "Russia is responsible for the drones over Copenhagen Airport.",
        "jets": "Three Russian jets entered the airspace of Estonia in September 2025.",
        "cables": "The cables in the Baltic Sea were cut on purpose.",
    }
    return {slug: make.ClaimFactory(slug=slug, text=text, name=text, context="") for slug, text in texts.items()}


def test_a_passage_that_uses_another_name_finds_its_claim_first(get, claims):
    subsidy = {"text": "Housing benefit is lower for tenants with a spare room.", "name": "Spare room", "context": ""}
    make.ClaimFactory(slug="subsidy", other_names=["under-occupancy charge", "bedroom tax"], **subsidy)
    make.ClaimFactory(slug="income", text="The income tax was raised in April 2013.", name="Income tax", context="")
    answer = get("claims/match/?text=They want to scrap the bedroom tax")
    assert answer["results"][0]["claim"]["slug"] == "subsidy"
    assert [word["word"] for word in answer["results"][0]["words"]] == ["bedroom", "tax"]


def test_numbers_in_another_name_do_not_count_against_a_claim(get, claims):
    Claim.objects.create(
        **{name: getattr(claims["cables"], name) for name in ("text", "name", "kind")},
        slug="numbered",
        other_names=["Incident 4711 of 2024"],
    )
    found = matching.candidates("Somebody cut the Baltic cables")
    evidence = dict(zip(found.claims, found.evidence, strict=True))
    assert evidence[Claim.objects.get(slug="numbered").pk]["foreign_numbers"] == 0


def test_those_who_hold_most_positions_come_first_then_by_name_and_the_tally_counts_all(get, claims):
    for number in range(14):
        speaker = make.SpeakerFactory(slug=f"s-{number:02}", name=f"S {number:02}", kind="group")
        take(speaker, claims["drones"], "denies", MONDAY if number else FRIDAY)
    for slug, others in (("s-12", ("jets", "cables")), ("s-03", ("jets",))):
        for other in others:
            take(Speaker.objects.get(slug=slug), claims[other], "affirms", MONDAY)
    (match,) = get("claims/match/?text=drones over Copenhagen Airport&limit=1&brief=false")["results"]
    assert [each["speaker"]["slug"] for each in match["denied_by"]] == [
        *("s-12", "s-03", "s-00", "s-01", "s-02", "s-04", "s-05", "s-06", "s-07", "s-08")
    ]
    assert match["claim"]["tallies"]["denies"] == 14


def test_of_many_those_who_said_so_last_are_looked_at(get, claims, monkeypatch):
    monkeypatch.setattr(holders, "MAX_LATEST", 2)
    claims_statement.cache_clear()
    try:
        for slug, day in (("first", MONDAY), ("second", FRIDAY), ("third", FRIDAY)):
            take(make.SpeakerFactory(slug=slug, name=slug), claims["drones"], "affirms", day)
        take(Speaker.objects.get(slug="first"), claims["jets"], "affirms", FRIDAY)
        (match,) = get("claims/match/?text=drones over Copenhagen Airport&limit=1&brief=false")["results"]
        assert [each["speaker"]["slug"] for each in match["affirmed_by"]] == ["second", "third"]
    finally:
        claims_statement.cache_clear()
