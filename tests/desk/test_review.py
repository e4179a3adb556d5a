"""Stances at the desk: one's own suggestions, the review queue, and the buttons on a stance's page."""

import re
from typing import Any

import pytest
from django.urls import reverse

from claims.models import Stance
from tests.support import factories as make
from tests.support.desk import desk, errors, filled, page, save, seen, told

pytestmark = pytest.mark.django_db

QUEUE = {"review_status__exact": "suggested"}


def suggestion(client: Any = None, **fields: Any) -> Stance:
    """A suggestion, of the client's user where there is one."""
    coder = client.user if client else None
    return make.StanceFactory(**{"review_status": "suggested", "coder": coder} | fields)  # type: ignore[no-any-return]


def act(client: Any, action: str, *stances: Stance, **more: Any) -> str:
    """Does `action` with rows that are ticked in the queue, and returns what is told."""
    chosen = {"action": f"{action}_selected", "_selected_action": [stance.pk for stance in stances]}
    return told(client, client.post(page(Stance), chosen | seen(client.get(page(Stance))) | more))


def press(client: Any, verdict: str, stance: Stance, **more: Any) -> str:
    """Presses a button of the stance's page."""
    address = reverse("admin:claims_stance_review", args=[stance.pk])
    return told(client, client.post(address, {"verdict": verdict} | seen(client.get(page(stance))) | more))


def status(stance: Stance) -> tuple[str, str | None, str]:
    return Stance.objects.values_list("review_status", "reviewer__username", "review_note").get(pk=stance.pk)


def test_a_coder_suggests_and_is_named() -> None:
    said, claim, client = make.StatementFactory(text="They were drones."), make.ClaimFactory(), desk("coder")
    taken = {"statement": said.pk, "claim": claim.pk, "position": "affirms", "explicitness": "explicit"}
    forged = {"review_status": "confirmed", "reviewer": client.user.pk, "made_on": "2020-01-01"}
    assert errors(save(client, Stance, **taken, **forged, excerpt="drones")) == ""
    stance = Stance.objects.get()
    assert (stance.coder, stance.made_on, status(stance)) == (client.user, said.made_on, ("suggested", None, ""))


def test_the_same_suggestion_twice_is_an_error_of_the_form() -> None:
    client = desk("coder")
    stance = suggestion(client)
    same = {"statement": stance.statement_id, "claim": stance.claim_id, "position": "affirms"}
    assert "suggested this position" in errors(save(client, Stance, **same, explicitness="implied"))


@pytest.mark.parametrize("role", ["coder", "reviewer", "editor"])
def test_one_changes_ones_own_suggestions_and_nobody_elses(role: str) -> None:
    client, other = desk(role), desk("coder", "somebody else")
    mine, theirs = suggestion(client), suggestion(other)
    decided = make.StanceFactory(coder=client.user, reviewer=other.user)
    assert errors(save(client, mine, rationale="For this reason.")) == ""
    assert Stance.objects.get(pk=mine.pk).rationale == "For this reason."
    for stance in (theirs, decided):
        assert client.post(page(stance), {"position": "denies"}).status_code == 403
        assert client.get(page(stance)).status_code == 200


@pytest.mark.parametrize(("role", "may"), [("coder", {"mine"}), ("reviewer", {"mine"}), ("editor", {"mine", "theirs"})])
def test_one_deletes_ones_own_suggestions_and_an_editor_those_of_others(role: str, may: set[str]) -> None:
    client, other = desk(role), desk("coder", "somebody else")
    rows = {"mine": suggestion(client), "theirs": suggestion(other), "confirmed": make.StanceFactory()}
    for name, stance in rows.items():
        deleted = client.post(page(stance, "delete"), {"post": "yes"})
        assert (deleted.status_code, Stance.objects.filter(pk=stance.pk).exists()) == (
            (302, False) if name in may else (403, True)
        )


def test_a_statements_page_has_ones_own_suggestions_to_change_and_the_others_to_see() -> None:
    client = desk("coder")
    mine = suggestion(client)
    theirs = suggestion(desk("coder", "somebody else"), statement=mine.statement)
    opened = client.get(page(mine.statement))
    own, others = opened.context["inline_admin_formsets"][2:4]
    assert [form.instance for form in own.formset.forms] == [mine]
    assert [form.instance for form in others.formset.forms] == [theirs]
    sent = filled(opened, **{"stances-0-position": "denies", "stances-2-0-position": "denies"})
    assert errors(client.post(page(mine.statement), sent)) == ""
    assert list(Stance.objects.order_by("pk").values_list("position", flat=True)) == ["denies", "affirms"]


