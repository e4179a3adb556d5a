"""The command add_source."""

from datetime import date

import pytest

from claims.models import Source
from tests.support import factories as make
from tests.support.commands import fails, run

pytestmark = pytest.mark.django_db

TEXT = "“This was not accidental,” said Anitta Hipper.\n"
PAGE = """<html lang="de"><head><title>Titel</title><meta property="og:site_name" content="Blatt">
<meta property="article:published_time" content="2025-09-23"><link rel="canonical" href="https://news.example/a">
</head><body><p>„Kein Zufall“, sagte sie.</p></body></html>"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT)
    return path


def test_add_source_records_a_text_with_what_the_options_say(file):
    options = {"headline": "NATO meets", "publisher": "The Site", "date": "2025-09-23", "language": "en"}
    assert run("add_source", file, **options) == "Recorded: the-site-nato-meets-2025-09-23, 47 characters.\n"
    source = Source.objects.get()
    assert (source.content, source.language, source.published_on) == (TEXT, "en", date(2025, 9, 23))


def test_add_source_records_what_a_file_says_and_options_go_before_it(tmp_path):
    page = tmp_path / "saved.html"
    page.write_text(PAGE)
    run("add_source", page, headline="Another", slug="a-page", kind="interview")
    source = Source.objects.get(slug="a-page")
    assert (source.headline, source.publisher, source.language) == ("Another", "Blatt", "de")
    assert (source.kind, source.published_on, source.url) == ("interview", date(2025, 9, 23), "https://news.example/a")


def test_add_source_finds_the_source_that_has_the_text(file):
    make.SourceFactory(slug="there", content=TEXT)
    assert run("add_source", file) == "It is here already: there.\n"
    assert Source.objects.count() == 1


def test_add_source_fails_where_the_address_has_another_text(file):
    make.SourceFactory(slug="there", content="Another.", url="https://news.example/a")
    assert "“there” has this address, and another text" in fails("add_source", file, url="http://news.example/a/")


def test_add_source_says_why_it_records_nothing(file, tmp_path):
    make.SourceFactory(slug="taken")
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n")
    assert "cannot be read: No such file" in fails("add_source", tmp_path / "nothing.txt")
    assert "This is a picture" in fails("add_source", tmp_path / "scan.png")
    assert "is no day of the form" in fails("add_source", file, date="yesterday")
    assert "A language is written as in BCP 47" in fails("add_source", file, language="German")
    assert "Nothing was recorded." in fails("add_source", file, slug="taken")
    assert "Nothing was recorded." in fails("add_source", file, headline="x" * 501)
    assert Source.objects.count() == 1
