"""The reading page by keyboard only."""

import pytest
from playwright.sync_api import expect

from claims.models import Claim, Dismissal, Incident, Speaker, Stance, Statement
from tests.support.browser import People, Person
from tests.support.newsroom import SERVICED, SLUG, UNSAFE, span

MONEY, LICENCE = "I want my money back for the whole season", "Sound Lines should lose its licence"
# The words of a passage, and the keys that record it: `c` takes the first claim, the number the position.
RECORDED = [
    (UNSAFE, "c1"),
    (SERVICED, "c1"),
    ("The engine failure could not have been foreseen", "c1"),
    ("Sound Lines was warned in writing in November", "c1"),
    ("Our members reported the oil leak three times", "c1"),
    ("Nobody came to look at the leak", "c1"),
    ("No report about an oil leak has reached us", "c2"),
    ("We will not sail with a broken engine", "c1"),
    ("We will examine the maintenance records of all ferries", "c1"),
    ("The island must not be cut off", "c1"),
]


def test_ten_quotations_are_recorded_with_five_actions_each_at_most(carla: Person) -> None:
    for words, keys in RECORDED:
        carla.is_at(span(words))
        before = carla.actions
        carla.press(*keys, "r")
        assert carla.actions - before <= 5
    carla.is_at(span(LICENCE))
    recorded = Stance.objects.order_by("pk").values_list("statement__text", "statement__speaker_id", "claim__slug")
    speakers = dict(Speaker.objects.values_list("pk", "slug"))
    assert [(text, speakers[who], claim) for text, who, claim in recorded] == [
        (RECORDED[0][0], "calder", "aurora-unsafe"),
        (RECORDED[1][0], "voss", "engines-serviced"),
        (RECORDED[2][0], "voss", "failure-unforeseeable"),
        (RECORDED[3][0], "calder", "company-warned"),
        (RECORDED[4][0], "adeyemi", "leak-reported"),
        (RECORDED[5][0], "adeyemi", "leak-ignored"),
        (RECORDED[6][0], "voss", "leak-reported"),
        (RECORDED[7][0], "adeyemi", "aurora-unsafe"),
        (RECORDED[8][0], "brandt", "records-examined"),
        (RECORDED[9][0], "brandt", "not-cut-off"),
    ]
    positions = Stance.objects.order_by("pk").values_list("position", flat=True)
    assert list(positions) == ["affirms"] * 6 + ["denies"] + ["affirms"] * 3


def test_n_and_p_walk_through_the_passages(carla: Person) -> None:
    carla.is_at(span(UNSAFE))
    carla.press("n")
    carla.is_at(span(SERVICED))
    expect(carla.page.locator("#progress")).to_contain_text("2 of 15 · 15 left")
    expect(carla.page.locator("#source-text [aria-current]")).to_have_text(SERVICED)
    carla.press("p")
    carla.is_at(span(UNSAFE))


@pytest.mark.parametrize("width", [1280, 320])
def test_a_card_is_shown_from_its_beginning(carla: Person, width: int) -> None:
    carla.page.set_viewport_size({"width": width, "height": 500})
    carla.card.get_by_role("button", name="Record").scroll_into_view_if_needed()
    carla.press("n")
    carla.is_at(span(SERVICED))
    expect(carla.card.get_by_role("heading")).to_be_in_viewport()
    expect(carla.card).to_be_focused()


def test_x_dismisses_and_offers_again(carla: Person) -> None:
    carla.read(SLUG, f"?at={span('Safe Passage')}")
    carla.press("x")
    carla.is_at(span(UNSAFE))
    assert Dismissal.objects.get().exact == "Safe Passage"
    carla.read(SLUG, f"?at={span('Safe Passage')}")
    carla.press("x")
    expect(carla.card.locator("button[value=dismiss]")).to_be_visible()
    assert not Dismissal.objects.exists()


def test_another_speaker_is_found_by_typing_and_chosen_with_the_arrow_keys(carla: Person) -> None:
    carla.press("s")
    carla.type("Adey")
    expect(carla.card.get_by_role("radio", name="Ruth Adeyemi")).to_be_visible()
    carla.press("ArrowDown")
    expect(carla.card.get_by_role("radio", name="Ruth Adeyemi")).to_be_checked()
    expect(carla.card.get_by_label("Role then")).to_contain_text("President")
    carla.press("ArrowUp")
    expect(carla.card.get_by_role("radio", name="Ines Calder")).to_be_checked()
    carla.press("ArrowDown", "c", "1", "r")
    carla.is_at(span(SERVICED))
    assert Statement.objects.get().speaker.slug == "adeyemi"


def test_a_choice_stands_when_the_answer_of_a_look_up_comes_late(carla: Person) -> None:
    carla.press("s")
    carla.type("Ade")
    adeyemi = carla.card.get_by_role("radio", name="Ruth Adeyemi")
    expect(adeyemi).to_be_visible()
    held = []
    carla.page.route("**/desk/read/**", lambda route: held.append(route))  # noqa: PLW0108 - a function of Python
    with carla.page.expect_request("**/desk/read/**"):
        carla.type("y")
    adeyemi.check()
    with carla.page.expect_response(lambda answer: "speaker_words=Adey" in (answer.request.post_data or "")):
        carla.page.unroute_all()
    carla.settles()
    expect(adeyemi).to_be_checked()
    carla.press("Control+Enter")
    carla.is_at(span(SERVICED))
    assert Statement.objects.get().speaker.slug == "adeyemi"


