"""Suggestions while one types into a search field: by keyboard and mouse, without an API, with late answers."""

import json

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.support.browser import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_article")]
API = "**/api/v1/search/**"


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def test_options_are_chosen_with_the_arrows_in_the_language_of_the_page(somebody: Reader) -> None:
    page = somebody.open("/de/claims/")
    field = page.get_by_role("combobox")
    field.focus()
    expect(field).to_have_attribute("aria-expanded", "false")
    somebody.type("russia")
    expect(field).to_have_attribute("aria-expanded", "true")
    first, last = options(page).first, options(page).last
    assert options(page).count() > 1
    assert field.get_attribute("aria-activedescendant") is None
    somebody.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "-")
    somebody.press("ArrowUp")
    expect(first).to_have_attribute("aria-selected", "false")
    expect(field).to_have_attribute("aria-activedescendant", last.get_attribute("id") or "-")
    somebody.press("ArrowDown")
    words = first.locator("bdi").inner_text()
    somebody.press("Enter")
    expect(page.locator("h1")).to_have_text(words)
    expect(page.locator("html")).to_have_attribute("lang", "de")


def test_escape_closes_the_list_and_enter_without_a_choice_searches(somebody: Reader) -> None:
    page = somebody.open("/de/claims/")
    page.get_by_role("combobox").focus()
    somebody.type("dmitry")
    expect(options(page).first).to_be_visible()
    somebody.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_value("dmitry")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    somebody.type(" ")
    expect(options(page).first).to_be_visible()
    somebody.press("Enter")
    page.wait_for_url("**/de/search/?q=dmitry+")


def test_an_option_is_chosen_with_the_mouse(somebody: Reader) -> None:
    page = somebody.open("/")
    page.get_by_role("combobox").focus()
    somebody.type("dmitry")
    options(page).first.click()
    page.wait_for_url("**/speakers/dmitry-peskov/")


def test_within_the_page_of_a_speaker_only_what_the_speaker_said_is_suggested(somebody: Reader) -> None:
    page = somebody.open("/speakers/dmitry-peskov/")
    page.get_by_role("combobox", name="Search what Dmitry Peskov said").focus()
    with page.expect_response(API) as answered:
        somebody.type("denmark")
    expect(page.locator("#within-suggestions [role=option]").first).to_be_visible()
    found = answered.value.json()["results"]
    assert found
    assert {each["speaker"]["slug"] for each in found if each["type"] == "statement"} == {"dmitry-peskov"}
    assert "speaker=dmitry-peskov" in answered.value.url
    somebody.press("Enter")
    page.wait_for_url("**/search/?q=denmark&speaker=dmitry-peskov")


def test_without_the_api_nothing_is_suggested_and_the_form_still_searches(somebody: Reader) -> None:
    page = somebody.open("/")
    page.route(API, lambda route: route.abort())
    page.get_by_role("combobox").focus()
    with page.expect_event("requestfailed"):
        somebody.type("dmitry")
    expect(page.get_by_role("listbox")).to_be_hidden()
    somebody.press("ArrowDown", "Enter")
    page.wait_for_url("**/search/?q=dmitry")
    expect(page.locator("main")).to_contain_text("Dmitry Peskov")
    somebody.expected("net::ERR_FAILED")


def answer(name: str) -> str:
    row = {"type": "speaker", "slug": name, "name": name, "url": f"http://localhost/api/v1/speakers/{name}/"}
    return json.dumps({"results": [row]})


class Held:
    """Answers of the API that come when the test says so."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: dict[str, Route] = {}
        page.route(API, self.keep)

    def keep(self, route: Route) -> None:
        self.asked[route.request.url.partition("q=")[2].partition("&")[0]] = route

    def wait(self, words: str) -> None:
        """Waits until the page has asked for some words."""
        while words not in self.asked:
            self.page.wait_for_timeout(20)

    def come(self, words: str) -> None:
        self.asked[words].fulfill(content_type="application/json", body=answer(words))
        self.page.wait_for_timeout(100)


def test_a_late_answer_does_not_overwrite_a_newer_one(somebody: Reader) -> None:
    page = somebody.open("/")
    held = Held(page)
    page.get_by_role("combobox").focus()
    somebody.type("an")
    held.wait("an")
    somebody.type("na")
    held.wait("anna")
    held.come("anna")
    held.come("an")
    assert options(page).locator("bdi").all_inner_texts() == ["anna"]


def test_an_answer_for_other_words_than_those_in_the_field_is_not_shown(somebody: Reader) -> None:
    page = somebody.open("/")
    held = Held(page)
    page.get_by_role("combobox").focus()
    somebody.type("an")
    held.wait("an")
    page.clock.install()  # the time in which the page waits for more keys does not pass
    page.get_by_role("combobox").fill("xy")
    held.come("an")
    assert options(page).count() == 0


@pytest.mark.parametrize("key", ["Tab", "Escape"])
def test_an_answer_that_comes_when_nobody_waits_any_more_opens_nothing(somebody: Reader, key: str) -> None:
    page = somebody.open("/")
    held = Held(page)
    page.get_by_role("combobox").focus()
    somebody.type("an")
    held.wait("an")
    somebody.press(key)
    held.come("an")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
