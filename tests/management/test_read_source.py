"""The command read_source."""

import json

import pytest

from tests.support import factories as make
from tests.support.commands import fails, run

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


def test_read_source_prints_json_with_offsets_in_the_file(speakers, file):
    rows = [json.loads(line) for line in run("read_source", str(file), json=True, date="2025-09-23").splitlines()]
    assert [TEXT[each["start"] : each["end"]] for each in rows] == [each["text"] for each in rows]
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


def test_read_source_says_what_it_cannot_read(tmp_path):
    make.SourceFactory(slug="offline")
    assert "No text of source “offline” is kept" in fails("read_source", "offline")
    assert "is no source" in fails("read_source", str(tmp_path / "nothing.txt"))
    (tmp_path / "empty.txt").write_text("Nothing is said here.")
    assert run("read_source", str(tmp_path / "empty.txt")).strip() == "Nothing was found."
