"""Which characters the bytes of a text stand for, whatever the file says about its encoding."""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from claims.texts.proposal import UnreadableError

# Longer marks first: that of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHARSET = re.compile(r"charset[\t ]{0,9}=[\t ]{0,9}[\"']?([\w-]{1,40})", re.IGNORECASE)
SEARCHED = 4_096  # bytes of a page before which its encoding has to be named
SAMPLE = 200_000  # bytes that a guess rests on
ENCODINGS_OF_TEXT = (
    "big5",
    "cp",
    "euc",
    "gb",
    "iso",
    "iso2022",
    "johab",
    "koi8",
    "latin",
    "mac",
    "ptcp",
    "shift",
    "utf",
)
NO_TEXT = "This is no text: its bytes are no characters in any usual encoding."


class Decoded(NamedTuple):
    """A text, and a sentence about its encoding where that had to be guessed."""

    text: str
    note: str = ""


def decoded(data: bytes, declared: str = "") -> Decoded:
    """The characters of a text.

    A byte order mark decides, then UTF-8 where the bytes are well-formed, which those of no other encoding are by
    chance; then what the file declares; then a guess.

    Args:
        declared: the name of an encoding, or "".

    Raises:
        UnreadableError: it is no text.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return Decoded(strict(data[len(mark) :], name))
    if b"\0" in data:
        return without_mark(data)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    name = known(declared)
    if name and name != "utf-8":
        try:
            return Decoded(data.decode(name))
        except UnicodeDecodeError:
            pass
    return guessed(data, declared)


def strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"The file begins as {name.upper()}, but is not: byte {error.start:,} is wrong."
        ) from error


def without_mark(data: bytes) -> Decoded:
    """UTF-16 without its mark, by the zeros of its line feeds and spaces; else it is no text."""
    sample = data[:SEARCHED]
    for name, wide in (("utf-16-le", (b" \0", b"\n\0")), ("utf-16-be", (b"\0 ", b"\0\n"))):
        zeros = sample[1::2] if name.endswith("le") else sample[::2]
        if any(each in sample for each in wide) or zeros.count(0) == len(zeros):
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                continue
            if "\0" not in text and sum(map(str.isprintable, text[:SEARCHED])) > len(text[:SEARCHED]) * 0.9:
                return Decoded(text, f"The encoding is not named; it was read as {name.upper()}.")
    raise UnreadableError(NO_TEXT)


def guessed(data: bytes, declared: str) -> Decoded:
    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        raise UnreadableError(NO_TEXT)
    said = f"says that it is {declared}, which it is not" if declared else "is not UTF-8"
    text = data.decode(best.encoding, errors="replace")
    lost = text.count("�")
    note = f"The file {said}; it was read as {best.encoding}. See whether all letters are right."
    return Decoded(text, note + (f" {lost:,} characters could not be read: they are shown as “�”." if lost else ""))


def known(name: str) -> str:
    """The Python name of an encoding of texts, or "". As on the web, latin-1 stands for the Windows encoding."""
    try:
        found = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    if found in {"iso8859-1", "ascii"}:
        return "cp1252"
    return found if found.startswith(ENCODINGS_OF_TEXT) else ""


def charset_in(data: bytes) -> str:
    """The encoding that a page names at its beginning, or ""."""
    return charset_of(data[:SEARCHED].decode("latin-1"))


def charset_of(words: str) -> str:
    """The encoding that a declaration names, or ""."""
    found = CHARSET.search(words)
    return found[1] if found else ""
