"""The reading page: passages in the text, drafts, dismissals, review in context, and the team's lists."""

import re
from typing import Any

import pytest

from claims.models import Dismissal, Draft, Reading, Source, Stance, Statement
from claims.services.withdraw import withdraw
from tests.support import factories as make
from tests.support.desk import desk
from tests.support.reading_page import FIRST, SECOND, TEXT, address, errors, fields, html, record, span

pytestmark = pytest.mark.django_db


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
    assert FIRST in html(client.get("/desk/drafts/"))
    assert FIRST not in html(other.get("/desk/drafts/"))
    record(client, FIRST)
    assert not Draft.objects.exists()
    assert Statement.objects.get().venue == "At the gate"


def test_a_draft_can_be_discarded(source: Source) -> None:
    client = desk("coder")
    client.post(address(FIRST), {"intent": "draft", "venue": "At the gate"})
    assert client.post(address(FIRST), {"intent": "discard"}).status_code == 303
    assert not Draft.objects.exists()


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
    for path in ("/desk/read/", "/desk/drafts/", address(FIRST)):
        assert reader.get(path)["Location"].startswith("/admin/login/?next=/desk/")
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
    for path in ("/desk/read/", "/desk/drafts/", address(FIRST)):
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


def test_the_teams_work_does_not_keep_a_source_and_goes_with_it(source: Source) -> None:
    client = desk("coder")
    client.post(address("Eastern Sentry"), {"intent": "dismiss"})
    client.post(address(FIRST), {"intent": "draft"})
    client.post(address(FIRST), {"intent": "done"})
    withdraw(source)
    assert not Source.objects.exists()
    assert not Draft.objects.exists()
    assert not Dismissal.objects.exists()


def test_the_review_queue_leads_to_the_words_in_their_text(source: Source) -> None:
    client = desk("coder")
    make.ClaimFactory(slug="seen")
    record(client, FIRST, claim="seen", position="affirms")
    assert address(FIRST) in html(desk("reviewer").get("/admin/claims/stance/"))


def test_a_form_with_offsets_of_no_words_marks_nothing_as_done(source: Source) -> None:
    assert desk("coder").post("/desk/read/drones/?at=x", {"intent": "done"}).status_code == 404
    assert not Reading.objects.exists()
