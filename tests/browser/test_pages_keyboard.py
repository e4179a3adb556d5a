"""The pages for people with the keyboard: what has the focus is seen, and the matrix is scrolled."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Reader
from tests.support.readers_world import committed, make_large_matrix

pytestmark = pytest.mark.django_db
# Whether the element with the focus is marked and a part of it is in front (WCAG 2.2, 2.4.7 and 2.4.11); what it is.
FOCUSED = """
() => {
  const own = document.activeElement, box = own.getClientRects()[0], style = getComputedStyle(own);
  const parts = [0.1, 0.3, 0.5, 0.7, 0.9];
  const at = (x, y) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
  const isInFront = parts.some((x) => parts.some((y) => own.contains(at(x, y))));
  const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const place = own.closest(".matrix thead") ? "head" : own.closest(".matrix tbody td") ? "cell" : own.localName;
  return [isMarked && isInFront, place, own.textContent.trim() || own.name];
}
"""
# Where an element is in the matrix, in pixels from its upper left corner.
FROM_REGION = """
(each) => {
  const own = each.getBoundingClientRect(), region = each.closest(".scroll").getBoundingClientRect();
  return [Math.round(own.left - region.left), Math.round(own.top - region.top)];
}
"""


@pytest.fixture(scope="module", autouse=True)
def rows(browser: Browser, django_db_blocker: Any) -> Iterator[None]:
    with committed(django_db_blocker, make_large_matrix):
        yield


@pytest.mark.parametrize("address", ["/", "/incidents/large/", "/search/?q=number"])
def test_the_first_key_offers_to_skip_to_the_content(somebody: Reader, address: str) -> None:
    page = somebody.open(address)
    somebody.press("Tab")
    box = page.locator(":focus").bounding_box()
    assert page.locator(":focus").get_attribute("href") == "#content"
    assert box
    assert min(box["x"], box["y"]) >= 0
    somebody.press("Enter", "Tab")
    assert page.locator("main :focus").count() == 1


def walked(somebody: Reader, key: str, most: int) -> dict[str, int]:
    """How often the focus was at which place, on the way through the page; each time it has to be seen."""
    places: dict[str, int] = {}
    for _ in range(most):
        somebody.press(key)
        if somebody.page.evaluate("document.activeElement === document.body"):
            break
        is_seen, place, words = somebody.page.evaluate(FOCUSED)
        assert is_seen, (place, words)
        places[place] = places.get(place, 0) + 1
    return places


@pytest.mark.parametrize("width", [320, 1280])
def test_what_has_the_focus_is_seen_on_the_way_through_a_matrix_and_back(somebody: Reader, width: int) -> None:
    somebody.resize(width, 700)
    page = somebody.open("/incidents/large/matrix/")
    there = walked(somebody, "Tab", 300)
    assert there["head"] == 20
    assert there["cell"] >= 90
    page.locator("footer a").first.focus()
    back = walked(somebody, "Shift+Tab", 170)
    assert back["head"] == 20
    assert back["cell"] == there["cell"]


def test_the_matrix_is_scrolled_with_the_arrows(somebody: Reader) -> None:
    somebody.resize(320, 700)
    page = somebody.open("/incidents/large/matrix/")
    region = page.get_by_role("region", name="Matrix")
    region.focus()
    somebody.press("ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown")
    page.wait_for_timeout(500)  # a key scrolls step by step
    assert region.evaluate("(each) => Math.min(each.scrollLeft, each.scrollTop)") > 40
    # The name of a column and the word above the speakers stay where they were.
    heads = page.locator(".matrix thead th").nth(1), page.locator(".matrix .corner")
    assert [each.evaluate(FROM_REGION)[1] for each in heads] == [1, 1]
    assert heads[1].evaluate(FROM_REGION)[0] == 1
