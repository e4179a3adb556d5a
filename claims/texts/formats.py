"""Which format a file has: by its first bytes where these decide, else by its name or by what is declared."""

import re
from enum import StrEnum
from pathlib import PurePath

from claims.texts.proposal import UnreadableError


class Format(StrEnum):
    PLAIN = "plain text"
    HTML = "HTML"
    PDF = "PDF"
    SUBTITLES = "subtitles"
    DOCX = "DOCX"


SUFFIXES = {
    ".htm": Format.HTML,
    ".html": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".vtt": Format.SUBTITLES,
    ".srt": Format.SUBTITLES,
    ".docx": Format.DOCX,
}
TYPES = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "application/pdf": Format.PDF,
    "text/vtt": Format.SUBTITLES,
    "application/x-subrip": Format.SUBTITLES,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.DOCX,
}
READ = "plain text, HTML, PDF, DOCX, WebVTT and SRT"
# What is often tried and cannot be read, by its first bytes.
OTHERS = {
    b"\xd0\xcf\x11\xe0": "This is an old Word file (.doc). Save it as .docx or PDF.",
    b"{\\rtf": "This is an RTF file. Save it as .docx or PDF.",
    b"\x89PNG": "This is a picture. Recognise its text (OCR), and paste that.",
    b"\xff\xd8\xff": "This is a picture. Recognise its text (OCR), and paste that.",
    b"\x1f\x8b": f"This file is compressed. Unpack it; {READ} can be read.",
}
SEARCHED = 1_024  # bytes
PAGE = re.compile(r"<(?:!doctype[ \t]{1,9}html|html|head|body)\b", re.IGNORECASE)
CUE = re.compile(r"^[\d:.,]{5,13}[ \t]{1,9}-->[ \t]{1,9}[\d:.,]{5,13}", re.MULTILINE)


def format_of_bytes(data: bytes, name: str = "", media_type: str = "") -> Format | None:
    """The format of a file, as far as its bytes, its name and its declared type tell; None for a text of some kind.

    Raises:
        UnreadableError: it is in a format that cannot be read.
    """
    for begins, words in OTHERS.items():
        if data.startswith(begins):
            raise UnreadableError(words)
    if b"%PDF-" in data[:SEARCHED]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return Format.DOCX
    declared = SUFFIXES.get(PurePath(name).suffix.lower()) or TYPES.get(media_type.partition(";")[0].strip().lower())
    if declared in {Format.PDF, Format.DOCX}:
        raise UnreadableError(f"The file says that it is {declared}, but it does not begin as one.")
    return declared


def format_of_text(text: str) -> Format:
    """The format of a text that says nothing about it."""
    beginning = text[:SEARCHED]
    if beginning.startswith("WEBVTT") or CUE.search(beginning):
        return Format.SUBTITLES
    return Format.HTML if PAGE.search(beginning) else Format.PLAIN
