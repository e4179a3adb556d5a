"""Takes the pictures of the README and of docs/pages.md: `python -m tests.browser.screenshots`, or `make screenshots`.

It uses a database of its own, with the project's fixtures and the example article, on the server of a test run. To add
a picture of a page, add its address to `PAGES`; to add one of the second tour, yield its name at the place in `tour`
where the page shows what it is to show.
"""
# ruff: noqa: E402 - models are imported after Django is set up

import base64
import os
import struct
import sys
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
if __name__ == "__main__":
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in this thread

import django

django.setup()

from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from tests.support import factories as make
from tests.support.article import load_article
from tests.support.browser import CHROMIUM, Person, chromium
from tests.support.desk import desk
from tests.support.served import HOST, served

DOCS = Path(settings.BASE_DIR) / "docs"
ARTICLE = (DOCS / "example-article.txt").read_text(encoding="utf-8")
CLAIMS = (
    "The oil on the beaches of Ostby came from the ferry Astrid.",
    "Nobody should swim in the water at Ostby.",
    "It is not known where the oil in Ostby harbour came from.",
)
WIDTH, HEIGHT = 1080, 800
# The pages for people, as the article has them.
PAGES = {
    "home": "/",
    "claim": "/claims/russia-responsible-for-copenhagen-drones/",
    "speaker": "/speakers/dmitry-peskov/",
    "incident": "/incidents/copenhagen-airport-drones-2025/",
    "statement": "/statements/dmitry-peskov-2025-09-22-baseless/",
    "source": "/sources/nato-article-4-report-2025/",
    "topic": "/topics/european-security/",
    "contradictions": "/contradictions/?speaker=dmitry-peskov",
    "claims": "/claims/?incident=copenhagen-airport-drones-2025",
    "search": "/search/?q=drones+over+Copenhagen",
    "developers": "/developers/",
    "german": "/de/claims/russia-responsible-for-copenhagen-drones/",
}
MOST_BYTES = 60_000
# The pixels of a picture as numbers of the colours that are the most frequent, and these colours.
REDUCE = """
async (picture) => {
  const bytes = Uint8Array.from(atob(picture), (each) => each.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const counts = new Map();
  const key = (at) => (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
  for (let at = 0; at < data.length; at += 4) counts.set(key(at), (counts.get(key(at)) ?? 0) + 1);
  const colours = [...counts].sort((a, b) => b[1] - a[1]).slice(0, COLOURS).map(([colour]) => colour);
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const nearest = new Map();
  for (const colour of counts.keys()) {
    const own = parts(colour);
    const distances = colours.map((each) => parts(each).reduce((sum, part, n) => sum + (part - own[n]) ** 2, 0));
    nearest.set(colour, distances.indexOf(Math.min(...distances)));
  }
  const pixels = Array.from({ length: data.length / 4 }, (_, n) => nearest.get(key(4 * n)));
  const text = pixels.map((each) => String.fromCharCode(each)).join("");
  return [bitmap.width, bitmap.height, colours.flatMap(parts), btoa(text)];
}
""".replace("COLOURS", "40")


def with_claims() -> None:
    """Records the claims that the article is about."""
    for text in CLAIMS:
        make.ClaimFactory(name=text.removesuffix("."), text=text)


def pages(browser: Browser, port: int) -> Iterator[tuple[str, Page]]:
    """The name of each picture of the pages for people, with the page; the last one is dark."""
    for name, address in PAGES.items():
        scheme: Any = "dark" if name == "german" else "light"
        context = browser.new_context(base_url=f"http://{HOST}:{port}", locale="en-GB", color_scheme=scheme)
        page = context.new_page()
        page.goto(address)
        yield name, page
        context.close()


def tour(browser: Browser, port: int) -> Iterator[tuple[str, Page]]:
    """The name of each picture, with the page as it is to be shown."""
    carla = Person(browser, port, desk("editor", "carla"), width=WIDTH)
    page = carla.open("/desk/texts/")
    page.get_by_label("A text").fill(ARTICLE)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Publisher").fill("The Ostby Gazette")
    page.get_by_label("Day").fill("2025-05-14")
    yield "add-text", page
    page.get_by_role("button", name="Record the text").click()
    expect(carla.card).to_be_visible()
    carla.press("c", "1")
    carla.card.get_by_role("group", name="Speaker", exact=True).evaluate("(each) => each.scrollIntoView()")
    yield "reading", page
    for keys in ("r", "r", "x", "c2r", "r", "c6r"):
        here = carla.card.get_attribute("data-span") or ""
        carla.press(*keys)
        expect(carla.card).not_to_have_attribute("data-span", here)
        carla.settles()
    yield "recorded", page
    rita = Person(browser, port, desk("reviewer", "rita"), width=WIDTH)
    rita.open(page.url.partition("?")[0] + "?review=1")
    yield "confirming", rita.page


def reduced(browser: Browser, picture: bytes) -> bytes:
    """The picture as a PNG of few colours."""
    page = browser.new_page()
    width, height, colours, encoded = page.evaluate(REDUCE, base64.b64encode(picture).decode())
    page.close()
    pixels = base64.b64decode(encoded)
    rows = b"".join(b"\0" + pixels[start : start + width] for start in range(0, width * height, width))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(colours)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def main() -> int:
    if not CHROMIUM:
        sys.stderr.write("chromium is not installed\n")
        return 1
    connection.creation.create_test_db(verbosity=0)
    load_article()
    with_claims()
    (DOCS / "images").mkdir(exist_ok=True)
    with chromium() as browser, served(1) as server:
        for name, page in chain(pages(browser, server.port), tour(browser, server.port)):
            page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
            picture = reduced(browser, page.screenshot(animations="disabled"))
            sys.stdout.write(f"docs/images/{name}.png: {len(picture)} bytes\n")
            if len(picture) > MOST_BYTES:
                return 1
            (DOCS / "images" / f"{name}.png").write_bytes(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
