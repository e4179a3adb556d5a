"""`python -m benchmarks.pages [ADDRESS] [PATH …]`: what a page for people weighs and when it is painted, as a table.

It opens pages of a running tracker in Chromium, without a cache. The processor is slowed down fourfold, as an ordinary
phone is. The paint is the largest contentful paint, the median of some runs, in milliseconds; bytes are those of the
page and of its files as they are sent; moved is the cumulative layout shift.
"""

import argparse
import shutil
import statistics
import sys
from typing import Any, NamedTuple

from playwright.sync_api import Browser, sync_playwright

SLOWER = 4
PATHS = (
    "/",
    "/claims/",
    "/claims/russia-responsible-for-copenhagen-drones/",
    "/speakers/dmitry-peskov/",
    "/incidents/copenhagen-airport-drones-2025/",
    "/statements/dmitry-peskov-2025-09-22-baseless/",
    "/contradictions/",
    "/search/?q=drones",
    "/developers/",
)
PAINTED = """
() => new Promise((resolve) => {
  let paint = 0, moved = 0;
  const see = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  see("largest-contentful-paint", (entry) => { paint = entry.startTime; });
  see("layout-shift", (entry) => { moved += entry.value; });
  setTimeout(() => resolve([paint, moved]), 300);
})
"""


class Measured(NamedTuple):
    """Of one load: the largest contentful paint in milliseconds, the layout shift, and the bytes of page and files."""

    paint: float
    moved: float
    page: int
    files: int


def load(browser: Browser, address: str, path: str) -> Measured:
    """Loads a page once, with an empty cache."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: dict[str, float] = {}
    pages: list[str] = []
    protocol.on("Network.responseReceived", lambda event: pages.extend([event["requestId"]] * is_page(event)))
    protocol.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(f"{address}{path}", wait_until="networkidle")
    paint, moved = page.evaluate(PAINTED)
    context.close()
    own = sizes.pop(pages[0])
    return Measured(paint, moved, int(own), int(sum(sizes.values())))


def is_page(event: dict[str, Any]) -> bool:
    return bool(event["type"] == "Document")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8000", help="where the tracker runs")
    parser.add_argument("paths", nargs="*", default=PATHS, help="pages (default: those of the article in fixtures/)")
    parser.add_argument("--runs", type=int, default=5, help="how often each page is loaded (default: 5)")
    given = parser.parse_args()
    sys.stdout.write(f"{'paint ms':>8} {'moved':>6} {'page B':>8} {'files B':>8}  page\n")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for path in given.paths:
            runs = [load(browser, given.address, path) for _ in range(given.runs)]
            paint = statistics.median(each.paint for each in runs)
            moved, last = max(each.moved for each in runs), runs[-1]
            sys.stdout.write(f"{paint:8.0f} {moved:6.3f} {last.page:8,} {last.files:8,}  {path}\n")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
