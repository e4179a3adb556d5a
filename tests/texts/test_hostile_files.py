"""Hostile and damaged files: each is read or refused with a sentence, within the bounds of time and memory."""

import os
import subprocess
import sys
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from claims.texts import MAX_CHARACTERS, MAX_FILE, BusyError, UnreadableError, apart, pasted, read_apart
from claims.texts.extract import extract
from tests.support.files import docx, pdf, run, stream

ZEROS = 500 * 1024 * 1024  # bytes, of which a packed megabyte is half a kilobyte


def refused(data, name):
    with pytest.raises(UnreadableError) as error:
        read_apart(data, name)
    return str(error.value)


def packed_zeros(size):
    """Zeros, packed without ever being in memory."""
    packer, block = zlib.compressobj(9), bytes(1024 * 1024)
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


def test_a_text_may_have_so_many_characters_and_no_more():
    assert len(pasted("x" * MAX_CHARACTERS).content) == MAX_CHARACTERS
    with pytest.raises(UnreadableError, match="The text has 2,000,001 characters, and at most 2,000,000 can be kept"):
        pasted("x" * (MAX_CHARACTERS + 1))
    assert "at most 2,000,000 can be kept" in refused(b"x" * (MAX_CHARACTERS + 1), "a.txt")


def test_a_file_may_have_so_many_bytes_and_no_more():
    assert refused(b"\n" * MAX_FILE, "a.txt") == (
        "The text has 10,485,760 characters, and at most 2,000,000 can be kept. Divide it."
    )
    assert refused(b"x" * (MAX_FILE + 1), "a.txt") == "The file has 10,485,761 bytes, and at most 10,485,760 are read."


def test_a_text_of_the_largest_size_comes_back_whole_whatever_its_characters():
    text = "“Я” 語" * 333_333
    assert read_apart(text.encode(), "a.txt").content == text


def test_a_million_quotation_marks_are_a_text_like_any_other():
    assert read_apart(b'"' * 1_000_000, "a.txt").content == '"' * 1_000_000
    assert read_apart(("<p>" + "“" * 500_000).encode(), "a.html").content == "“" * 500_000


def test_a_million_accents_on_one_letter_are_refused_before_they_are_composed():
    with pytest.raises(UnreadableError, match="More than 30 accents or other marks follow one another"):
        pasted("a" + "\u0301\u0323" * 500_000)
    assert "More than 30 accents" in refused(("<p>a" + "\u0301\u0323" * 500_000).encode(), "a.html")


def test_marks_that_do_not_combine_are_counted_as_the_database_counts_them():
    with pytest.raises(UnreadableError, match="More than 30 accents or other marks follow one another"):
        pasted("क" * 10_000 + "\u0903" * 31)


def test_halves_of_characters_become_whole_or_are_shown_as_missing():
    """Some PDF files name them; no text can hold them."""
    assert pasted("a\ud83d\ude00b\ud800c").content == "a😀b\ufffdc"


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 40, os.urandom(100_000), b"\x7fELF\x02\x01\x01" + bytes(100), b"text\0text", b"\0" * 1_000],
    ids=["every byte", "random", "a program", "a zero in a text", "zeros"],
)
def test_a_binary_file_is_no_text(data):
    assert refused(data, "a.txt").startswith("This is no text")


def test_a_pdf_that_unpacks_to_gigabytes_is_refused():
    bomb = packed_zeros(ZEROS)
    assert refused(pdf([], contents=stream(b"", packed=bomb)), "a.pdf")
    nested = zlib.compress(bomb, 9)
    assert refused(pdf([], contents=stream(b"", "/FlateDecode /FlateDecode", packed=nested)), "a.pdf")


def test_a_pdf_of_ten_thousand_pages_is_refused_before_it_is_read():
    assert refused(pdf(*[["x"]] * 10_000), "a.pdf") == (
        "The PDF has 10,000 pages, and at most 1,000 are read. Divide it."
    )


def test_a_pdf_whose_pages_contain_themselves_is_refused():
    looped = pdf(["x"]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")
    assert b"/Kids [2 0 R]" in looped
    assert refused(looped, "a.pdf")


def test_a_word_file_that_unpacks_to_gigabytes_is_refused():
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(ZEROS // (1024 * 1024)):
            part.write(b" " * 1024 * 1024)
    assert refused(archive.getvalue(), "a.docx") == ("The file is too large when it is unpacked. Save its text alone.")


def test_a_word_file_that_lies_about_its_size_is_refused():
    honest = docx(run("x" * 200_000))
    size = int.from_bytes
    place = honest.index(b"PK\x01\x02")
    lying = bytearray(honest)
    while place >= 0:
        if size(lying[place + 24 : place + 28], "little") > 200_000:
            lying[place + 24 : place + 28] = (10).to_bytes(4, "little")
        place = lying.find(b"PK\x01\x02", place + 4)
    assert refused(bytes(lying), "a.docx").startswith("The Word file cannot be read")


def test_entities_of_a_word_file_do_not_multiply():
    laughs = "<!DOCTYPE a [<!ENTITY b0 'ha'>" + "".join(f"<!ENTITY b{n} '{f'&b{n - 1};' * 10}'>" for n in range(1, 12))
    document = laughs + "]>" + "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    document += "<w:body><w:p><w:r><w:t>&b11;</w:t></w:r></w:p></w:body></w:document>"
    assert refused(docx(**{"word/document.xml": document}), "a.docx")


def test_a_page_that_is_nested_a_hundred_thousand_deep_is_refused_and_not_cut_off():
    for tag in ("div", "blockquote", "b", "table"):
        page = f"<html><body><p>“First.”</p>{f'<{tag}>' * 100_000}“Deep.”{f'</{tag}>' * 100_000}<p>“Last.”</p>"
        assert refused(page.encode(), "a.html")


def test_a_page_that_is_nested_a_thousand_deep_is_read_to_its_end():
    page = f"<html><body><p>“First.”</p>{'<div>' * 1_000}<p>“Deep.”</p>{'</div>' * 1_000}<p>“Last.”</p></body></html>"
    assert read_apart(page.encode(), "a.html").content == "“First.”\n“Deep.”\n“Last.”"


def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    assert refused(b"Words.", "a.txt").startswith("Reading the file takes more time or memory than it may.")


def test_the_process_that_reads_is_bounded_in_time_and_memory_and_has_no_environment():
    code = (
        "import claims.texts.__main__ as m, resource as r, os; m.limit(); "
        "print(r.getrlimit(r.RLIMIT_CPU), r.getrlimit(r.RLIMIT_AS), r.getrlimit(r.RLIMIT_CORE))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=apart.ROOT)
    assert shown.stdout.strip() == "(10, 10) (1073741824, 1073741824) (0, 0)"


def test_more_files_than_there_are_places_are_told_to_come_again(monkeypatch):
    monkeypatch.setattr(apart, "WAIT", 0)
    for _ in range(apart.PLACES):
        assert apart.TURNS.acquire(blocking=False)
    try:
        with pytest.raises(BusyError, match="try again in a few seconds"):
            read_apart(b"Words.", "a.txt")
    finally:
        apart.TURNS.release(apart.PLACES)
    assert read_apart(b"Words.", "a.txt").content == "Words."


def test_a_headline_that_is_no_headline_is_not_proposed():
    page = f"<html><head><title>{'x ' * 200}</title></head><body><p>Words.</p></body></html>"
    assert extract(page.encode(), "a.html").headline == ""
