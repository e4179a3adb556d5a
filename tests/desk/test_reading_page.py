"""The reading page: passages in the text, a card that is recorded by a plain form, drafts, dismissals, lists."""

import re
from html import unescape
from typing import Any

import pytest

from claims.models import Claim, Dismissal, Draft, Incident, Source, Speaker, Stance, Statement
from tests.support import factories as make
from tests.support.desk import desk

pytestmark = pytest.mark.django_db

FIRST, SECOND = "We saw three large drones over the runway", "That accusation is baseless"
TEXT = (
    f"COPENHAGEN. “{FIRST},” said Mette Holm on Monday 😀.\n\n"
    f"“{SECOND},” Ivan Petrov told reporters. The operation is called “Eastern Sentry”.\n"
)


def span(words: str, text: str = TEXT) -> str:
    start = text.index(words)
    return f"{start}-{start + len(words)}"


@pytest.fixture
def source() -> Source:
    made: Source = make.SourceFactory(slug="drones", content=TEXT, language="en", published_on="2025-09-23")
    make.SpeakerFactory(slug="holm", name="Mette Holm", sort_name="Holm, Mette")
    return made


def address(words: str, **more: str) -> str:
    return f"/desk/read/drones/?at={span(words)}"


def html(response: Any) -> str:
    return unescape(response.content.decode())


def fields(response: Any) -> dict[str, Any]:
    """The fields that a browser would send for the card."""
    return {name: value for name, value in response.context["card"].values.items() if value}


def record(client: Any, words: str, **changes: Any) -> Any:
    """Opens the card for some words, fills in `changes` and records it."""
    return client.post(address(words), {**fields(client.get(address(words))), "intent": "record", **changes})


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 422, response.get("Location", response.status_code)
    return dict(response.context["card"].errors)


def test_the_page_marks_the_quotations_and_offers_whose_they_are(source: Source) -> None:
    response = desk("coder").get("/desk/read/drones/")
    marked = {each.span: each for each in response.context["text"].passages}
    words = {TEXT[each.start : each.end]: marked[each].tier for each in marked}
    assert words == {FIRST: "sure", SECOND: "sure", "Eastern Sentry": "unknown"}
    card = response.context["card"]
    assert card.words == FIRST
    assert (card.values["speaker"], card.values["attribution"], card.values["made_on"]) == (
        *("holm", "Mette Holm"),
        "2025-09-22",
    )
    assert '<input type="radio" name="speaker" value="holm" checked>' in html(response)


def test_somebody_unknown_is_proposed_as_a_new_speaker(source: Source) -> None:
    values = desk("coder").get(address(SECOND)).context["card"].values
    assert (values["speaker"], values["speaker_name"]) == ("new", "Ivan Petrov")


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


def test_what_was_dismissed_stays_so_when_the_text_is_read_again(source: Source) -> None:
    client = desk("coder")
    assert client.post(address("Eastern Sentry"), {"intent": "dismiss"}).status_code == 303
    client.post(address("Eastern Sentry"), {"intent": "dismiss"})
    assert Dismissal.objects.get().dismissed_by == client.user
    states = {each.state for each in desk("coder", "other").get(address(FIRST)).context["text"].passages}
    assert states == {"open", "dismissed"}
    client.post(address("Eastern Sentry"), {"intent": "restore"})
    assert not Dismissal.objects.exists()


