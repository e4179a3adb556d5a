"""The command loaddata as this project extends it, and dumpdata, whose output it loads."""

import json
import re
from itertools import permutations

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, connection

from claims.models import (
    DERIVED_MODELS,
    Change,
    Claim,
    ClaimRelation,
    ClaimTally,
    IncidentActor,
    Position,
    Source,
    Speaker,
    Stance,
    Statement,
)
from tests.support import factories as make
from tests.support import tables
from tests.support.commands import fails, run

# Without the history of changes, which loading writes anew.
TABLES = [table for table in tables.TABLES if table is not Change]

pytestmark = pytest.mark.django_db


def record(model, **fields):
    return {"model": f"claims.{model}", "fields": fields}


SPEAKER = record("speaker", slug="a", kind="person", name="A", sort_name="A")
SOURCE = record("source", slug="s", kind="interview")
CLAIM = record("claim", slug="c", text="It is so.", name="It", kind="event", checkable=True)
STATEMENT = record(
    "statement", slug="said", speaker=["a"], source=["s"], kind="quote", text="It is.", made_on="2025-09-23"
)
CITATION = record("citation", statement=["said"], exact="It is.")
STANCE = record(
    *["stance"], statement=["said"], claim=["c"], position="affirms", explicitness="explicit", review_status="confirmed"
)


@pytest.fixture
def fixture(tmp_path):
    """Writes a fixture file: records as JSON, or a text as it is."""

    def write(name, content):
        file = tmp_path / f"{name}.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return file

    return write


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
        ([SPEAKER, record("statement", **STATEMENT["fields"] | {"made_on": "Tuesday"})], "Tuesday"),
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


LINKS = (Statement.incidents.through, Claim.topics.through)


def rows():
    """All rows by table, without what loading makes anew: ids of links and derived rows, and microseconds."""
    found = {table.__name__: list(table.objects.order_by("pk").values()) for table in (*TABLES, *LINKS)}
    anew = {table.__name__ for table in (*DERIVED_MODELS, *LINKS)}
    for name, row in ((name, row) for name, some in found.items() for row in some):
        for column in {"created_at", "updated_at", "claim_created_at", "corrected_at"} & row.keys():
            row[column] = None if name in anew else row[column].replace(microsecond=row[column].microsecond // 1000)
        if name in anew:
            row.pop("id", None)
    return found


def everything():
    """At least a row of each table."""
    role = make.AffiliationFactory(person__identifiers={"wikidata": "Q1"}, person__other_names=["Мария"])
    pattern = make.IncidentFactory(start_date="2025-09-01", start_date_precision="month", countries=["DK"])
    incident = make.IncidentFactory(part_of=pattern, latitude=55.618, longitude=12.65)
    IncidentActor.objects.create(incident=incident, speaker=role.person, role="witness")
    source = make.SourceFactory(content="«Да»\u2028\\n “yes”", url="https://nato.int/?a=1")
    said = make.quote("yes", source=source, speaker=role.person, on_behalf_of=role.organization, incidents=[incident])
    link = make.IncidentClaimFactory(incident=incident)
    link.claim.topics.add(make.TopicFactory(broader=make.TopicFactory()))
    ClaimRelation.objects.create(claim=link.claim, other=make.ClaimFactory(first_appearance=source), kind="supports")
    alice, bob = (get_user_model().objects.create(username=name) for name in ("alice", "bob"))
    make.StanceFactory(statement=said, claim=link.claim, coder=alice, reviewer=bob)
    make.take(make.SpeakerFactory(), link.claim, "denies", said.made_on, supersedes=said)
    make.correct(make.StatementFactory(), "corrected")
    make.RedirectFactory()


@pytest.mark.parametrize("keys", [[], ["--natural-foreign"]], ids=["by_number", "by_slug"])
def test_what_dumpdata_writes_loads_into_an_emptied_database(tmp_path, keys):
    everything()
    dump, before = tmp_path / "dump.json", rows()
    assert [name for name, some in before.items() if not some] == []
    call_command("dumpdata", "claims", *keys, output=str(dump), verbosity=0)
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in TABLES)} RESTART IDENTITY CASCADE")
    assert not ClaimTally.objects.exists()
    run("loaddata", dump)
    assert rows() == before
    run("check_positions")
    make.SpeakerFactory()
