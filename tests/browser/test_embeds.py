"""A card in the article of somebody else, in a browser: at another origin, in a frame with `sandbox`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from claims.models import Claim
from tests.support import factories as make
from tests.support.browser import AXE, OVERFLOW, REPORT_VIOLATIONS, RUN_AXE, WCAG
from tests.support.served import HOST, Server
from tests.support.web import page as answer
from tests.support.web import served

SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
ARTICLE = (
    '<!doctype html><link rel="icon" href="data:,"><iframe src="{}" width="{}" height="340" sandbox="{}"></iframe>'
)
# The surface of a card; the article asks for no colours.
SURFACES = {"light": "rgb(255, 255, 255)", "dark": "rgb(27, 30, 36)"}


@pytest.fixture
def claim(transactional_db: None) -> Claim:
    claim: Claim = make.ClaimFactory(slug="it", text="The harbour was closed by the authorities of the town of Ostby.")
    make.take(make.SpeakerFactory(name="Anna Larsen"), claim, "affirms", "2025-09-23")
    make.take(make.SpeakerFactory(name="Борис Иванов"), claim, "denies", "2025-09-23")
    return claim


@contextmanager
def article(browser: Browser, card: str, width: int, scheme: str) -> Iterator[Any]:
    """The open page of an article with a card; afterwards, nothing may have gone wrong in it."""
    html = ARTICLE.format(card, width, SANDBOX).encode()
    problems: list[str] = []
    with served(article=answer(html, "Content-Type: text/html")) as elsewhere:
        context = browser.new_context(viewport={"width": width + 16, "height": 600}, color_scheme=scheme)  # type: ignore[arg-type]
        context.add_init_script(REPORT_VIOLATIONS)
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text))
        page.on("requestfailed", lambda request: problems.append(request.url))
        page.goto(f"http://localhost:{elsewhere.port}/article")
        yield page
        assert context.cookies() == []
        context.close()
    assert problems == []


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [280, 600])
def test_a_card_has_its_style_at_another_origin_and_fits(
    browser: Browser, tracker: Server, width: int, scheme: str
) -> None:
    card = f"http://{HOST}:{tracker.port}/embed/claims/it/"
    with article(browser, card, width, scheme) as page:
        inside = page.frame_locator("iframe")
        expect(inside.get_by_text("Борис Иванов")).to_be_visible()
        expect(inside.locator("body")).to_have_css("background-color", SURFACES[scheme])
        assert page.frames[1].evaluate(OVERFLOW) == 0


@pytest.mark.usefixtures("claim")
def test_an_article_may_choose_the_colours(browser: Browser, tracker: Server) -> None:
    card = f"http://{HOST}:{tracker.port}/embed/claims/it/?theme=light"
    with article(browser, card, 600, "dark") as page:
        expect(page.frame_locator("iframe").locator("body")).to_have_css("background-color", SURFACES["light"])


@pytest.mark.usefixtures("claim")
def test_a_link_of_a_card_opens_the_page_in_place_of_the_article(browser: Browser, tracker: Server) -> None:
    with article(browser, f"http://{HOST}:{tracker.port}/embed/claims/it/", 600, "light") as page:
        page.frame_locator("iframe").get_by_text("All of it, with the sources").click()
        page.wait_for_url(f"http://{HOST}:{tracker.port}/claims/it/")
        assert page.evaluate("document.referrer") == ""


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [280, 600])
def test_a_card_is_accessible(browser: Browser, tracker: Server, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,  # for axe-core, which is a script
    )
    page = context.new_page()
    page.goto(f"http://{HOST}:{tracker.port}/embed/claims/it/")
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE, ["tag", list(WCAG), []]) == []
    context.close()


@pytest.mark.usefixtures("claim")
def test_the_data_of_a_page_is_no_script_that_its_policy_refuses(browser: Browser, tracker: Server) -> None:
    context = browser.new_context()
    context.add_init_script(REPORT_VIOLATIONS)
    page, problems = context.new_page(), []
    page.on("console", lambda message: problems.append(message.text))
    page.goto(f"http://{HOST}:{tracker.port}/claims/it/")
    data = page.locator('script[type="application/ld+json"]').text_content()
    assert '"@type": "Claim"' in str(data)
    context.close()
    assert problems == []