def test_a_draft_is_ones_own_and_goes_when_it_is_recorded(source: Source) -> None:
    client, other = desk("coder"), desk("coder", "other")
    typed = {**fields(client.get(address(FIRST))), "venue": "At the gate"}
    answer = client.post(address(FIRST), typed | {"intent": "draft"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert client.get(address(FIRST)).context["card"].values["venue"] == "At the gate"
    assert "venue" not in other.get(address(FIRST)).context["card"].values
    assert FIRST in html(client.get("/desk/read/drafts/"))
    assert FIRST not in html(other.get("/desk/read/drafts/"))
    record(client, FIRST)
    assert not Draft.objects.exists()
    assert Statement.objects.get().venue == "At the gate"


def test_a_draft_can_be_discarded(source: Source) -> None:
    client = desk("coder")
    client.post(address(FIRST), {"intent": "draft", "venue": "At the gate"})
    assert client.post(address(FIRST), {"intent": "discard"}).status_code == 303
    assert not Draft.objects.exists()


def test_who_is_slower_is_told_and_led_to_what_is_there(source: Source) -> None:
    record(desk("coder"), FIRST)
    slower = desk("coder", "other")
    typed = {"intent": "record", "speaker": "holm", "kind": "quote", "text": FIRST, "made_on": "2025-09-22"}
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


def test_a_reviewer_confirms_in_context_and_only_what_was_shown(source: Source) -> None:
    coder, reviewer = desk("coder"), desk("reviewer")
    make.ClaimFactory(slug="seen")
    record(coder, FIRST, claim="seen", position="affirms")
    stance = Stance.objects.get()
    shown = reviewer.get("/desk/read/drones/?review=1")
    assert shown.context["card"].words == FIRST
    version = re.search(r'name="seen" value="(\w+)"', shown.content.decode())
    assert version
    sent = {"intent": "confirm", "stance": stance.pk, "seen": version[1]}
    assert "look once more" in str(errors(reviewer.post(address(FIRST), sent | {"seen": "older"})))
    assert "another role" in str(errors(coder.post(address(FIRST), sent)))
    assert reviewer.post(address(FIRST), sent).status_code == 303
    stance.refresh_from_db()
    assert (stance.review_status, stance.reviewer) == ("confirmed", reviewer.user)
    assert reviewer.get(address(FIRST)).context["passage"].state == "confirmed"


def test_a_rejection_needs_a_reason(source: Source) -> None:
    coder, reviewer = desk("coder"), desk("reviewer")
    make.ClaimFactory(slug="seen")
    record(coder, FIRST, claim="seen", position="affirms")
    stance = Stance.objects.get()
    version = re.search(r'name="seen" value="(\w+)"', reviewer.get(address(FIRST)).content.decode())
    sent = {"intent": "reject", "stance": stance.pk, "seen": version and version[1]}
    assert "needs a reason" in str(errors(reviewer.post(address(FIRST), sent)))
    assert reviewer.post(address(FIRST), sent | {"reason": "She asks."}).status_code == 303
    stance.refresh_from_db()
    assert (stance.review_status, stance.review_note) == ("rejected", "She asks.")


def test_the_list_says_what_is_left_in_each_text(source: Source) -> None:
    make.SourceFactory(headline="Without a text")
    client = desk("coder")
    make.ClaimFactory(slug="seen")
    record(client, FIRST, claim="seen", position="affirms")
    client.post(address("Eastern Sentry"), {"intent": "dismiss"})
    client.post(address(SECOND), {"intent": "draft"})
    (row,) = client.get("/desk/read/").context["listed"]
    counts = (row.reading.found, row.statements_count, row.dismissed_count, row.waiting_count, row.drafts_count)
    assert (row.slug, counts) == ("drones", (3, 1, 1, 1, 1))


def test_a_source_is_marked_as_done_and_taken_up_again(source: Source) -> None:
    client = desk("coder")
    assert client.post(address(FIRST), {"intent": "done"}).status_code == 303
    assert "Done, says coder" in html(client.get(address(FIRST)))
    assert list(client.get("/desk/read/?left=1").context["listed"]) == []
    client.post(address(FIRST), {"intent": "undone"})
    assert [row.slug for row in client.get("/desk/read/?left=1").context["listed"]] == ["drones"]


def test_others_work_is_seen_when_it_is_done(source: Source) -> None:
    client, other = desk("coder"), desk("coder", "other")
    state = client.get(address(FIRST)).context["state"]
    assert client.get(f"{address(FIRST)}&seen={state}").status_code == 204
    record(other, SECOND, speaker="holm")
    answer = client.get(f"{address(FIRST)}&seen={state}")
    assert answer.status_code == 200
    assert "recorded" in {each.state for each in answer.context["text"].passages}


def test_the_paragraphs_have_every_character_at_its_offset() -> None:
    text = "A 😀 “quoted word,” she said.\r\n\r\n  Indented\u2028line <b>&amp; “one\n\ntwo”\n"
    make.SourceFactory(slug="odd", content=text)
    stored = Source.objects.get(slug="odd").content
    page = html(desk("coder").get("/desk/read/odd/"))
    found = re.findall(r'<p data-start="(\d+)">(.*?)</p>', page, flags=re.DOTALL)
    for start, inner in found:
        plain = re.sub(r"<(?:/a|a [^>]*)>", "", inner)
        assert stored.startswith(plain, int(start))
    assert "".join(stored.split()) == "".join(
        "".join(re.sub(r"<(?:/a|a [^>]*)>", "", each) for _, each in found).split()
    )


def test_a_long_text_is_read_in_parts() -> None:
    line = "Nobody said anything of note on this day in the long report.\n"
    text = line * 2_000 + "“The end is near, my friends,” said Ann Lee.\n"
    make.SourceFactory(slug="drones", content=text)
    client = desk("coder")
    first = client.get("/desk/read/drones/")
    assert len(first.content) < 200_000
    assert f"?from={first.context['text'].next}" in html(first)
    words = "The end is near, my friends"
    last = client.get(f"/desk/read/drones/?at={span(words, text)}")
    assert last.context["card"].words == words


def test_only_the_team_comes_in(source: Source, reader: Any) -> None:
    for path in ("/desk/read/", "/desk/read/drafts/", address(FIRST)):
        assert reader.get(path)["Location"].startswith("/admin/login/?next=/desk/read/")
        assert reader.get(path, headers={"HX-Request": "true"}).status_code == 401
        assert desk("", f"none {path}").get(path).status_code == 403
    assert reader.post(address(FIRST), {"intent": "record"})["Location"].startswith("/admin/login/")
    assert reader.post(address(FIRST), headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize("role", ["coder", "reviewer", "editor", "administrator"])
def test_every_role_of_the_team_reads(source: Source, role: str) -> None:
    assert desk(role).get(address(FIRST)).status_code == 200


@pytest.mark.parametrize("at", ["1", "a-b", "5-5", "9-3", "0-99999", "999999999999999-9999999999999999", "²-³", "-1-4"])
def test_offsets_that_name_no_words_are_refused(source: Source, at: str) -> None:
    client = desk("coder")
    assert client.get("/desk/read/drones/", {"at": at}).status_code == 404
    assert client.post(f"/desk/read/drones/?at={at}", {"intent": "record"}).status_code == 404
    assert client.get("/desk/read/drones/", {"from": at}).status_code == 200


def test_a_former_slug_leads_to_the_page(source: Source) -> None:
    source.slug = "kastrup"
    source.save()
    assert desk("coder").get("/desk/read/drones/?at=1-5")["Location"] == "/desk/read/kastrup/?at=1-5"
    assert desk("editor").get("/desk/read/nothing/").status_code == 404


def test_the_pages_hold_no_inline_script_or_style(source: Source) -> None:
    client = desk("coder")
    for path in ("/desk/read/", "/desk/read/drafts/", address(FIRST)):
        response = client.get(path)
        assert "script-src 'self'; style-src 'self'" in response["Content-Security-Policy"]
        assert "no-store" in response["Cache-Control"]
        page = response.content.decode()
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page
        assert not re.search(r"\son\w+=", page)


def test_hostile_words_are_shown_as_they_are() -> None:
    text = "“<script>alert(1)</script> & \u202eevil,” said <img src=x>.\n"
    make.SourceFactory(slug="drones", content=text, headline="<b>bold</b>")
    page = desk("coder").get("/desk/read/drones/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "<b>bold</b>" not in page


def test_the_sources_page_and_the_first_page_lead_here(source: Source) -> None:
    client = desk("coder")
    assert "/desk/read/drones/" in html(client.get(f"/admin/claims/source/{source.pk}/change/"))
    assert "/desk/read/" in html(client.get("/admin/"))
