"""The pages for people by axe-core, in three widths, light and dark, in both languages; none scrolls sideways."""

from typing import Any

import pytest

from tests.support.browser import Reader
from tests.support.readers_world import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("readers_world")]
# Beside WCAG 2.2 AA: everything is in a landmark, landmarks are told apart, and headings follow each other.
BEST = (
    "aria-allowed-role",
    "empty-heading",
    "empty-table-header",
    "heading-order",
    "image-redundant-alt",
    "label-title-only",
    "landmark-banner-is-top-level",
    "landmark-contentinfo-is-top-level",
    "landmark-main-is-top-level",
    "landmark-no-duplicate-banner",
    "landmark-no-duplicate-contentinfo",
    "landmark-no-duplicate-main",
    "landmark-one-main",
    "landmark-unique",
    "page-has-heading-one",
    "region",
    "scope-attr-valid",
    "skip-link",
    "tabindex",
    "table-duplicate-name",
)
# What depends on the width or on the colours; everything else is the same in each window.
LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
# A language, the window in which everything is looked for, and the one in which it is looked at. Colours do not depend
# on the width.
WINDOWS = (("", (320, "light"), (1400, "dark")), ("/de", (768, "dark"), (1400, "light")))


def show(somebody: Reader, width: int, scheme: Any) -> None:
    # As high as a page: axe-core cannot know that what lies behind the fixed head of the matrix can be scrolled.
    somebody.resize(width, 5000)
    somebody.page.emulate_media(color_scheme=scheme)


@pytest.mark.parametrize(("language", "first", "other"), WINDOWS)
def test_nothing_keeps_readers_out_of_a_page(somebody: Reader, language: str, first: Any, other: Any) -> None:
    found = {}
    for address in addresses():
        show(somebody, *first)
        somebody.open(language + address)
        found[address, first] = somebody.barriers(*BEST)
        show(somebody, *other)
        found[address, other] = somebody.barriers(only=LOOKS)
    assert {where: barriers for where, barriers in found.items() if barriers} == {}
    somebody.expected("status of 404")


# Cells whose words reach beyond them.
OVERFLOWING = """
() => [...document.querySelectorAll(".matrix :is(th, td)")]
  .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.innerText)
"""


@pytest.mark.parametrize("address", ["/incidents/hostile/", "/incidents/large/", "/de/incidents/large/"])
def test_the_words_of_a_matrix_stay_in_their_cells(somebody: Reader, address: str) -> None:
    for width in (320, 1280):
        somebody.resize(width, 900)
        assert somebody.open(address).evaluate(OVERFLOWING) == []
