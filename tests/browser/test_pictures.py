"""The pictures of the README can be taken anew."""

from playwright.sync_api import Browser

from tests.browser.screenshots import tour, with_claims
from tests.support.served import Server


def test_the_tour_leads_to_each_picture_of_the_readme(
    browser: Browser, tracker: Server, transactional_db: None
) -> None:
    with_claims()
    assert [name for name, _ in tour(browser, tracker.port)] == ["add-text", "reading", "recorded", "confirming"]
