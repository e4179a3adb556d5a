"""People at a browser: Debian's Chromium, driven by Playwright, on the tracker as it is served in production."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from tests.support.served import HOST

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    *("--no-sandbox", "--disable-background-networking", "--disable-quic", "--no-first-run", "--disable-sync"),
    "--font-render-hinting=none",  # words are as wide on every machine
)
PATIENCE = 15_000  # milliseconds to wait for what a test expects, before it fails
WIDE = 1280
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# Violations of axe-core: the rule, and the elements that break it.
RUN_AXE = """
async ([type, values, more]) => {
  const rules = Object.fromEntries(more.map((rule) => [rule, { enabled: true }]));
  const { violations } = await axe.run({ runOnly: { type, values }, rules, resultTypes: ["violations"] });
  return violations.map((each) =>
    `${each.id}: ${each.nodes.map((node) => `${node.target.join(" ")} (${node.failureSummary})`).join("; ")}`);
}
"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window, as long as the block lasts."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Reader:
    """Somebody without an account, at a browser of their own.

    Attributes:
        problems: what the console, a script or the Content-Security-Policy reported, in the order of time.
    """

    def __init__(self, browser: Browser, port: int, width: int = WIDE, **context: Any) -> None:
        self.address = f"http://{HOST}:{port}"
        self.problems: list[str] = []
        self.context = browser.new_context(
            base_url=self.address, viewport={"width": width, "height": 800}, locale="en-GB", **context
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(REPORT_VIOLATIONS)
        self.page = self.tab()

    def tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self.note)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        return page

    def note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(message.text)

    def expected(self, pattern: str) -> None:
        """Forgets the problems that are as the pattern says; there has to be one."""
        others = [each for each in self.problems if not re.search(pattern, each)]
        assert len(others) < len(self.problems), f"Nobody reported {pattern}: {self.problems}"
        self.problems[:] = others

    def open(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def wider(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate(OVERFLOW))

    def barriers(self, *rules: str, only: Sequence[str] = ()) -> list[str]:
        """What axe-core finds on the page against WCAG 2.2 AA, and whether the page scrolls sideways.

        Args:
            rules: what it looks for beside that: names of rules, as in “region”.
            only: the rules that it looks for instead of all.
        """
        # Through the protocol, which the Content-Security-Policy does not concern.
        self.page.evaluate(AXE)
        found = list(self.page.evaluate(RUN_AXE, ["rule", only, []] if only else ["tag", WCAG, rules]))
        return found + ([f"The page is {wider} px wider than the window."] if (wider := self.wider()) else [])


class Person(Reader):
    """A person of the team, logged in.

    Attributes:
        actions: keys pressed, clicks and words typed so far; each counts as one.
    """

    def __init__(self, browser: Browser, port: int, client: Any, **more: Any) -> None:
        super().__init__(browser, port, **more)
        self.client, self.actions = client, 0
        self.log_in()

    def log_in(self) -> None:
        session = self.client.cookies["desk_session"].value
        self.context.add_cookies([{"name": "desk_session", "value": session, "url": self.address}])

    def log_out(self) -> None:
        self.context.clear_cookies(name="desk_session")

    def read(self, slug: str, query: str = "") -> Page:
        """Opens the reading page of a source."""
        return self.open(f"/desk/read/{slug}/{query}")

    def back(self) -> None:
        """Presses the back button. After a step of htmx, the page is loaded anew."""
        self.page.evaluate("history.back()")

    @property
    def card(self) -> Locator:
        return self.page.locator("#card")

    @property
    def notice(self) -> Locator:
        return self.page.locator("#notice")

    def errors(self) -> list[str]:
        """The sentences on the card about what is wrong."""
        return self.card.locator(".error").all_inner_texts()

    def press(self, *keys: str) -> None:
        self.actions += len(keys)
        super().press(*keys)

    def type(self, words: str) -> None:
        self.actions += 1
        super().type(words)

    def is_at(self, span: str) -> None:
        """Waits for the card of some words."""
        try:
            expect(self.card).to_have_attribute("data-span", span)
        except AssertionError:
            raise AssertionError([*self.errors(), self.notice.inner_text()]) from None
        self.settles()

    def settles(self) -> None:
        """Waits until htmx has nothing under way: the focus and the place come after the card."""
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)

    def focused(self) -> str:
        """The id of the element with the focus, or its name."""
        return str(self.page.evaluate("document.activeElement.id || document.activeElement.name"))

    def select(self, words: str) -> None:
        """Drags the mouse from the first to the last of some words that stand in one paragraph of the text."""
        first, last = self.page.evaluate(
            """(words) => {
              const all = [...document.querySelectorAll("#source-text p")];
              const paragraph = all.find((each) => each.textContent.includes(words));
              paragraph.scrollIntoView({ block: "center" });
              const start = paragraph.textContent.indexOf(words);
              const boxes = [];
              const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
              let passed = 0;
              for (let node = walker.nextNode(); node; passed += node.length, node = walker.nextNode()) {
                for (const [place, side] of [[start, "left"], [start + words.length - 1, "right"]]) {
                  if (place < passed || place >= passed + node.length) continue;
                  const range = document.createRange();
                  range.setStart(node, place - passed);
                  range.setEnd(node, place - passed + 1);
                  const box = range.getBoundingClientRect();
                  boxes.push([box[side], box.top + box.height / 2]);
                }
              }
              return boxes;
            }""",
            words,
        )
        self.page.mouse.move(*first)
        self.page.mouse.down()
        self.page.mouse.move(*last, steps=4)
        self.page.mouse.up()

    def copies(self) -> list[str]:
        """The names of the copies of cards that this browser keeps."""
        return list(self.page.evaluate("Object.keys(localStorage).filter((each) => each.startsWith('card '))"))


# The fixture `person`: takes a role, and a name; more arguments are those of Person.
People = Callable[..., Person]
# The fixture `readers`: takes arguments of Reader.
Readers = Callable[..., Reader]
