"""What is found in a file: the text as it would be kept, and what the file says about it."""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple

# Characters of a text that can be kept (`claims.models.source`), and bytes of a file that is read.
MAX_CHARACTERS = 2_000_000
MAX_FILE = 10 * 1024 * 1024
# Marks (accents and the like) that may follow one another in a longer text, as the database has it: the time that
# composing takes grows with the square of their number.
MAX_MARKS, SHORT = 30, 10_000
MAX_LINE = 300  # characters of a headline or a name in a proposal; what is longer is none


class UnreadableError(Exception):
    """A file that cannot be read as a text. Its message is a sentence for the person who chose the file."""


class BusyError(UnreadableError):
    """Other files are being read just now: the same file can be read later."""


class Cue(NamedTuple):
    """A subtitle: the offsets of its characters in the text, and its seconds in the recording."""

    start: int
    end: int
    first: float
    last: float


@dataclass(frozen=True)
class Proposal:
    """A text and what its file says about it; "" or None where it says nothing.

    Attributes:
        content: composed (NFC), with line feeds as its only line breaks. Offsets count its code points.
        kind: a kind of source, as in `claims.choices.SourceKind`.
        published_on: the day on which the file says that it was published; never guessed.
        language: a language tag (BCP 47).
        url: the address that the page gives as its own.
        notes: sentences for the person who decides: what was guessed, what was left out.
        cues: the subtitles that the text was made of, in their order.
    """

    content: str
    kind: str
    headline: str = ""
    publisher: str = ""
    author: str = ""
    published_on: date | None = None
    language: str = ""
    url: str = ""
    notes: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()

    def fields(self) -> dict[str, Any]:
        """The values by the names of the fields of a source, without those of which nothing is said."""
        values = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in {"notes", "cues"}}
        return {name: value for name, value in values.items() if value}

    def with_note(self, *notes: str) -> "Proposal":
        return replace(self, notes=(*self.notes, *filter(None, notes)))


def composed(text: str) -> str:
    """The text as the database keeps it: composed, with line feeds.

    Raises:
        UnreadableError: it has nothing to read, it is too long, or it is no text.
    """
    if "\0" in text:
        raise UnreadableError("This is no text: it holds bytes that are no characters.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        # Halves of characters, as some PDF files name them, become whole where they belong together.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError(
            f"The text has {len(text):,} characters, and at most {MAX_CHARACTERS:,} can be kept. Divide it."
        )
    if not text.strip():
        raise UnreadableError("There is no text in it.")
    if has_many_marks(text):
        raise UnreadableError(f"More than {MAX_MARKS} accents or other marks follow one another in it.")
    return unicodedata.normalize("NFC", text)


def has_many_marks(text: str) -> bool:
    if len(text) <= SHORT or text.isascii():
        return False
    marks = 0
    for each in text:
        marks = marks + 1 if unicodedata.category(each).startswith("M") else 0
        if marks > MAX_MARKS:
            return True
    return False


def line(words: str | None) -> str:
    """Words of a file as a text of one line; "" where they are too long to be a name or a headline."""
    printable = "".join(each if each.isprintable() else " " for each in words or "")
    shown = " ".join(printable.split())
    return shown if len(shown) <= MAX_LINE else ""


def times(cues: Sequence[Cue], start: int, end: int) -> tuple[float, float] | None:
    """The seconds in which the characters from `start` to `end` are shown; None where no subtitle has the first one."""
    first = bisect_right(cues, start, key=lambda each: each.start) - 1
    last = bisect_right(cues, end - 1, key=lambda each: each.start) - 1
    if first < 0 or start >= cues[first].end:
        return None
    return cues[first].first, max(each.last for each in cues[first : last + 1])