def test_another_claim_is_found_by_typing_and_chosen_with_the_arrow_keys(carla: Person) -> None:
    carla.press("Shift+C")
    carla.type("warned in writing")
    expect(carla.card.get_by_role("radio", name="Sound Lines was warned")).to_be_visible()
    carla.press("ArrowDown")
    expect(carla.card.get_by_role("radio", name="Sound Lines was warned")).to_be_checked()
    carla.press("2", "r")
    carla.is_at(span(SERVICED))
    assert Stance.objects.values_list("claim__slug", "position").get() == ("company-warned", "denies")


def test_a_new_speaker_claim_and_incident_are_recorded_with_the_card(carla: Person) -> None:
    carla.read(SLUG, f"?at={span(MONEY)}")
    carla.press("g")
    carla.type("Passengers should get their money back.")
    carla.press("Tab")
    carla.type("Money back")
    carla.press("Tab", "ArrowDown", "Escape", "i")
    carla.type("Aurora engine")
    expect(carla.card.get_by_role("checkbox", name="Engine failure of the ferry Aurora")).to_be_visible()
    carla.press("ArrowDown", "Space", "1", "Control+Enter")
    carla.is_at(span("Safe Passage"))
    assert Speaker.objects.get(name="Mae Lin").kind == "person"
    assert Claim.objects.values_list("text", "kind").get(name="Money back") == (
        *("Passengers should get their money back.", "event"),
    )
    assert Statement.objects.get().incidents.get() == Incident.objects.get()
    assert Stance.objects.values_list("claim__name", "position").get() == ("Money back", "affirms")


def test_ctrl_enter_records_from_within_a_field(carla: Person) -> None:
    carla.press("c", "1")
    carla.card.get_by_label("Where it was said").focus()
    carla.type("At the quay")
    carla.press("Control+Enter")
    carla.is_at(span(SERVICED))
    assert Statement.objects.get().venue == "At the quay"


def test_enter_in_a_field_neither_records_nor_leaves_it(carla: Person) -> None:
    for label in ("Find a speaker", "Where it was said"):
        field = carla.card.get_by_label(label)
        field.focus()
        carla.type("At the quay")
        carla.press("Enter")
        carla.settles()
        expect(field).to_be_focused()
        expect(field).to_have_value("At the quay")
    assert not Statement.objects.exists()


def test_letters_in_a_field_are_letters(carla: Person) -> None:
    venue = carla.card.get_by_label("Where it was said")
    venue.focus()
    carla.type("nprxscCigw123")
    expect(venue).to_have_value("nprxscCigw123")
    carla.is_at(span(UNSAFE))
    carla.press("Escape", "n")
    carla.is_at(span(SERVICED))


def test_single_keys_can_be_switched_off(carla: Person) -> None:
    carla.page.get_by_text("Keys", exact=True).click()
    carla.page.get_by_label("Use single keys").uncheck()
    carla.read(SLUG)
    carla.press("n", "x", "r")
    carla.is_at(span(UNSAFE))
    assert not Dismissal.objects.exists()
    carla.press("Control+Enter")
    carla.is_at(span(SERVICED))
    carla.page.get_by_text("Keys", exact=True).click()
    carla.page.get_by_label("Use single keys").check()
    carla.press("n")
    carla.is_at(span("The engine failure could not have been foreseen"))


def test_the_back_button_returns_to_the_card_before(carla: Person) -> None:
    third = "The engine failure could not have been foreseen"
    carla.press("n")
    carla.is_at(span(SERVICED))
    carla.press("n")
    carla.is_at(span(third))
    for words in (SERVICED, UNSAFE):
        carla.back()
        carla.is_at(span(words))
        expect(carla.page.locator("#source-text [aria-current]")).to_have_text(words)
    carla.page.wait_for_load_state()
    carla.press("c", "1", "r")
    carla.is_at(span(SERVICED))
    assert Statement.objects.get().text == UNSAFE


def test_a_reviewer_confirms_in_context(carla: Person, person: People) -> None:
    carla.press("c", "1", "r")
    carla.is_at(span(SERVICED))
    rita = person("reviewer", "rita")
    rita.read(SLUG, "?review=1")
    rita.is_at(span(UNSAFE))
    confirm = rita.card.get_by_role("button", name="Confirm")
    confirm.focus()
    rita.press("Enter")
    expect(rita.card.locator(".status")).to_have_text("confirmed")
    expect(rita.page.locator("#source-text .passage.confirmed")).to_have_text(UNSAFE)
    assert Stance.objects.values_list("review_status", "reviewer__username").get() == ("confirmed", "rita")


def test_enter_after_a_reason_rejects_and_never_confirms(carla: Person, person: People) -> None:
    carla.press("c", "1", "r")
    carla.is_at(span(SERVICED))
    rita = person("reviewer", "rita")
    rita.read(SLUG, "?review=1")
    rita.card.get_by_label("Reason").focus()
    rita.type("She speaks of one ferry only.")
    rita.press("Enter")
    expect(rita.card.locator(".status")).to_have_text("rejected")
    assert Stance.objects.values_list("review_status", "review_note").get() == (
        *("rejected", "She speaks of one ferry only."),
    )