def test_a_suggestion_that_was_reviewed_meanwhile_stays_as_it_was_reviewed() -> None:
    client = desk("coder")
    stance = suggestion(client)
    opened = client.get(page(stance.statement))
    sent = filled(opened, **{"stances-0-position": "denies"})
    Stance.objects.update(review_status="confirmed", reviewer=desk("reviewer").user)
    assert "reviewed or deleted meanwhile" in errors(client.post(page(stance.statement), sent))
    assert Stance.objects.values_list("position", "review_status").get() == ("affirms", "confirmed")


def test_the_queue_has_the_oldest_first_with_the_words_and_the_excerpt_in_view() -> None:
    said = make.StatementFactory(text="These were drones, not balloons.")
    rows = [suggestion(statement=said, excerpt="drones"), *(suggestion() for _ in range(2))]
    make.StanceFactory()
    client = desk("reviewer")
    answer = client.get(page(Stance), QUEUE)
    assert list(answer.context["cl"].result_list) == rows
    assert "These were drones, not balloons." in answer.content.decode()
    assert "“drones”" in answer.content.decode()
    assert "Review queue: 3 suggested stances" in client.get(reverse("admin:index")).content.decode()


def test_the_queue_is_of_one_claim_or_of_one_incident() -> None:
    link = make.IncidentClaimFactory()
    make.IncidentClaimFactory(claim=link.claim, incident=link.incident, aspect="cause")
    mine, _ = suggestion(claim=link.claim), suggestion()
    client = desk("reviewer")
    for asked in ({"about_claim": link.claim.slug}, {"about_incident": link.incident.slug}):
        assert list(client.get(page(Stance), QUEUE | asked).context["cl"].result_list) == [mine]
    assert not client.get(page(Stance), {"about_claim": "no-such-claim"}).context["cl"].result_list


def test_a_reviewer_confirms_several_and_is_told_of_those_that_could_not_be() -> None:
    client = desk("reviewer")
    good, mine = suggestion(), suggestion(client)
    rival = suggestion(claim=(held := make.StanceFactory()).claim, statement=held.statement, position="denies")
    told = act(client, "confirm", good, mine, rival)
    assert "1 stance confirmed." in told
    assert "somebody else has to confirm it" in told
    assert "confirmed already that this statement affirms this claim" in told
    assert [status(stance)[0] for stance in (good, mine, rival)] == ["confirmed", "suggested", "suggested"]


def test_a_reviewer_rejects_with_a_reason() -> None:
    stance, client = suggestion(), desk("reviewer")
    assert "needs a reason" in act(client, "reject", stance)
    assert "1 stance rejected." in act(client, "reject", stance, reason="He did not say so.")
    assert status(stance) == ("rejected", "reviewer", "He did not say so.")


@pytest.mark.parametrize("do", [act, press])
def test_what_changed_since_the_page_was_opened_is_not_confirmed(do: Any) -> None:
    stance, client = suggestion(), desk("reviewer")
    told = do(client, "confirm", stance, **{f"seen-{stance.pk}": "another version"})
    assert "look once more" in told
    assert status(stance)[0] == "suggested"


def test_buttons_confirm_reject_and_take_up_again() -> None:
    stance, reviewer, coder = suggestion(), desk("reviewer"), desk("coder")
    assert 'value="confirm"' in reviewer.get(page(stance)).content.decode()
    assert "1 stance confirmed." in press(reviewer, "confirm", stance)
    assert 'value="reopen"' not in coder.get(page(stance)).content.decode()
    assert "another role" in press(coder, "reopen", stance, reason="Hm.")
    assert 'value="reopen"' in reviewer.get(page(stance)).content.decode()
    assert "1 stance taken up again." in press(reviewer, "reopen", stance, reason="Hm.")
    assert "1 stance rejected." in press(reviewer, "reject", stance, reason="No.")
    assert status(stance) == ("rejected", "reviewer", "No.")


def test_a_coder_sees_no_buttons_and_reviews_nothing() -> None:
    stance, client = suggestion(), desk("coder")
    assert 'name="verdict"' not in client.get(page(stance)).content.decode()
    assert "another role" in press(client, "confirm", stance)
    client.post(page(Stance), {"action": "confirm_selected", "_selected_action": [stance.pk]})
    assert status(stance)[0] == "suggested"


