"""The picture of a link's preview: 1200 × 630 pixels, drawn with the fonts that are here.

A text with a character that no font has is left out, so that nobody sees boxes in place of words
(docs/decisions/0051-link-previews.md).
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageDraw, ImageFont, features

from claims.web.sharing import HEIGHT, WIDTH, Line, Shared

MARGIN = 72
WIDE = WIDTH - 2 * MARGIN
# Characters of a text that are looked at, and of a line that is one word.
MOST, LONGEST = 320, 60
SIZES = (64, 56, 48, 42)
HEADING_ROOM = 280  # pixels
SMALL, LINE = 30, 44
SMALLER = (SMALL, 27, 24)  # where a line does not fit otherwise
FONTS = Path(__file__).parent / "fonts"
SERIF, SANS = FONTS / "DejaVuSerifCondensed-Bold.ttf", FONTS / "DejaVuSansCondensed.ttf"
GROUND, INK, SOFT, RULE, WARNING = "#fbfaf7", "#16181d", "#555b66", "#dad6cd", "#9b1c1c"
# As in site.css.
COLOURS = {
    "affirms": "#0a6647",
    "denies": "#a3232c",
    "qualifies": "#855300",
    "questions": "#5a3fa0",
    "reports": "#51606e",
    "declines": "#5f5f5f",
}
COLOURS_DRAWN = 48
# What joins and separates letters is part of how words are written; every other invisible character is left out.
JOINERS = "\u200c\u200d"
# A character that no font has (it is none), and so looks as all of those do.
NO_CHARACTER = "\uffff"


@cache
def shapes() -> bool:
    """Whether letters are joined, marks placed and directions mixed: Pillow finds FriBiDi on this machine."""
    return bool(features.check("raqm") and features.check("fribidi"))


@cache
def font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.RAQM if shapes() else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(path), size, layout_engine=engine)


@cache
def unshaped(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), 20, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=10_000)
def glyph(path: Path, character: str) -> tuple[Any, bytes]:
    """A character as a font draws it by itself."""
    mask = unshaped(path).getmask(character)
    return mask.size, bytes(mask)


def has(path: Path, character: str) -> bool:
    if character.isspace() or character in JOINERS:
        return True
    joined = unicodedata.bidirectional(character) in {"R", "AL", "AN"} or unicodedata.category(character)[0] == "M"
    return (shapes() or not joined) and glyph(path, character) != glyph(path, NO_CHARACTER)


def plain(text: str) -> str:
    """The beginning of a text in one line, without controls: nothing that turns the direction of what follows."""
    there = (
        each if not unicodedata.category(each).startswith("C") or each in JOINERS else " " if each.isspace() else ""
        for each in text[:MOST]
    )
    cut = " ".join("".join(there).split())
    return f"{cut}…" if len(text) > MOST else cut


def drawable(text: str) -> Path | None:
    """The first font that has all characters of a text."""
    return next((path for path in (SERIF, SANS) if all(has(path, each) for each in text)), None)


def is_from_the_right(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (UAX #9, P2)."""
    directions = (unicodedata.bidirectional(each) for each in text)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"


def lines_of(text: str, used: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """A text in lines of at most `width` pixels, broken between words, and within a word that is longer."""
    line = ""
    pieces = (word[at : at + LONGEST] for word in text.split() for at in range(0, len(word), LONGEST))
    for piece in pieces:
        longer = f"{line} {piece}" if line else piece
        if used.getlength(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        line = piece
        while used.getlength(line) > width and len(line) > 1:
            fits = next((end for end in range(len(line) - 1, 1, -1) if used.getlength(line[:end]) <= width), 1)
            yield line[:fits]
            line = line[fits:]
    if line:
        yield line


def fitted(text: str, path: Path) -> tuple[list[str], ImageFont.FreeTypeFont, int]:
    """The lines of a heading in the largest size in which it fits, else cut; with the font and the height of a line."""
    for size in SIZES:
        used, height = font(path, size), round(size * 1.25)
        lines = list(lines_of(text, used, WIDE))
        if len(lines) * height <= HEADING_ROOM:
            return lines, used, height
    most = HEADING_ROOM // height
    return [*lines[: most - 1], f"{lines[most - 1].rstrip(' .,;:…')}…"], used, height


class Box(NamedTuple):
    """Where a line is drawn, in pixels."""

    left: int
    top: int
    width: int = WIDE


class Canvas:
    """A picture, and a pen."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
        self.pen = ImageDraw.Draw(self.image)

    def text(self, text: str, box: Box, used: ImageFont.FreeTypeFont, colour: str, right: bool) -> None:
        direction = ("rtl" if right else "ltr") if shapes() else None
        x, anchor = (box.left + box.width, "ra") if right else (box.left, "la")
        self.pen.text((x, box.top), text, font=used, fill=colour, anchor=anchor, direction=direction)

    def line(self, text: str, box: Box, colour: str) -> bool:
        """Draws a small line, cut where it is too long; False where it cannot be drawn."""
        short = plain(text)
        if not short or not all(has(SANS, each) for each in short):
            return False
        fonts = [font(SANS, size) for size in SMALLER]
        used = next((each for each in fonts if each.getlength(short) <= box.width), fonts[-1])
        first, *more = [short] if used.getlength(short) <= box.width else lines_of(short, used, box.width - SMALL)
        self.text(f"{first}…" if more else first, box, used, colour, is_from_the_right(short))
        return True

    def lines(self, lines: list[Line], top: int) -> None:
        """Draws small lines. Positions are side by side, so that there is room for each of them."""
        aside = len(lines) > 1 and all(each.position for each in lines)
        width = (WIDE - SMALL) // 2 if aside else WIDE
        drawn = 0
        for each in lines:
            row, column = divmod(drawn, 2) if aside else (drawn, 0)
            box = Box(MARGIN + column * (width + SMALL), top + row * LINE, width)
            drawn += self.line(each.text, box, COLOURS.get(each.position, INK))

    def png(self) -> bytes:
        """Few colours are enough for letters, and take half of the bytes."""
        body = BytesIO()
        few = self.image.quantize(COLOURS_DRAWN, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(body, "PNG", compress_level=6)
        return body.getvalue()


def draw(shared: Shared, site: str) -> bytes:
    """The picture, as PNG."""
    canvas, top = Canvas(), 44
    if shared.warning:
        canvas.pen.rectangle((0, 0, WIDTH, 88), fill=WARNING)
        canvas.line(shared.warning, Box(MARGIN, 27), GROUND)
        top = 104
    else:
        canvas.pen.rectangle((0, 0, WIDTH, 12), fill=INK)
    canvas.line(shared.kind, Box(MARGIN, top), SOFT)
    top += 56
    for text in map(plain, (shared.heading, shared.name)):
        if text and (path := drawable(text)):
            lines, used, height = fitted(text, path)
            for line in lines:
                canvas.text(line, Box(MARGIN, top), used, SOFT if shared.warning else INK, is_from_the_right(text))
                top += height
            break
    canvas.lines(shared.lines[:6], top + 18)
    canvas.pen.line((MARGIN, HEIGHT - 70, WIDTH - MARGIN, HEIGHT - 70), fill=RULE, width=2)
    canvas.line(site, Box(MARGIN, HEIGHT - 56), INK)
    return canvas.png()
