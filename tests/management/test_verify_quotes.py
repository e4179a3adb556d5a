"""The command verify_quotes."""

import pytest

from tests.support import factories as make
from tests.support.commands import fails, run

pytestmark = pytest.mark.django_db


TEXT = "“This was not accidental,” she said.\r\n“No,” said he. No 😀 comment."


@pytest.fixture
def source():
    return make.SourceFactory(slug="nato-report")


@pytest.fixture
def text(tmp_path):
    file = tmp_path / "article.txt"
    file.write_bytes(TEXT.encode())
    return file


def cite(source, exact, start=None, **context):
    statement = make.StatementFactory(source=source)
    end = None if start is None else start + len(exact)
    return make.CitationFactory(statement=statement, exact=exact, start=start, end=end, **context)


def test_verify_quotes_prints_where_each_citation_stands_in_the_order_of_the_text(source, text):
    cite(source, "No", start=TEXT.index("No 😀"))
    cite(source, "comment", start=TEXT.index("comment"))
    cite(source, "No", prefix="“", suffix=",”")
    cite(source, "This was not accidental")
    cite(make.SourceFactory(), "Nothing of the sort")
    *lines, last = run("verify_quotes", source="nato-report", text=text).splitlines()
    places = [TEXT.index(words) for words in ("This", "No,", "No 😀", "comment")]
    assert [int(line.split("–")[0]) for line in lines] == places
    assert lines[1].split()[0] == f"{places[1]}–{places[1] + 2}"
    assert last == "All 4 citations of nato-report stand in the text."


@pytest.mark.parametrize(
    ("exact", "context", "problem"),
    [
        ("This was accidental", {}, "does not stand in the text"),
        ("this was not accidental", {}, "does not stand in the text, which has “This was not accidental”"),
        ("accidental", {"suffix": "."}, "does not stand in the text, which has “accidental”"),
        ("she said.\n“No", {}, "does not stand in the text, which has “she said.\r\n“No”"),
        ("accident", {}, "begins or ends inside a word"),
        ("This", {"start": 0}, "stands at 1, not at 0"),
        ("No", {"start": TEXT.index("No 😀"), "prefix": "“"}, f"stands at {TEXT.index('No,')}, not at"),
    ],
)
def test_verify_quotes_fails_where_a_citation_does_not_stand(source, text, exact, context, problem):
    cite(source, "This was not accidental")
    wrong = cite(source, exact, **context)
    said = fails("verify_quotes", source="nato-report", text=text)
    assert f"{wrong.statement.slug}  {problem}" in said
    assert said.endswith("1 of 2 citations of nato-report do not stand where they should.")


def test_verify_quotes_composes_a_decomposed_text(source, text):
    text.write_bytes("A\u0308rger. Größe.".encode())
    cite(source, "Ärger", start=0)
    cite(source, "Größe", start=7)
    assert run("verify_quotes", source="nato-report", text=text).endswith("stand in the text.\n")


def test_verify_quotes_suggests_sources_where_there_is_none_of_that_name(source, text):
    said = fails("verify_quotes", source="nato-raport", text=text)
    assert "nato-raport" in said
    assert source.slug in said


def test_verify_quotes_says_so_when_a_source_has_no_citations(source, text):
    assert source.slug in fails("verify_quotes", source="nato-report", text=text)


@pytest.mark.parametrize("unreadable", ["missing.txt", "."])
def test_verify_quotes_names_a_file_that_it_cannot_read(source, tmp_path, unreadable):
    file = tmp_path / unreadable
    assert str(file) in fails("verify_quotes", source=source.slug, text=file)


def test_verify_quotes_reads_utf_8_only(source, text):
    text.write_bytes("Ærlig talt".encode("latin-1"))
    said = fails("verify_quotes", source=source.slug, text=text)
    assert str(text) in said
    assert "UTF-8" in said
