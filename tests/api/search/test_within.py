"""Searching within a speaker and within an incident, in rows of all types."""

from typing import Any

import pytest

from claims.api.search import ranking
from claims.api.views.endpoint import plan_of
from claims.models import Incident, Speaker
from tests.support import factories as make
from tests.support.clients import Get
from tests.support.factories import take
from tests.support.positions import MONDAY

pytestmark = pytest.mark.django_db


def found(answer: Any) -> set[tuple[str, str]]:
    return {(row["type"], row["slug"]) for row in answer["results"]}


@pytest.fixture(autouse=True)
def world() -> None:
    """Everything has the word “drone”, once with what the speaker and the incident have, and once without."""
    ours = make.SpeakerFactory(slug="ours", name="Dronie Ours")
    theirs = make.SpeakerFactory(slug="theirs", name="Dronie Theirs")
    incident = make.IncidentFactory(slug="incident", name="Drones over A")
    elsewhere = make.IncidentFactory(slug="elsewhere", name="Drones over B")
    make.IncidentFactory(slug="part", name="A drone of many", part_of=incident)
    incident.actors.create(speaker=ours, role="witness")
    elsewhere.actors.create(speaker=theirs, role="witness")
    for speaker in (ours, theirs):
        for event in (incident, elsewhere):
            name = f"{speaker.slug}-{event.slug}"
            source = make.SourceFactory(slug=name, headline=f"Drone: {name}")
            said = make.StatementFactory(
                slug=name, speaker=speaker, source=source, incidents=[event], text="A drone.", made_on=MONDAY
            )
            claim = make.ClaimFactory(slug=name, text=f"It was a drone: {name}.", name=name)
            make.IncidentClaimFactory(claim=claim, incident=event)
            make.StanceFactory(statement=said, claim=claim, position="affirms")


def of(slug: str) -> set[tuple[str, str]]:
    return {(name, slug) for name in ("claim", "statement", "source")}


def test_a_speaker_has_statements_claims_incidents_and_sources(get: Get) -> None:
    answer = get("search/?q=drone&speaker=ours")
    assert found(answer) == of("ours-incident") | of("ours-elsewhere") | {("incident", "incident")}
    assert answer["newest_only"] == []


def test_an_incident_has_statements_claims_speakers_sources_and_its_parts(get: Get) -> None:
    assert found(get("search/?q=drone or dronie&incident=incident")) == (
        of("ours-incident") | of("theirs-incident") | {("incident", "part"), ("speaker", "ours")}
    )


def test_both_together_mean_what_has_both(get: Get) -> None:
    assert found(get("search/?q=drone&speaker=ours&incident=elsewhere")) == of("ours-elsewhere")


def test_a_source_has_one_statement_with_both(get: Get) -> None:
    source = make.SourceFactory(slug="two", headline="Two drones")
    for speaker, incident in (("ours", "incident"), ("theirs", "elsewhere")):
        make.StatementFactory(
            source=source,
            speaker=Speaker.objects.get(slug=speaker),
            incidents=[Incident.objects.get(slug=incident)],
        )
    assert ("source", "two") in found(get("search/?q=drone&speaker=ours"))
    assert ("source", "two") not in found(get("search/?q=drone&speaker=ours&incident=elsewhere"))


@pytest.mark.parametrize("name", ["claim", "statement", "source", "incident"])
def test_one_type_finds_the_same_rows_of_it(get: Get, name: str) -> None:
    everything = get("search/?q=drone&speaker=ours&limit=200")
    assert found(get(f"search/?q=drone&speaker=ours&type={name}")) == {
        each for each in found(everything) if each[0] == name
    }


def test_several_types_may_be_asked_for(get: Get) -> None:
    answer = get("search/?q=drone or dronie&speaker=ours&type=speaker&type=source&facets=true")
    assert found(answer) == {("source", "ours-incident"), ("source", "ours-elsewhere")}
    assert {name: each["count"] for name, each in answer["facets"].items()} == {"speaker": 0, "source": 2}


def test_an_organisation_has_its_people(get: Get) -> None:
    role = make.AffiliationFactory(person=Speaker.objects.get(slug="theirs"))
    expected = {("speaker", "theirs")}
    assert found(get(f"search/?q=dronie&speaker={role.organization.slug}")) == expected
    assert found(get(f"search/?q=dronie&speaker={role.organization.slug}&type=speaker")) == expected


def test_several_speakers_are_any_of_them(get: Get) -> None:
    assert found(get("search/?q=drone&speaker__in=ours,theirs&type=statement&type=source")) == {
        (name, f"{speaker}-{incident}")
        for name in ("statement", "source")
        for speaker in ("ours", "theirs")
        for incident in ("incident", "elsewhere")
    }


def test_somebody_who_does_not_exist_is_an_error_and_a_former_slug_none(get: Get) -> None:
    (error,) = get("search/?q=drone&speaker=our", 400)["errors"]
    assert (error["parameter"], error["code"]) == ("speaker", "invalid")
    speaker = Speaker.objects.get(slug="ours")
    speaker.slug = "renamed"
    speaker.save()
    assert found(get("search/?q=drone&speaker=ours&type=statement&type=source")) == {
        (name, f"ours-{incident}") for name in ("statement", "source") for incident in ("incident", "elsewhere")
    }


def test_claims_of_a_speaker_are_those_with_a_position_of_the_speaker(get: Get) -> None:
    claim = make.ClaimFactory(slug="more", text="Another drone.", name="x")
    assert ("claim", "more") not in found(get("search/?q=drone&speaker=ours"))
    take(Speaker.objects.get(slug="ours"), claim, "denies", MONDAY)
    assert ("claim", "more") in found(get("search/?q=drone&speaker=ours"))


def test_old_statements_are_found_by_common_words_however_many_others_there_are(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest rows that are read are those of the speaker, not those of the table."""
    make.StatementFactory.create_batch(5, text="A drone.")
    monkeypatch.setattr(ranking, "MAX_INDEXED", -1)  # no word is rare
    monkeypatch.setattr(ranking, "MAX_READ", 2)
    plan_of.cache_clear()
    try:
        answer = get("search/?q=drone&speaker=ours&type=statement")
        assert (len(answer["results"]), answer["newest_only"]) == (2, [])
        assert get("search/?q=drone&speaker=ours&type=source")["newest_only"] == []
        make.StatementFactory(speaker=Speaker.objects.get(slug="ours"), text="One more.")
        answer = get("search/?q=drone&speaker=ours&type=statement")
        assert (len(answer["results"]), answer["newest_only"]) == (1, ["statement"])
    finally:
        plan_of.cache_clear()
