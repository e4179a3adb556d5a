"""Somebody who gets a link to a claim: who contradicts whom, in which words, and where they stand in the source."""

import pytest
from playwright.sync_api import Route, expect

from tests.support.browser import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_article")]
MOST_CLICKS = 4


def test_four_clicks_lead_from_a_claim_to_the_words_in_the_source(somebody: Reader) -> None:
    page = somebody.open("/claims/russia-responsible-for-copenhagen-drones/")
    left: list[str] = []

    def leave(route: Route) -> None:
        left.append(route.request.url)
        route.fulfill(content_type="text/html", body="<title>The source</title>")

    page.route(lambda url: not url.startswith(somebody.address), leave)
    page.get_by_role("link", name="Who contradicts whom on it").click()
    both = page.locator("article.contradiction", has_text="Dmitry Peskov").first
    expect(both.locator(".side.affirms figcaption a").first).not_to_have_text("Dmitry Peskov")
    expect(both.locator(".side.denies figcaption")).to_contain_text("Dmitry Peskov")
    expect(both.locator(".side.affirms blockquote")).not_to_be_empty()
    words = both.locator(".side.denies blockquote a")
    quoted = words.inner_text()
    words.click()
    expect(page.locator("h1")).to_have_text(quoted)
    expect(page.locator(".place mark")).to_contain_text(quoted)
    expect(page.locator("main")).to_contain_text("Spokesman")
    page.get_by_role("link", name="These words in the source").click()
    expect(page).to_have_title("The source")
    assert left[0] == "https://example.org/report"  # a browser keeps the words to itself
    clicks = ["Who contradicts whom on it", quoted, "These words in the source"]
    assert len(clicks) <= MOST_CLICKS