@pytest.mark.parametrize("number", ["x", "0", "9" * 30])
def test_a_verdict_on_nothing_does_nothing(number: str) -> None:
    address = reverse("admin:claims_stance_review", args=[number])
    client = desk("reviewer")
    assert client.post(address, {"verdict": "confirm"}).status_code == 302
    assert client.post(address, {"verdict": "nonsense"}).status_code == 403
    assert client.get(address).status_code == 405


def test_a_claim_with_many_stances_shows_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.desk.stances.MOST_SHOWN", 2)
    claim = make.ClaimFactory()
    _, *newest = [make.StanceFactory(claim=claim) for _ in range(3)]
    client = desk("coder")
    shown = client.get(page(claim)).context["inline_admin_formsets"][3]
    assert [form.instance for form in shown.formset.forms] == newest[::-1]
    assert errors(save(client, claim, context="Known since.")) == ""


def ask(client: Any, action: str, **more: Any) -> Any:
    """Does `action` with all rows that the queue finds, on whichever page, as the link “Select all” does."""
    chosen = {"action": f"{action}_selected", "select_across": "1", "_selected_action": ["0"]}
    return client.post(f"{page(Stance)}?review_status__exact=suggested", chosen | more)


def text(answer: Any) -> str:
    """The words of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_before_all_that_a_filter_finds_is_confirmed_a_page_says_what_would_happen() -> None:
    client = desk("reviewer")
    good, mine = [suggestion() for _ in range(3)], [suggestion(client) for _ in range(2)]
    rival = suggestion(claim=(held := make.StanceFactory()).claim, statement=held.statement, position="denies")
    asked = ask(client, "confirm")
    assert "3 stances would be confirmed." in text(asked)
    assert f"2: You suggested this yourself: somebody else has to confirm it. ( {mine[0].pk} , {mine[1].pk} )" in text(
        asked
    )
    assert f"1: It is confirmed already that this statement affirms this claim. ( {rival.pk} )" in text(asked)
    assert Stance.objects.suggested().count() == 6
    done = ask(client, "confirm", seen=asked.context["seen"])
    assert told(client, done) == "3 stances confirmed."
    assert {status(each) for each in good} == {("confirmed", "reviewer", "")}
    assert set(Stance.objects.suggested()) == {*mine, rival}
    history = client.get(page(good[0], "history")).context["action_list"]
    assert [str(each) for each in history] == [f"Changed “{good[0]}” — Confirmed."]


def test_all_that_a_filter_finds_is_rejected_for_a_reason() -> None:
    client, stances = desk("reviewer"), [suggestion() for _ in range(2)]
    asked = ask(client, "reject")
    assert "2 stances would be rejected." in text(asked)
    again = ask(client, "reject", seen=asked.context["seen"])
    assert "Say why: a rejection needs a reason." in text(again)
    assert Stance.objects.suggested().count() == 2
    done = ask(client, "reject", seen=asked.context["seen"], reason="Not what was said.")
    assert told(client, done) == "2 stances rejected."
    assert {status(each) for each in stances} == {("rejected", "reviewer", "Not what was said.")}


def change_a_word(stance: Stance) -> None:
    Stance.objects.filter(pk=stance.pk).update(rationale="On a second thought.")


def change_the_claim(stance: Stance) -> None:
    type(stance.claim).objects.filter(pk=stance.claim_id).update(text="Something else.")


def change_a_citation(stance: Stance) -> None:
    make.CitationFactory(statement=stance.statement)


def one_more(stance: Stance) -> None:
    suggestion()


@pytest.mark.parametrize("change", [change_a_word, change_the_claim, change_a_citation, one_more])
def test_what_changed_since_the_page_said_what_would_happen_is_asked_about_anew(change: Any) -> None:
    client, stance = desk("reviewer"), suggestion()
    asked = ask(client, "confirm")
    change(stance)
    again = ask(client, "confirm", seen=asked.context["seen"])
    assert "look once more" in text(again)
    assert not Stance.objects.filter(review_status="confirmed").exists()
    assert " confirmed." in told(client, ask(client, "confirm", seen=again.context["seen"]))


def test_more_than_a_transaction_takes_are_not_confirmed_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.desk.reviewing.MOST", 1)
    client, stances = desk("reviewer"), [suggestion() for _ in range(2)]
    assert "narrow the list" in told(client, ask(client, "confirm"))
    assert {status(each)[0] for each in stances} == {"suggested"}


def test_a_coder_confirms_nothing_that_a_filter_finds() -> None:
    stance = suggestion()
    ask(desk("coder"), "confirm")
    assert status(stance)[0] == "suggested"
