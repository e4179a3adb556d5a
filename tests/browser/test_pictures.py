"""The pictures of the README and of docs/pages.md can be taken anew, and are all shown."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.screenshots import DOCS, PAGES, pages, tour, with_claims
from tests.support.served import Server


def test_the_tour_leads_to_each_picture_of_the_readme(
    browser: Browser, tracker: Server, transactional_db: None
) -> None:
    with_claims()
    assert [name for name, _ in tour(browser, tracker.port)] == ["add-text", "reading", "recorded", "confirming"]


@pytest.mark.django_db
@pytest.mark.usefixtures("published_article")
def test_each_page_of_the_pictures_is_there(browser: Browser, tracker: Server) -> None:
    shown = {name: page.locator("h1").inner_text() for name, page in pages(browser, tracker.port)}
    assert shown.keys() == PAGES.keys()
    assert shown["statement"] == "baseless"
    assert shown["claim"] == shown["german"] == "Russia is responsible for the drones over Copenhagen Airport."


def test_every_picture_is_there_and_shown_in_the_docs() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in (DOCS.parent / "README.md", DOCS / "pages.md"))
    assert set(re.findall(r"images/([\w-]+)\.png", written)) == {path.stem for path in (DOCS / "images").glob("*.png")}
