"""What is found in files of each format: the text word for word, and what the file says about it."""

from datetime import date

import pytest

from claims.texts import Proposal, UnreadableError, pasted, times
from claims.texts.extract import extract
from tests.support.files import docx, pdf, run

PAGE = """<!DOCTYPE html><html lang="en_gb"><head><title>NATO meets | The Site</title>
<meta property="og:site_name" content="The Site"><meta name="author" content="Ann Bell">
<meta property="article:published_time" content="2025-09-23T10:00:00Z">
<link rel="canonical" href="https://news.example/nato?id=1"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>NATO meets</h1>
<p>“This was not accidental,” said Anitta Hipper, a spokesperson of the Commission, on Monday.</p>
<p>The Kremlin called it “baseless”, as it has called every accusation since the first of them.</p>
</article><footer>Imprint</footer></body></html>"""
VTT = """WEBVTT
Language: en

NOTE written by hand

1
00:01.000 --> 00:02.500 align:start
<v Ann Bell>We did &amp; do
<i>nothing</i> of

2
00:02.500 --> 00:04.000
<v Ann Bell>the kind.

01:00:09.000 --> 01:00:10.500
<v Rutte>No.
"""
SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\nWe did nothing\r\n\r\n"
    "2\r\n00:00:02,600 --> 00:00:04,000\r\n<i>of the kind.</i>\r\n"
)
TRANSCRIPT = "MODERATOR: Good evening.\n\nMR. RUTTE: Good evening. Thank you.\n\nMODERATOR: Was it deliberate?\n"


def test_a_page_gives_its_article_and_says_who_published_it_where_and_when():
    assert extract(PAGE.encode(), "saved.html") == Proposal(
        content="NATO meets\n"
        "“This was not accidental,” said Anitta Hipper, a spokesperson of the Commission, on Monday.\n"
        "The Kremlin called it “baseless”, as it has called every accusation since the first of them.",
        kind="news_article",
        headline="NATO meets",
        publisher="The Site",
        author="Ann Bell",
        published_on=date(2025, 9, 23),
        language="en-GB",
        url="https://news.example/nato?id=1",
    )


def test_a_date_that_merely_stands_in_a_page_is_not_taken_for_its_own():
    page = PAGE.replace("2025-09-23T10:00:00Z", "").replace("on Monday", "on 21 September 2024")
    found = extract(page.replace("Imprint", "Copyright 2019").encode(), "saved.html")
    assert found.published_on is None
    assert "21 September 2024" in found.content


def test_a_page_without_an_article_gives_all_of_its_text_and_says_so():
    page = "<html><body><div>One.</div><span>“Very <b>short</b>.”</span><script>x()</script></body></html>"
    found = extract(page.encode())
    assert found.content == "One.\n“Very short.”"
    assert found.notes == (
        "No article was recognised in the page: this is all of its text. Cut off what does not belong to it.",
    )


def test_a_plain_text_stays_as_it_is():
    text = "One.\r\n\r\n  “Two”\u00a0\u200b\tthree\u00ad. e\u0301\rFour\n"
    assert extract(text.encode(), "a.txt").content == "One.\n\n  “Two”\u00a0\u200b\tthree\u00ad. é\nFour\n"


def test_what_begins_as_a_page_or_as_subtitles_is_one_whatever_its_name_is():
    assert extract(PAGE.encode(), "download.txt").headline == "NATO meets"
    assert extract(PAGE.encode(), "download").headline == "NATO meets"
    assert extract(SRT.encode(), "").cues
    assert extract(pdf(["Words."]), "letter.txt").content == "Words."


def test_a_pdf_gives_its_paragraphs_with_lines_joined_and_divided_words_put_together():
    first = [
        "The spokesman said on Monday that the accusations against his",
        "country were entirely “baseless”, and that the govern-",
        "ment would answer all of them in due time.",
        "A second paragraph begins here, and it goes on over the end of",
    ]
    found = extract(pdf(first, ["the page."], title="A report", author="The Office"), "a.pdf")
    assert found.content.split("\n") == [
        "The spokesman said on Monday that the accusations against his country were entirely “baseless”, and that the "
        "government would answer all of them in due time.",
        "A second paragraph begins here, and it goes on over the end of the page.",
    ]
    assert (found.kind, found.headline, found.author, found.published_on) == (
        "document",
        "A report",
        "The Office",
        None,
    )


