"""How the pages for people look: small pictures in grey, compared with those that are stored in looks/.

`UPDATE_LOOKS=1 pytest tests/browser/test_pages_look.py` stores them anew. They are so small that only the places of the
parts of a page matter. All words are in a font of ours: with those of another machine, lines would end elsewhere.
"""

import base64
import os
import struct
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.browser.screenshots import PAGES as PICTURED
from tests.support.browser import Reader, Readers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_article")]
LOOKS = Path(__file__).with_name("looks")
WIDTHS = (320, 768, 1280)
PAGES = {name: PICTURED[name] for name in ("home", "claim", "speaker", "incident", "statement")}
COLUMNS, HEIGHT = 64, 1280  # of a picture in points; of the window in pixels
TOLERANCE = 6.0  # the mean difference of the points, of 255
FONT = base64.b64encode((settings.BASE_DIR / "claims/web/fonts/DejaVuSansCondensed.ttf").read_bytes()).decode()
STYLE = f"""
@font-face {{ font-family: Pictured; src: url(data:font/ttf;base64,{FONT}) }}
* {{ font-family: Pictured !important }}
"""
# The mean of each square of a picture, as bytes from black to white.
SHRINK = """
async ([picture, columns]) => {
  const bytes = Uint8Array.from(atob(picture), (each) => each.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const side = bitmap.width / columns, rows = Math.floor(bitmap.height / side);
  const sums = new Float64Array(columns * rows);
  for (let y = 0; y < rows * side; y++)
    for (let x = 0; x < bitmap.width; x++) {
      const at = 4 * (y * bitmap.width + x);
      sums[Math.floor(y / side) * columns + Math.floor(x / side)] += (data[at] + data[at + 1] + data[at + 2]) / 3;
    }
  return Array.from(sums, (each) => Math.round(each / side ** 2));
}
"""


def opened(reader: Reader, address: str) -> Page:
    """A page with all words in a font of ours."""
    page = reader.open(address)
    page.add_style_tag(content=STYLE)
    page.evaluate("document.fonts.load('1em Pictured')")
    return page


def look(page: Page, width: int) -> list[int]:
    """The points of the page as it is, in a window of a width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    picture = base64.b64encode(page.screenshot(animations="disabled")).decode()
    return list(page.evaluate(SHRINK, [picture, COLUMNS]))


def store(name: str, points: list[int]) -> None:
    """Writes points as a PNG in grey."""
    rows = b"".join(b"\0" + bytes(points[at : at + COLUMNS]) for at in range(0, len(points), COLUMNS))
    head = struct.pack(">IIBBBBB", COLUMNS, len(points) // COLUMNS, 8, 0, 0, 0, 0)
    LOOKS.mkdir(exist_ok=True)
    with (LOOKS / f"{name}.png").open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")):
            file.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))


def stored(name: str) -> list[int]:
    """The points of a picture that `store` wrote."""
    content = (LOOKS / f"{name}.png").read_bytes()
    start = content.index(b"IDAT")
    length = struct.unpack(">I", content[start - 4 : start])[0]
    rows = zlib.decompress(content[start + 4 : start + 4 + length])
    return [point for at in range(0, len(rows), COLUMNS + 1) for point in rows[at + 1 : at + 1 + COLUMNS]]


def difference(one: list[int], other: list[int]) -> float:
    assert len(one) == len(other)
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def test_the_pages_look_as_they_did(readers: Readers) -> None:
    found = {}
    somebody = readers(bypass_csp=True)
    for name, address in PAGES.items():
        page = opened(somebody, address)
        for width in WIDTHS:
            points = look(page, width)
            if os.environ.get("UPDATE_LOOKS"):
                store(f"{name}-{width}", points)
            found[f"{name}-{width}"] = difference(points, stored(f"{name}-{width}"))
    assert {name: each for name, each in found.items() if each > TOLERANCE} == {}


def test_pages_without_their_style_look_different(readers: Readers) -> None:
    somebody = readers(bypass_csp=True)
    somebody.context.route("**/*.css", lambda route: route.fulfill(content_type="text/css", body=""))
    for name, address in PAGES.items():
        page = opened(somebody, address)
        found = [difference(look(page, width), stored(f"{name}-{width}")) for width in WIDTHS]
        assert min(found) > TOLERANCE, (name, found)


def test_the_stored_pictures_are_those_of_the_pages_and_small() -> None:
    files = list(LOOKS.glob("*"))
    assert {each.name for each in files} == {f"{name}-{width}.png" for name in PAGES for width in WIDTHS}
    assert sum(each.stat().st_size for each in files) < 150_000
