"""Suggestions below the search fields of the pages: by keyboard, by mouse, in the language of the page, accessible."""

import re

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.support import factories as make
from tests.support.browser import People, Person

BALLOONS = "Balloons flew over Atlantis."


@pytest.fixture
def anna(person: People) -> Person:
    """A reader at the first page, where some balloons are recorded."""
    make.ClaimFactory(slug="balloons", text=BALLOONS, name="Balloons over Atlantis")
    make.SpeakerFactory(slug="ballard", name="Bill Ballard")
    said = make.StatementFactory(slug="balloon-said", text="It was a balloon.", speaker__name="Mae Lin")
    make.correct(said, "misattributed")
    made = person("coder", "anna")
    made.open("/en/")
    return made


def field(who: Person) -> Locator:
    return who.page.get_by_role("combobox")


def options(who: Person) -> Locator:
    return who.page.get_by_role("listbox").get_by_role("option")


def types(who: Person, words: str) -> None:
    """Types words into the field, and waits for what they suggest."""
    field(who).focus()
    who.type(words)
    expect(field(who)).to_have_attribute("aria-expanded", "true")


def test_what_is_typed_is_completed_with_the_kind_of_each_thing(anna: Person) -> None:
    types(anna, "ballo")
    expect(options(anna).filter(has_text=BALLOONS)).to_have_text(f"{BALLOONS} claim")
    expect(options(anna).filter(has_text="Ballard")).to_have_count(0)


def test_words_that_do_not_stand_say_so_and_whose_they_are(anna: Person) -> None:
    types(anna, "a balloon")
    expect(options(anna).filter(has_text="It was")).to_have_text(
        "It was a balloon. misattributed · statement · Mae Lin"
    )


def test_arrows_choose_and_enter_opens_the_page(anna: Person) -> None:
    types(anna, "ballo")
    count = options(anna).count()
    assert count > 1
    anna.press("ArrowDown", "ArrowDown", "ArrowUp")
    expect(options(anna).nth(0)).to_have_attribute("aria-selected", "true")
    chosen = options(anna).nth(0).get_attribute("id")
    expect(field(anna)).to_have_attribute("aria-activedescendant", str(chosen))
    expect(field(anna)).to_be_focused()
    anna.press("ArrowUp")
    expect(options(anna).nth(count - 1)).to_have_attribute("aria-selected", "true")
    anna.press("ArrowDown")
    where = options(anna).nth(0).inner_text()
    anna.press("Enter")
    expect(anna.page).to_have_url(re.compile("/en/(claims|statements)/[a-z-]+/$"))
    expect(anna.page.get_by_role("heading", level=1)).to_contain_text(where.split(".")[0])


def test_enter_without_a_choice_searches(anna: Person) -> None:
    types(anna, "ballo")
    anna.press("Enter")
    expect(anna.page).to_have_url(re.compile(r"/en/search/\?q=ballo$"))


def test_escape_closes_the_list_and_keeps_the_words(anna: Person) -> None:
    types(anna, "ballo")
    anna.press("ArrowDown", "Escape")
    expect(anna.page.get_by_role("listbox")).to_be_hidden()
    expect(field(anna)).to_have_value("ballo")
    expect(field(anna)).to_have_attribute("aria-expanded", "false")
    expect(field(anna)).to_have_attribute("aria-activedescendant", "")


def test_a_click_opens_the_page(anna: Person) -> None:
    types(anna, "ballo")
    options(anna).filter(has_text=BALLOONS).click()
    expect(anna.page).to_have_url(re.compile("/en/claims/balloons/$"))


def test_the_list_is_closed_where_the_focus_goes_elsewhere(anna: Person) -> None:
    types(anna, "ballo")
    anna.press("Tab")
    expect(anna.page.get_by_role("listbox")).to_be_hidden()


def test_a_german_page_suggests_in_german_and_leads_to_german_pages(anna: Person) -> None:
    anna.open("/de/claims/")
    types(anna, "ballo")
    option = options(anna).filter(has_text=BALLOONS)
    expect(option).to_contain_text("Behauptung")
    option.click()
    expect(anna.page).to_have_url(re.compile("/de/claims/balloons/$"))


def test_the_field_of_a_speaker_suggests_what_concerns_the_speaker(anna: Person) -> None:
    anna.open("/en/speakers/ballard/")
    within = anna.page.get_by_role("combobox", name="Search what Bill Ballard said")
    with anna.page.expect_response("**/api/v1/search/*") as asked:
        within.focus()
        anna.type("ballo")
    assert "speaker=ballard" in asked.value.url
    expect(within).to_have_attribute("aria-expanded", "false")


def test_an_answer_that_comes_late_is_of_no_use_any_more(anna: Person) -> None:
    """The answer to the first words is held back until those to the later ones are shown."""
    held_back: list[Route] = []

    def hold_back(route: Route) -> None:
        held_back.append(route)

    anna.page.route("**/api/v1/search/?q=ballo&*", hold_back)
    field(anna).focus()
    with anna.page.expect_request("**/api/v1/search/?q=ballo&*"):
        anna.type("ballo")
    field(anna).fill("Ballard")
    only = "Bill Ballard speaker"
    expect(options(anna)).to_have_text([only])
    for each in held_back:
        each.continue_()
    anna.page.wait_for_load_state("networkidle")
    expect(options(anna)).to_have_text([only])


def test_without_an_answer_nothing_is_suggested(anna: Person) -> None:
    types(anna, "ballo")
    anna.page.route("**/api/v1/search/*", lambda route: route.fulfill(status=503, body="{}"))
    anna.type("o")
    expect(anna.page.get_by_role("listbox")).to_be_hidden()
    anna.expected("503")


def test_an_open_list_keeps_nobody_out(anna: Person) -> None:
    for path in ("/en/", "/de/claims/"):
        anna.open(path)
        for width in (320, 1280):
            anna.page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                anna.page.emulate_media(color_scheme=scheme)
                field(anna).fill("")
                types(anna, "ballo")
                anna.press("ArrowDown")
                assert anna.barriers() == []


def test_without_the_script_the_form_searches(anna: Person, person: People) -> None:
    plain = person("coder", "plain", java_script_enabled=False)
    plain.open("/en/")
    box = plain.page.get_by_role("searchbox")
    box.fill("balloons")
    box.press("Enter")
    expect(plain.page.get_by_role("link", name=BALLOONS)).to_be_visible()
