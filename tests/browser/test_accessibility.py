"""WCAG 2.2 AA by axe-core, and no page that scrolls sideways: in narrow and wide windows, light and dark."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import People, Person
from tests.support.newsroom import SERVICED, SLUG, UNSAFE, span

WIDTHS = (320, 768, 1400)
SCHEMES = ("light", "dark")


def barriers(carla: Person) -> list[str]:
    """What keeps people out of the open page, in each width and colour scheme.

    The window is as high as the page: axe-core cannot know that what lies behind a sticky element can be scrolled.
    """
    found = []
    for width in WIDTHS:
        carla.page.set_viewport_size({"width": width, "height": 5000})
        for scheme in SCHEMES:
            carla.page.emulate_media(color_scheme=scheme)
            found += [f"{width} px, {scheme}: {each}" for each in carla.barriers()]
    return found


def test_the_page_with_an_open_card_is_accessible(carla: Person) -> None:
    for summary in carla.page.locator("summary").all():
        summary.click()
    assert barriers(carla) == []


def test_the_page_with_recorded_passages_drafts_and_dismissals_is_accessible(carla: Person) -> None:
    carla.press("c", "1", "r")
    carla.is_at(span(SERVICED))
    carla.press("x")
    carla.is_at(span("The engine failure could not have been foreseen"))
    carla.card.get_by_role("button", name="Keep as a draft").click()
    expect(carla.page.locator("#source-text .passage.draft")).to_have_count(1)
    carla.read(SLUG, f"?at={span(UNSAFE)}")
    carla.page.get_by_text("Another claim that it takes a position on").click()
    assert barriers(carla) == []


def test_the_page_with_errors_is_accessible(carla: Person) -> None:
    carla.card.get_by_text("New claim").click()
    carla.page.locator("#new-claim").get_by_label("Record this one").check()
    carla.press("1", "r")
    expect(carla.card.get_by_role("alert")).to_contain_text("Nothing was recorded.")
    assert barriers(carla) == []
    carla.expected("422")


def test_the_page_of_a_reviewer_is_accessible(carla: Person, person: People) -> None:
    carla.press("c", "1", "r")
    carla.is_at(span(SERVICED))
    rita = person("reviewer", "rita")
    rita.read(SLUG, "?review=1")
    assert barriers(rita) == []


@pytest.mark.parametrize("path", ["/desk/read/", "/desk/drafts/"])
def test_the_lists_are_accessible(carla: Person, path: str) -> None:
    carla.card.get_by_role("button", name="Keep as a draft").click()
    expect(carla.page.locator("#source-text .passage.draft")).to_have_count(1)
    carla.open(path)
    assert barriers(carla) == []


def test_what_has_the_focus_is_never_hidden_behind_the_buttons(carla: Person) -> None:
    carla.page.set_viewport_size({"width": 1280, "height": 500})
    carla.card.focus()
    passed = []
    while "undone" not in passed and len(passed) < 60:
        carla.press("Tab")
        hidden, name = carla.page.evaluate(
            """() => {
              const own = document.activeElement, box = own.getBoundingClientRect();
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              const seen = own.contains(top) || top?.contains(own) && !top.matches(".actions");
              return [!seen && own !== document.body, own.name || own.textContent];
            }"""
        )
        assert not hidden, name
        passed.append("undone" if "Keys" in name else name)
    assert {"speaker", "claim_words", "position", "text", "incident_words", "intent"} <= set(passed)
