"""The command read_source."""

import json

import pytest

from tests.support import factories as make
from tests.support.commands import fails, run
from tests.support.files import docx, pdf
from tests.support.files import run as word

pytestmark = pytest.mark.django_db

TEXT = "“This was not accidental,” said Anitta Hipper.\r\n\r\nDmitry Peskov spoke of “an entirely baseless claim.”"


@pytest.fixture
def speakers():
    make.SpeakerFactory(slug="anitta-hipper", name="Anitta Hipper", sort_name="Hipper, Anitta")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_read_source_prints_the_quotations_of_a_file_and_who_said_them(speakers, file):
    first, second, last = run("read_source", str(file)).splitlines()
    assert first.split(maxsplit=3) == ["1–24", "sure", "anitta-hipper", "“This was not accidental”"]
    assert second.split(maxsplit=2)[1:] == ["carried", "Dmitry Peskov            “an entirely baseless claim”"]
    assert last == "2 candidates."


def test_read_source_prints_json_with_offsets_in_the_text_as_it_is_kept(speakers, file):
    rows = [json.loads(line) for line in run("read_source", str(file), json=True, date="2025-09-23").splitlines()]
    text = TEXT.replace("\r\n", "\n")
    assert [text[each["start"] : each["end"]] for each in rows] == [each["text"] for each in rows]
    assert rows[0] | {"start": 0, "end": 0} == {
        "start": 0,
        "end": 0,
        "text": "This was not accidental",
        "tier": "sure",
        "speaker": "anitta-hipper",
        "name": "Anitta Hipper",
        "attribution": "Anitta Hipper",
        "made_on": "2025-09-23",
        "made_on_precision": "",
        "kind": "quote",
    }


def test_read_source_prints_reported_speech_without_marks(speakers, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("Anitta Hipper said last week that nothing had happened.")
    line, last = run("read_source", str(path)).splitlines()
    assert line.split(maxsplit=3) == ["34–54", "carried", "anitta-hipper", "nothing had happened"]
    assert last == "1 candidates."
    (row,) = [json.loads(each) for each in run("read_source", str(path), json=True, date="2025-09-23").splitlines()]
    assert (row["kind"], row["made_on"], row["made_on_precision"]) == ("paraphrase", "2025-09-15", "week")


def test_read_source_reads_the_text_that_is_kept_of_a_source(speakers):
    make.SourceFactory(slug="report", content="« C’est faux », a déclaré Anitta Hipper.", language="fr")
    assert "anitta-hipper" in run("read_source", "report")


def test_read_source_reads_files_of_every_format_with_what_they_say(speakers, tmp_path):
    page = """<html lang="fr"><head><meta property="article:published_time" content="2025-09-23"></head><body>
        <p>« Ce n’est pas un hasard », a déclaré Anitta Hipper.</p></body></html>"""
    files = {
        "article.html": page.encode(),
        "article.pdf": pdf(["“This was not accidental,” said Anitta Hipper."]),
        "article.docx": docx(word("“This was not accidental,” said Anitta Hipper.")),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert "anitta-hipper" in run("read_source", str(tmp_path / name)), name
    row = json.loads(run("read_source", str(tmp_path / "article.html"), json=True))
    assert (row["text"], row["made_on"]) == ("Ce n’est pas un hasard", "2025-09-23")


def test_read_source_prints_the_seconds_of_quotations_in_subtitles(speakers, tmp_path):
    cues = (
        "00:00:05,000 --> 00:00:07,500\n“This was",
        "00:00:07,500 --> 00:00:09,000\nnot accidental,” said Anitta Hipper.",
    )
    (tmp_path / "talk.srt").write_text("\n\n".join(cues))
    row = json.loads(run("read_source", str(tmp_path / "talk.srt"), json=True))
    assert (row["text"], row["speaker"]) == ("This was not accidental", "anitta-hipper")
    assert (row["media_start"], row["media_end"]) == (5.0, 9.0)


def test_read_source_says_what_it_cannot_read(tmp_path):
    make.SourceFactory(slug="offline")
    assert "No text of source “offline” is kept" in fails("read_source", "offline")
    assert "is no source" in fails("read_source", str(tmp_path / "nothing.txt"))
    (tmp_path / "empty.txt").write_text("Nothing is said here.")
    assert run("read_source", str(tmp_path / "empty.txt")).strip() == "Nothing was found."