def test_a_pdf_of_pictures_says_that_it_has_no_text():
    with pytest.raises(UnreadableError, match="its pages are pictures"):
        extract(pdf([""]), "scan.pdf")


def test_a_word_file_gives_its_paragraphs_with_insertions_and_without_deletions():
    changed = (
        run("He ")
        + '<w:ins w:id="1">'
        + run("never ")
        + '</w:ins><w:del w:id="2"><w:r><w:delText>often </w:delText></w:r></w:del>'
        + run("said “no”.")
    )
    found = extract(
        docx(run("A title"), changed, run("One") + "<w:r><w:br/></w:r>" + run("two"), title="T", author="A"), "a.docx"
    )
    assert found.content == "A title\nHe never said “no”.\nOne\ntwo"
    assert (found.kind, found.headline, found.author) == ("document", "T", "A")


def test_subtitles_give_their_words_and_the_seconds_of_each():
    found = extract(VTT.encode(), "talk.vtt")
    assert found.content == "Ann Bell: We did & do nothing of the kind.\nRutte: No."
    assert (found.kind, found.language) == ("transcript", "en")
    assert [(found.content[each.start : each.end], each.first, each.last) for each in found.cues] == [
        ("We did & do nothing of", 1.0, 2.5),
        ("the kind.", 2.5, 4.0),
        ("No.", 3609.0, 3610.5),
    ]


def test_words_over_several_subtitles_have_the_seconds_from_the_first_to_the_last():
    found = extract(SRT.encode(), "talk.srt")
    assert found.content == "We did nothing of the kind."
    assert times(found.cues, 7, 17) == (1.0, 4.0)
    assert times(found.cues, 0, 2) == (1.0, 2.5)
    assert times(found.cues, 15, 17) == (2.6, 4.0)
    assert times((), 0, 2) is None


def test_malformed_subtitles_are_read_as_far_as_their_times_can_be():
    cues = (
        "00:00:01.000 --> 00:00:02.000\nOne\n2",
        "00:00:02.000 --> 00:00:03.000\nTwo\n",
        "00:09.000 --> 00:04.000\n",
    )
    text = "\n".join((*cues, "Three --> four"))
    assert extract(text.encode(), "a.vtt").content == "One Two"


def test_rolling_subtitles_have_each_line_once_and_what_is_said_again_twice():
    cues = [
        ("0", "1", "what’s up"),
        ("1", "1.010", "what’s up"),
        ("1.010", "2", "what’s up\neverybody"),
        ("2", "3", "No."),
        ("3", "4", "No."),
    ]
    text = "WEBVTT\n\n" + "\n\n".join(f"00:0{float(a):.3f} --> 00:0{float(b):.3f}\n{words}" for a, b, words in cues)
    found = extract(text.encode(), "a.vtt")
    assert found.content == "what’s up everybody No. No."
    assert found.notes == ("2 lines that a subtitle repeats from the one before it were left out.",)


def test_names_with_colons_make_a_transcript_and_one_colon_does_not():
    assert pasted(TRANSCRIPT).kind == "transcript"
    assert pasted(TRANSCRIPT).content == TRANSCRIPT
    assert pasted("Note: this is an article.\n\nIt says: nothing.\n\nThe end.").kind == "news_article"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "There is no text in it."),
        (b" \n\t ", "a.txt", "There is no text in it."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.doc", "an old Word file"),
        (b"{\\rtf1 text}", "a.rtf", "an RTF file"),
        (b"\x89PNG\r\n", "a.png", "a picture"),
        (b"Words", "a.pdf", "says that it is PDF, but it does not begin as one"),
        (b"%PDF-1.7\nnonsense", "a.pdf", "The PDF cannot be read"),
        (b"PK\x03\x04nonsense", "a.docx", "The Word file cannot be read"),
        (b"Words", "a.srt", "There are no subtitles in it"),
        (b"<html></html>", "a.html", "There is no text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data, name, words):
    with pytest.raises(UnreadableError, match=words):
        extract(data, name)
