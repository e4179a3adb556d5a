"""The characters of a file, whatever it says about its encoding."""

import codecs

import pytest

from claims.texts import UnreadableError
from claims.texts.extract import extract

RUSSIAN = (
    "Дмитрий Песков заявил в понедельник, что обвинения Дании «совершенно беспочвенны». "
    "По его словам, никаких доказательств представлено не было, и отвечать на них нечего."
)
GERMAN = "„Das war kein Zufall“, sagte die Sprecherin über die Drohnen – und fügte hinzu: „Wir prüfen das.“ Größe, Öl."


def of_encoding(found):
    """What is said of the encoding, and not of the language."""
    return tuple(each for each in found.notes if "language" not in each)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_says_the_encoding_and_is_no_part_of_the_text(mark, encoding):
    found = extract(mark + RUSSIAN.encode(encoding), "a.txt", "text/plain; charset=koi8-r")
    assert (found.content, of_encoding(found)) == (RUSSIAN, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_and_said(encoding):
    found = extract(GERMAN.encode(encoding), "a.txt")
    assert found.content == GERMAN
    assert of_encoding(found) == (f"The encoding is not named; it was read as {encoding.upper()}.",)


def test_a_windows_1251_file_that_says_utf_8_is_guessed_and_said():
    found = extract(RUSSIAN.encode("cp1251"), "a.txt", "text/plain; charset=utf-8")
    assert found.content == RUSSIAN
    assert of_encoding(found) == (
        "The file says that it is utf-8, which it is not; it was read as cp1251. See whether all letters are right.",
    )


def test_a_windows_1251_page_that_says_utf_8_is_guessed_and_said():
    page = f'<html><head><meta charset="utf-8"><title>Песков</title></head><body><p>{RUSSIAN}</p></body></html>'
    found = extract(page.encode("cp1251"), "a.html")
    assert (found.headline, found.content) == ("Песков", RUSSIAN)
    assert found.notes[-1].startswith("The file says that it is utf-8, which it is not; it was read as cp1251.")


def test_a_utf_8_page_that_says_something_else_is_utf_8():
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{GERMAN}</p></body></html>'
    assert extract(page.encode(), "a.html").content == GERMAN


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "latin1", "us-ascii"])
def test_a_declared_encoding_is_believed_and_latin_1_is_that_of_windows(declared):
    found = extract(GERMAN.encode("cp1252"), "a.txt", f"text/plain; charset={declared}")
    assert (found.content, of_encoding(found)) == (GERMAN, ())


@pytest.mark.parametrize("declared", ["rot13", "zip", "idna", "unicode_escape", "nonsense", "hex"])
def test_what_is_no_encoding_of_texts_is_not_used(declared):
    assert extract(b"Nyy vf jryy. \\x41", "a.txt", f"text/plain; charset={declared}").content == "Nyy vf jryy. \\x41"
    assert extract(GERMAN.encode("cp1252"), "a.txt", f"text/plain; charset={declared}").notes


def test_a_file_that_breaks_off_inside_of_a_character_says_where():
    with pytest.raises(UnreadableError, match="begins as UTF-16-LE, but is not: byte 10 is wrong"):
        extract(codecs.BOM_UTF16_LE + "Words".encode("utf-16-le") + b"x", "a.txt")
