"""A file to a proposal, in this process. Hostile files may exhaust it: `claims.texts.apart` bounds what it may use."""

from claims.texts.encodings import charset_in, charset_of, decoded
from claims.texts.formats import Format, format_of_bytes, format_of_text
from claims.texts.guesses import completed
from claims.texts.markup import page
from claims.texts.pasted import pasted
from claims.texts.printed import printed
from claims.texts.proposal import MAX_FILE, Proposal, UnreadableError
from claims.texts.subtitles import subtitles
from claims.texts.worded import worded


def extract(data: bytes, name: str = "", media_type: str = "", address: str = "") -> Proposal:
    """The proposal for a file.

    Args:
        name: the file's name, whose suffix counts.
        media_type: the declared type, as in “text/html; charset=utf-8”.
        address: where it was fetched.

    Raises:
        UnreadableError: it cannot be read; the message says why.
    """
    if len(data) > MAX_FILE:
        raise UnreadableError(f"The file has {len(data):,} bytes, and at most {MAX_FILE:,} are read.")
    form = format_of_bytes(data, name, media_type)
    if form == Format.PDF:
        return completed(printed(data))
    if form == Format.DOCX:
        return completed(worded(data))
    text, note = decoded(data, charset_of(media_type) or charset_in(data))
    form = form or format_of_text(text)
    if "\0" in text:
        raise UnreadableError("This is no text: it holds bytes that are no characters.")
    if form == Format.HTML:
        return completed(page(text, address)).with_note(note)
    return (completed(subtitles(text)) if form == Format.SUBTITLES else pasted(text)).with_note(note)
