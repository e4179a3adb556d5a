"""The pages for people by axe-core, in three widths, light and dark, in both languages; none scrolls sideways."""

import pytest

from tests.support.browser import Readers
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
# The colours do not depend on the width, nor on the language.
LOOKS = (("", 320, "light"), ("", 320, "dark"), ("/de", 768, "light"), ("", 1400, "light"), ("", 1400, "dark"))


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_nothing_keeps_readers_out_of_a_page(readers: Readers, language: str, width: int, scheme: str) -> None:
    somebody = readers(color_scheme=scheme)
    # As high as a page: axe-core cannot know that what lies behind the fixed head of the matrix can be scrolled.
    somebody.resize(width, 5000)
    found = {}
    for address in addresses():
        somebody.open(language + address)
        if barriers := somebody.barriers(*BEST):
            found[address] = barriers
    assert found == {}
