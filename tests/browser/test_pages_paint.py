"""Nothing moves while a page for people is loaded: neither in a narrow window nor in a wide one."""

import pytest

from tests.support.browser import Reader
from tests.support.pages import LISTS, OF_ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_article")]
OTHERS = ("/", "/developers/", "/search/?q=drones", "/claims/russia-responsible-for-copenhagen-drones/")
# What moved on the page, and by how much: https://web.dev/articles/cls
SHIFTS = """
() => new Promise((resolve) => {
  const found = [];
  const note = (entry) => found.push([entry.value, entry.sources.map((each) => each.node?.nodeName)]);
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(found), 50)));
})
"""


def test_nothing_moves_while_a_page_is_loaded(somebody: Reader) -> None:
    moved = {}
    for width in (320, 1280):
        somebody.resize(width, 800)
        for address in (*OTHERS, *(each.path() for each in (*LISTS, *OF_ROWS))):
            if shifts := somebody.open(address).evaluate(SHIFTS):
                moved[width, address] = shifts
    assert moved == {}


def test_what_moves_is_noticed(somebody: Reader) -> None:
    page = somebody.open("/claims/")
    assert page.evaluate(SHIFTS) == []
    page.locator("main").evaluate("(main) => { main.style.marginTop = '300px'; }")
    assert page.evaluate(SHIFTS)
