"""The cards of the reading page: what is recorded, what is refused, and what they offer to choose from."""

import re
from typing import Any

import pytest

from claims.models import Claim, Incident, Source, Speaker, Statement
from tests.support import factories as make
from tests.support.desk import desk
from tests.support.reading_page import FIRST, SECOND, TEXT, address, errors, fields, html, record, span

pytestmark = pytest.mark.django_db


def test_a_card_is_recorded_with_its_place_in_the_source(source: Source) -> None:
    client, claim = desk("coder"), make.ClaimFactory(slug="seen")
    response = record(client, FIRST, claim="seen", position="affirms")
    assert (response.status_code, response["Location"]) == (303, address(SECOND))
    said = Statement.objects.get()
    citation = said.citations.get()
    assert (said.speaker.slug, said.source, said.text, said.kind) == ("holm", source, FIRST, "quote")
    assert (citation.exact, citation.start, citation.end) == (FIRST, 13, 13 + len(FIRST))
    stance = said.stances.get()
    assert (stance.claim, stance.position, stance.review_status, stance.coder) == (
        *(claim, "affirms", "suggested"),
        client.user,
    )


def test_what_is_recorded_stays_marked(source: Source) -> None:
    client = desk("coder")
    make.ClaimFactory(slug="seen")
    record(client, FIRST, claim="seen", position="affirms")
    passage = client.get(address(FIRST)).context["passage"]
    assert (passage.state, [said.text for said in passage.statements]) == ("waiting", [FIRST])


def test_a_statement_may_be_recorded_without_a_claim(source: Source) -> None:
    record(desk("coder"), FIRST)
    assert not Statement.objects.get().stances.exists()


def test_a_position_without_a_claim_is_not_lost(source: Source) -> None:
    response = record(desk("coder"), FIRST, position="denies")
    assert "Choose the claim" in errors(response)["claim"][0]
    assert response.context["card"].values["position"] == "denies"
    assert not Statement.objects.exists()


def test_a_broken_rule_stands_at_its_field_and_nothing_that_was_typed_is_lost(source: Source) -> None:
    response = record(desk("coder"), FIRST, text="We saw four large drones", venue="At the airport")
    assert errors(response)["text"]
    assert response.context["card"].values["venue"] == "At the airport"
    assert "At the airport" in html(response)
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"made_on": "yesterday"}, "made_on"),
        ({"speaker": ""}, "speaker"),
        ({"speaker": "nobody"}, "speaker"),
        ({"kind": "rumour"}, "kind"),
        ({"claim": "no-such-claim", "position": "denies"}, "claim"),
        ({"claim": "seen", "position": "hates"}, "position"),
        ({"claim": "seen", "position": "denies", "excerpt": "not these words"}, "excerpt"),
        ({"claim": "new", "position": "denies", "claim_text": "It is.", "claim_kind": "event"}, "claim_name"),
        ({"speaker": "new", "speaker_name": ""}, "speaker_name"),
        ({"incidents": ["new"], "incident_name": "A flight"}, "incident_kind"),
    ],
)
def test_each_error_stands_at_its_field(source: Source, changes: dict[str, Any], field: str) -> None:
    make.ClaimFactory(slug="seen")
    assert list(errors(record(desk("coder"), FIRST, **changes))) == [field]
    assert not Statement.objects.exists()


NEW = {
    "speaker": "new",
    "speaker_name": "Ivan Petrov",
    "claim": "new",
    "claim_text": "Russian drones flew over Kastrup.",
    "claim_name": "Drones over Kastrup",
    "claim_kind": "event",
    "claim_incident": "new",
    "claim_aspect": "occurrence",
    "position": "denies",
    "incidents": ["new"],
    "incident_name": "Drones over Kastrup airport",
    "incident_kind": "drone_sighting",
    "incident_start": "2025-09-22",
}


def test_speaker_claim_and_incident_are_recorded_with_the_card(source: Source) -> None:
    response = record(desk("coder"), SECOND, **NEW)
    assert response.status_code == 303, errors(response)
    said, incident = Statement.objects.get(), Incident.objects.get()
    assert (said.speaker.name, list(said.incidents.all())) == ("Ivan Petrov", [incident])
    claim = said.stances.get().claim
    assert (claim.text, claim.language) == ("Russian drones flew over Kastrup.", "en")
    assert [(link.incident, link.aspect) for link in claim.incident_links.all()] == [(incident, "occurrence")]


def test_nothing_is_recorded_where_a_part_is_refused(source: Source) -> None:
    assert list(errors(record(desk("coder"), SECOND, **NEW | {"text": "That accusation is true"}))) == ["text"]
    assert not Speaker.objects.filter(name="Ivan Petrov").exists()
    assert not Claim.objects.exists()
    assert not Incident.objects.exists()


