"""Contradictions: who affirms a claim that somebody else denies, and who did both at different times."""

from datetime import date
from typing import Any

import pytest

from claims import models
from tests.support import factories as make
from tests.support.clients import Get

pytestmark = pytest.mark.django_db


def day(number: int) -> date:
    return date(2025, 9, number)


def pairs(answer: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The claim, who affirms it and who denies it, of each row."""
    return [(row["claim"]["slug"], row["affirmed_by"]["slug"], row["denied_by"]["slug"]) for row in answer["results"]]


@pytest.fixture
def people() -> dict[str, models.Speaker]:
    return {name: make.SpeakerFactory(slug=name, name=name) for name in ("ann", "ben", "cem", "dan")}


@pytest.fixture
def claim(people: dict[str, models.Speaker]) -> models.Claim:
    """Ann and Ben affirm the claim, Cem denies it, and Dan questions it."""
    claim: models.Claim = make.ClaimFactory(slug="drones")
    for number, (name, position) in enumerate(
        [("ann", "affirms"), ("ben", "affirms"), ("cem", "denies"), ("dan", "questions")], 1
    ):
        make.take(people[name], claim, position, day(number))
    return claim


@pytest.mark.usefixtures("claim")
def test_each_pair_of_speakers_is_listed_once_and_those_who_spoke_last_come_first(get: Get) -> None:
    assert pairs(get("contradictions/")) == [("drones", "ben", "cem"), ("drones", "ann", "cem")]


@pytest.mark.usefixtures("claim")
def test_a_contradiction_shows_both_statements_with_their_words(get: Get, people: dict[str, models.Speaker]) -> None:
    row = get("contradictions/?limit=1")["results"][0]
    assert (row["kind"], row["capacity"]) == ("between_speakers", "own")
    for side, name, when in (("affirms", "ben", "2025-09-02"), ("denies", "cem", "2025-09-03")):
        said = models.Statement.objects.get(speaker=people[name])
        assert row[side]["id"] == said.stances.get().pk
        assert row[side]["explicitness"] == said.stances.get().explicitness
        statement = row[side]["statement"]
        assert (statement["slug"], statement["text"], statement["made_on"]) == (said.slug, said.text, when)
        assert statement["speaker"]["slug"] == name
        assert statement["affiliation"] is None


@pytest.mark.usefixtures("claim")
def test_of_one_speaker_the_contradictions_are_those_in_which_the_speaker_has_a_part(get: Get) -> None:
    assert pairs(get("contradictions/?speaker=ann")) == [("drones", "ann", "cem")]
    assert pairs(get("contradictions/?speaker=cem")) == [("drones", "ben", "cem"), ("drones", "ann", "cem")]
    assert pairs(get("contradictions/?other=cem")) == [("drones", "ben", "cem"), ("drones", "ann", "cem")]
    assert pairs(get("contradictions/?speaker=dan")) == []


@pytest.mark.usefixtures("claim")
def test_between_two_speakers_the_order_in_which_they_are_named_does_not_matter(get: Get) -> None:
    assert pairs(get("contradictions/?speaker=ben&other=cem")) == [("drones", "ben", "cem")]
    assert pairs(get("contradictions/?speaker=cem&other=ben")) == [("drones", "ben", "cem")]
    assert pairs(get("contradictions/?speaker=ann&other=ben")) == []


@pytest.mark.parametrize("name", ["speaker", "other"])
@pytest.mark.usefixtures("claim")
def test_a_speaker_is_given_once(get: Get, name: str) -> None:
    problem = get(f"contradictions/?{name}=ann&{name}=ben", status=400)
    assert [(each["parameter"], each["code"]) for each in problem["errors"]] == [(name, "repeated")]


def test_a_change_of_mind_has_the_last_words_for_each_position(
    get: Get, people: dict[str, models.Speaker], claim: models.Claim
) -> None:
    make.take(people["dan"], claim, "denies", day(10))
    first = make.take(people["dan"], claim, "affirms", day(11))
    second = make.take(people["dan"], claim, "denies", day(12))
    make.take(people["dan"], claim, "questions", day(13))
    assert pairs(get("contradictions/?speaker=dan")) == [("drones", "dan", "dan")]
    (row,) = get("contradictions/?kind=change_of_mind")["results"]
    assert (row["kind"], row["affirms"]["id"], row["denies"]["id"]) == ("change_of_mind", first.pk, second.pk)
    assert pairs(get("contradictions/?speaker=dan&other=dan")) == [("drones", "dan", "dan")]


def test_who_changed_sides_contradicts_those_who_were_on_the_same_side(
    get: Get, people: dict[str, models.Speaker], claim: models.Claim
) -> None:
    make.take(people["ben"], claim, "denies", day(10))
    assert pairs(get("contradictions/")) == [
        ("drones", "ben", "ben"),
        ("drones", "ann", "ben"),
        ("drones", "ann", "cem"),
    ]
    assert pairs(get("contradictions/?speaker=ben")) == [("drones", "ben", "ben"), ("drones", "ann", "ben")]
    assert pairs(get("contradictions/?speaker=ben&kind=between_speakers")) == [("drones", "ann", "ben")]
    assert pairs(get("contradictions/?kind=change_of_mind&kind=between_speakers&limit=200")) == pairs(
        get("contradictions/")
    )


def test_who_was_spoken_for_is_part_of_a_contradiction_in_that_capacity(
    get: Get, people: dict[str, models.Speaker], claim: models.Claim
) -> None:
    body = make.OrganizationFactory(slug="body")
    make.take(people["cem"], claim, "denies", day(9), on_behalf_of=body)
    assert pairs(get("contradictions/?capacity=represented")) == [("drones", "ben", "body"), ("drones", "ann", "body")]
    assert pairs(get("contradictions/?capacity=own")) == [("drones", "ben", "cem"), ("drones", "ann", "cem")]
    assert pairs(get("contradictions/?speaker=body&capacity=represented")) == [
        ("drones", "ben", "body"),
        ("drones", "ann", "body"),
    ]


def test_a_speaker_does_not_contradict_those_who_speak_for_the_same_one(
    get: Get, people: dict[str, models.Speaker]
) -> None:
    """Ann affirms it, and somebody denies it on behalf of her: nobody else is for or against it."""
    claim = make.ClaimFactory(slug="alone")
    make.take(people["ann"], claim, "affirms", day(1))
    make.take(people["ben"], claim, "denies", day(2), on_behalf_of=people["ann"])
    assert pairs(get("contradictions/")) == [("alone", "ann", "ben")]
    assert pairs(get("contradictions/?speaker=ann&other=ann")) == []


@pytest.mark.usefixtures("claim")
def test_suggested_stances_and_statements_that_do_not_stand_contradict_nobody(
    get: Get, people: dict[str, models.Speaker]
) -> None:
    other = make.ClaimFactory(slug="other")
    make.take(people["ann"], other, "affirms", day(1))
    said = make.StatementFactory(speaker=people["ben"], made_on=day(2))
    make.StanceFactory(statement=said, claim=other, position="denies", review_status="suggested")
    assert pairs(get("contradictions/?claim=other")) == []
    withdrawn = make.take(people["cem"], other, "denies", day(3))
    assert pairs(get("contradictions/?claim=other")) == [("other", "ann", "cem")]
    make.correct(withdrawn.statement, "retracted")
    assert pairs(get("contradictions/?claim=other")) == []


def test_contradictions_are_found_by_claim_incident_aspect_and_topic(
    get: Get, people: dict[str, models.Speaker], claim: models.Claim
) -> None:
    other = make.ClaimFactory(slug="other")
    make.take(people["ann"], other, "denies", day(1))
    make.take(people["ben"], other, "affirms", day(2))
    airport, bridge = make.IncidentFactory(slug="airport"), make.IncidentFactory(slug="bridge")
    make.IncidentClaimFactory(incident=airport, claim=claim, aspect="occurrence")
    make.IncidentClaimFactory(incident=airport, claim=other, aspect="intent")
    make.IncidentClaimFactory(incident=bridge, claim=other, aspect="occurrence")
    other.topics.add(make.TopicFactory(slug="drones"))
    on_claim, on_other = [("drones", "ben", "cem"), ("drones", "ann", "cem")], [("other", "ben", "ann")]
    # The claim that was recorded last comes first.
    assert pairs(get("contradictions/")) == on_other + on_claim
    assert pairs(get("contradictions/?ordering=claim_created_at")) == list(reversed(on_other + on_claim))
    for query, expected in {
        "claim=drones": on_claim,
        "claim=drones&claim=other": on_other + on_claim,
        "incident=airport": on_other + on_claim,
        "incident=airport&aspect=intent": on_other,
        "incident=bridge&aspect=intent": [],
        "aspect=occurrence": on_other + on_claim,
        "topic=drones": on_other,
        "incident=airport&speaker=ann": [*on_other, ("drones", "ann", "cem")],
        "incident=bridge&speaker=ann": on_other,
        "incident=bridge&speaker=ann&other=ben": on_other,
        "topic=drones&kind=change_of_mind": [],
    }.items():
        assert pairs(get(f"contradictions/?{query}")) == expected, query
