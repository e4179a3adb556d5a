"""The command loaddata as this project extends it, and dumpdata, whose output it loads."""

import json
import re
from itertools import permutations

import pytest
from django.core.management import CommandError, call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, connection

from claims.models import Claim, ClaimTally, Position, Source, Speaker, Stance, Statement
from tests.support import factories as make
from tests.support.commands import fails, run
from tests.support.records import CITATION, CLAIM, SOURCE, SPEAKER, STANCE, STATEMENT, empty, everything, record, rows

pytestmark = pytest.mark.django_db


def nothing_is_there():
    return not any(model.objects.exists() for model in (Speaker, Source, Claim, Statement, Stance))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_files_refer_to_each_other_in_any_order(fixture, order):
    files = [
        fixture("opinions", [CITATION, STANCE, STATEMENT]),
        fixture("claims", [CLAIM]),
        fixture("people", [SOURCE, SPEAKER]),
    ]
    run("loaddata", *(files[number] for number in order))
    connection.check_constraints()
    assert list(Position.objects.values_list("speaker__slug", "claim__slug", "position")) == [("a", "c", "affirms")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('[{"model": ', "line 1 column"),
        ("", "line 1 column 1"),
        ('{"model": "claims.speaker", "fields": {}}', "list"),
        ('["claims.speaker"]', "list of objects"),
        ([SPEAKER, {"fields": {}}], "record 2"),
        ([SPEAKER, {"model": "claims.speaker"}], "record 2"),
        ([SPEAKER, {"model": 7, "fields": {}}], "record 2"),
        ([SPEAKER, {"model": "claims.speaker", "fields": []}], "record 2"),
    ],
)
def test_a_file_that_is_no_fixture_is_named_and_nothing_is_loaded(fixture, content, why):
    good, bad = fixture("good", [CLAIM]), fixture("bad", content)
    said = fails("loaddata", good, bad)
    assert why in said
    assert str(bad) in said
    assert nothing_is_there()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ([SPEAKER, record("oracle", name="Pythia")], "claims.oracle"),
        ([SPEAKER, record("topic", slug="t", title="T")], "title"),
        ([SPEAKER, record("topic", slug="t", name="T", broader=["u"])], "Topic"),
        ([SPEAKER, SOURCE, record("statement", **STATEMENT["fields"] | {"made_on": "Tuesday"})], "Tuesday"),
        ([SPEAKER, record("topic", slug="t", name="T\0")], "NUL"),
        ([SPEAKER, SOURCE, STATEMENT], "citation"),
        ([SPEAKER, record("topic", slug="T", name="T")], "topic_slug_well_formed"),
    ],
)
def test_what_cannot_be_loaded_is_explained_and_nothing_is_half_loaded(fixture, content, why):
    with pytest.raises((CommandError, DeserializationError, DatabaseError), match=why):
        run("loaddata", fixture("good", [CLAIM]), fixture("bad", content))
    assert nothing_is_there()


def test_a_record_that_cannot_be_loaded_is_reported_with_the_file_it_stands_in(fixture):
    bad = fixture("bad", [record("topic", slug="t", title="T")])
    with pytest.raises((CommandError, DeserializationError), match=re.escape(str(bad))):
        run("loaddata", fixture("good", [CLAIM]), bad)


def test_a_file_that_is_not_utf_8_is_named(fixture, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_bytes(json.dumps([SPEAKER | {"note": "Æ"}], ensure_ascii=False).encode("latin-1"))
    assert str(bad) in fails("loaddata", fixture("good", [CLAIM]), bad)
    assert nothing_is_there()


def test_a_missing_file_is_named(fixture, tmp_path):
    assert "missing" in fails("loaddata", fixture("good", [CLAIM]), tmp_path / "missing.json")
    assert nothing_is_there()


@pytest.mark.parametrize("keys", [[], ["--natural-foreign"]], ids=["by_number", "by_slug"])
def test_what_dumpdata_writes_loads_into_an_emptied_database(tmp_path, keys):
    everything()
    dump, before = tmp_path / "dump.json", rows()
    assert [name for name, some in before.items() if not some] == []
    call_command("dumpdata", "claims", *keys, output=str(dump), verbosity=0)
    empty()
    assert not ClaimTally.objects.exists()
    run("loaddata", dump)
    assert rows() == before
    run("check_positions")
    make.SpeakerFactory()