def test_a_new_speaker_like_one_who_is_there_is_offered_as_that_one(source: Source) -> None:
    client, there = desk("coder"), make.SpeakerFactory(slug="petrov", name="Ivan Petrov")
    response = record(client, SECOND, speaker="new", speaker_name="Ivan  Petrov")
    assert "seems to be here already" in errors(response)["speaker"][0]
    assert there.slug in [option.value for option in response.context["card"].speakers]
    another = {"speaker": "new", "speaker_name": "Ivan Petrov", "speaker_distinct": ["petrov"]}
    assert record(client, SECOND, **another).status_code == 303
    assert Statement.objects.get().speaker != there


def test_claims_are_proposed_with_who_stands_where(source: Source) -> None:
    claim = make.ClaimFactory(slug="seen", text="Three large drones flew over the runway.")
    for name in ("Anna Berg", "Bo Lund", "Cem Aydin", "Dan Frost"):
        said = make.StatementFactory(speaker=make.SpeakerFactory(name=name))
        make.StanceFactory(statement=said, claim=claim, position="affirms")
    (option,) = desk("coder").get(address(FIRST)).context["card"].claims
    assert option.words == "Three large drones flew over the runway."
    (line,) = option.details
    assert re.fullmatch(r"affirmed by \w+ \w+, \w+ \w+, \w+ \w+ and 1 other", line)


@pytest.mark.parametrize(
    ("field", "words", "slug"),
    [("speaker", "holm", "holm"), ("claim", "moon cheese", "moon"), ("incident", "kastrup", "kastrup")],
)
def test_words_find_rows_to_choose(source: Source, field: str, words: str, slug: str) -> None:
    make.ClaimFactory(slug="moon", text="The moon is made of cheese.")
    make.IncidentFactory(slug="kastrup", name="Closure of Kastrup")
    client = desk("coder")
    sent = {**fields(client.get(address(SECOND))), "intent": "refresh", f"{field}_words": words, "venue": "Here"}
    card = client.post(address(SECOND), sent).context["card"]
    assert slug in [option.value for option in getattr(card, f"{field}s")]
    assert card.values["venue"] == "Here"


def test_words_that_nobody_can_search_for_find_nothing(source: Source) -> None:
    client = desk("coder")
    for words in ('"', "-", "a" * 5000, "%", "\\"):
        response = client.post(address(SECOND), {"intent": "refresh", "speaker_words": words, "claim_words": words})
        assert response.status_code == 200


def test_other_words_of_the_text_make_a_card(source: Source) -> None:
    client = desk("coder")
    card = client.get("/desk/read/drones/", {"words": "large drones"}).context["card"]
    assert (card.words, str(card.passage.span)) == ("large drones", span("large drones"))
    assert record(client, "large drones", speaker="holm").status_code == 303
    assert Statement.objects.get().text == "large drones"


def test_words_that_do_not_stand_in_the_text_make_none(source: Source) -> None:
    response = desk("coder").get("/desk/read/drones/", {"words": "small drones"})
    assert response.context["card"] is None
    assert "do not stand in the text" in html(response)


def test_a_paraphrase_is_written_by_the_coder(source: Source) -> None:
    record(desk("coder"), FIRST, kind="paraphrase", text="She saw drones over the runway.")
    said = Statement.objects.get()
    assert (said.kind, said.text, said.citations.get().exact) == (
        *("paraphrase", "She saw drones over the runway."),
        FIRST,
    )


def test_who_is_slower_is_told_and_led_to_what_is_there(source: Source) -> None:
    record(desk("coder"), FIRST)
    slower = desk("coder", "other")
    typed = {
        "intent": "record",
        "speaker": "holm",
        "kind": "quote",
        "text": FIRST,
        "exact": FIRST,
        "made_on": "2025-09-22",
    }
    response = slower.post(address(FIRST), typed)
    assert "recorded already" in errors(response)["text"][0]
    assert f"/admin/claims/statement/{Statement.objects.get().pk}/" in html(response)


def test_a_further_stance_is_added_to_a_statement_that_is_there(source: Source) -> None:
    client, claim = desk("coder"), make.ClaimFactory(slug="other")
    record(client, FIRST)
    said = Statement.objects.get()
    sent = {"intent": "stance", "statement": said.slug, "claim": "other", "position": "questions"}
    assert client.post(address(FIRST), sent | {"explicitness": "implied"}).status_code == 303
    assert (said.stances.get().claim, said.stances.get().position) == (claim, "questions")


def test_a_further_stance_that_is_refused_says_why_at_its_field(source: Source) -> None:
    client = desk("coder")
    make.ClaimFactory(slug="other")
    record(client, FIRST)
    sent = {"intent": "stance", "statement": Statement.objects.get().slug, "explicitness": "explicit"}
    assert list(errors(client.post(address(FIRST), sent | {"position": "denies"}))) == ["claim"]
    assert list(errors(client.post(address(FIRST), sent | {"claim": "other"}))) == ["position"]


def test_a_card_for_words_that_were_changed_meanwhile_is_not_recorded(source: Source) -> None:
    client = desk("coder")
    shown = fields(client.get(address(FIRST)))
    source.content = TEXT.replace("three large", "seven small")
    source.save()
    response = client.post(address(FIRST), shown | {"kind": "paraphrase", "intent": "record"})
    assert "was changed" in errors(response)[""][0]
    assert not Statement.objects.exists()
