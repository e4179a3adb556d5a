"""The pages for people read the same and search where no script runs."""

import pytest

from tests.support.browser import Readers
from tests.support.pages import LISTS, OF_ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_article")]
OTHERS = ("/", "/developers/", "/search/?q=drones", "/claims/russia-responsible-for-copenhagen-drones/")


def test_each_page_reads_the_same_without_a_script(readers: Readers) -> None:
    with_script, without = readers(), readers(java_script_enabled=False)
    for address in (*OTHERS, *(each.path() for each in (*LISTS, *OF_ROWS))):
        words = [each.open(address).locator("body").inner_text() for each in (with_script, without)]
        assert words[0] == words[1], address
        assert len(words[0]) > 200, address


def test_words_are_searched_for_without_a_script(readers: Readers) -> None:
    somebody = readers(java_script_enabled=False)
    page = somebody.open("/de/")
    page.get_by_role("searchbox").fill("dmitry")
    somebody.press("Enter")
    page.wait_for_url("**/de/search/?q=dmitry")
    page.get_by_role("link", name="Dmitry Peskov", exact=True).first.click()
    page.wait_for_url("**/de/speakers/dmitry-peskov/")
    page.get_by_role("searchbox").last.fill("drones")
    page.get_by_role("button").last.click()
    page.wait_for_url("**/de/search/?q=drones&speaker=dmitry-peskov")
