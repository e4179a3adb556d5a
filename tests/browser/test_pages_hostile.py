"""Texts that are as bad as the database admits: nothing runs, nothing is injected, nothing breaks the page or turns."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from playwright.sync_api import Browser, Page

from tests.support import factories as make
from tests.support.browser import Reader, Readers
from tests.support.readers_world import HOSTILE, PLAIN, committed, make_hostile

pytestmark = pytest.mark.django_db
# Elements and attributes that no page has of its own.
INJECTED = ".injected, main script, main img, main b, title + script, [onerror], [onmouseover]"
# How many of these there are; how many scripts, of which data are none; and the text.
SEEN = """
(injected) => [
  document.querySelectorAll(injected).length,
  [...document.scripts].filter((each) => each.type !== "application/ld+json").length,
  document.body.innerText,
]
"""
# Words that stand before what comes earlier in the same line: of all texts outside of isolates, and of each isolate as
# a whole.
TURNED = """
() => {
  const isolate = "bdi, [dir=auto]", items = [];
  const box = (range) => { const boxes = range.getClientRects(); return boxes.length === 1 ? boxes[0] : null; };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      for (const { index, 0: word } of node.data.matchAll(/\\S+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        items.push([word, box(range)]);
      }
    } else if (node.matches?.(isolate)) items.push([node.textContent, box(node)]);
    else node.childNodes.forEach(walk);
  };
  walk(document.querySelector("main"));
  const found = [];
  items.forEach(([word, here], n) => {
    const [before, there] = items[n - 1] ?? [];
    const isInLine = here && there && Math.abs(here.bottom - there.bottom) < 4 && here.top < there.bottom;
    if (isInLine && here.left < there.left) found.push(`${before.slice(0, 20)} | ${word.slice(0, 20)}`);
  });
  return found;
}
"""


@pytest.fixture(scope="module", autouse=True)
def rows(browser: Browser, django_db_blocker: Any) -> Iterator[None]:
    with committed(django_db_blocker, make_hostile):
        yield


def walk(somebody: Reader, width: int) -> Iterator[tuple[str, Page]]:
    """Each page with hostile texts, and its address."""
    somebody.resize(width, 800)
    for language in ("", "/de"):
        for address in HOSTILE if not language else HOSTILE[:8]:
            yield language + address, somebody.open(language + address)


def test_nothing_runs_nothing_is_injected_and_no_page_scrolls_sideways(somebody: Reader) -> None:
    asked: list[str] = []
    somebody.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    wrong = []
    for address, page in walk(somebody, 320):
        page.locator("details > summary").evaluate_all("(all) => all.forEach((each) => each.click())")
        injected, scripts, text = page.evaluate(
            SEEN,
            INJECTED,
        )
        if injected or scripts != 1 or somebody.wider():
            wrong.append((address, injected, scripts, somebody.wider()))
        assert "<script>alert(" in text or "<img src=x" in text or address.endswith("around/"), address
    assert (wrong, asked) == ([], [])
    somebody.expected("status of 40")


def test_a_text_from_right_to_left_turns_nothing_beside_it(somebody: Reader) -> None:
    turned = {address: found for address, page in walk(somebody, 1280) if (found := page.evaluate(TURNED))}
    assert turned == {}
    somebody.expected("status of 40")


def test_without_isolation_it_would_turn_what_stands_beside_it(readers: Readers) -> None:
    somebody = readers(bypass_csp=True)
    somebody.open("/statements/hostile-around/").add_style_tag(
        content="main * { unicode-bidi: normal !important; direction: ltr !important; }"
    )
    assert somebody.page.evaluate(TURNED)


def lefts(page: Page, words: str, selector: str) -> list[float]:
    """Where the letters of words begin that are all of an element."""
    places: list[float] = page.locator(selector, has_text=words).first.evaluate(
        """(element) => [...element.textContent].map((_, n) => {
          const range = document.createRange();
          range.setStart(element.firstChild, n);
          range.setEnd(element.firstChild, n + 1);
          return range.getBoundingClientRect().left;
        })"""
    )
    return places


def test_cited_words_read_forward_between_overrides_in_the_source(somebody: Reader) -> None:
    places = lefts(somebody.open("/statements/hostile-around/"), PLAIN, ".place mark")
    assert places == sorted(places)


@pytest.mark.parametrize("field", ["url", "archived_url"])
@pytest.mark.parametrize("address", ["javascript:alert(1)", "JavaScript://x/%0Aalert(1)", "data:text/html,x", "//x/"])
def test_no_address_of_a_source_runs_a_script(field: str, address: str) -> None:
    with pytest.raises(IntegrityError, match=f"source_{field}_is_url"), transaction.atomic():
        make.SourceFactory(**{field: address})
