"""`load` reads records that somebody has written, and names the one that breaks a rule: its file, line and rule."""

import gzip
import json

import pytest
from django.db import connection

from claims.models import Position, Source, Speaker, Stance, Statement
from claims.services.interchange import entries
from claims.services.interchange.tables import table_of
from tests.support import factories as make
from tests.support.commands import fails, run

pytestmark = pytest.mark.django_db(transaction=True)

SPEAKER = {"slug": "a", "kind": "person", "name": "A"}
SOURCE = {"slug": "s", "kind": "interview"}
CLAIM = {"slug": "c", "text": "It is so.", "name": "It", "kind": "event"}
STATEMENT = {
    "slug": "said",
    "speaker": "a",
    "source": "s",
    "kind": "quote",
    "text": "It is.",
    "made_on": "2025-09-23",
    "citations": [{"exact": "It is."}],
}
STANCE = {"statement": "said", "claim": "c", "position": "affirms", "explicitness": "explicit"}
CONFIRMED = {**STANCE, "review_status": "confirmed"}
GOOD = {
    "speakers": [SPEAKER],
    "sources": [SOURCE],
    "claims": [CLAIM],
    "statements": [STATEMENT],
    "stances": [CONFIRMED],
}


@pytest.fixture
def package(tmp_path):
    """Writes a package by hand: records by collection."""

    def write(**collections):
        resources = []
        for name, records in collections.items():
            file = tmp_path / f"{name}.ndjson"
            file.write_text("".join(each if isinstance(each, str) else json.dumps(each) + "\n" for each in records))
            resources.append({"name": name, "path": file.name, "bytes": file.stat().st_size, "records": len(records)})
        (tmp_path / "datapackage.json").write_text(json.dumps({"version": "1.0.0", "resources": resources}))
        return tmp_path

    return write


def test_a_package_of_a_later_version_is_not_loaded(package):
    folder = package(**GOOD)
    descriptor = json.loads((folder / "datapackage.json").read_text())
    (folder / "datapackage.json").write_text(json.dumps({**descriptor, "version": "2.0.0"}))
    assert "A later version of the tracker made it" in fails("load", folder)


def test_records_written_by_hand_need_only_what_they_say(package):
    run("load", package(**GOOD))
    said = Statement.objects.get()
    assert (said.slug, said.status, said.made_on_precision, said.citations.get().exact) == (
        *("said", "active", "day"),
        "It is.",
    )
    assert Position.objects.get().position == "affirms"


# Records without a slug, and the slug that each gets.
KIND = {"slug": "other", "name": "other"}
INCIDENT = {"name": "Drones", "kind": "other", "status": "reported", "start_date": "2025-09-22"}
UNNAMED = {
    "speakers": (SPEAKER, "a"),
    "sources": ({**SOURCE, "headline": "Talk", "published_on": "2025-09-23"}, "talk-2025-09-23"),
    "incidents": (INCIDENT, "drones-2025"),
    "topics": ({"name": "Air traffic"}, "air-traffic"),
    "claims": (CLAIM, "it"),
    "statements": (STATEMENT, "a-2025-09-23-it-is"),
    "reviews": (
        {"claim": "c", "author": "Checks", "url": "https://c.example/1", "rating": "x", "verdict": "false"},
        "checks-c",
    ),
}


@pytest.mark.parametrize("collection", UNNAMED)
def test_a_record_without_a_slug_gets_one_as_at_the_desk(package, collection):
    content, slug = UNNAMED[collection]
    record = {name: value for name, value in content.items() if name != "slug"}
    others = {name: GOOD[name] for name in ("speakers", "sources", "claims")} | {"incident_kinds": [KIND]}
    run("load", package(**{**others, collection: [record]}))
    model = table_of(collection).model
    assert model.objects.get().slug == slug


def test_a_single_file_is_named_after_its_collection_and_may_be_packed(tmp_path):
    file = tmp_path / "speakers.ndjson.gz"
    file.write_bytes(gzip.compress(json.dumps(SPEAKER).encode()))
    assert "Loaded 1 records." in run("load", file)
    assert "is named after its collection" in fails("load", tmp_path / "people.ndjson")


def test_rows_may_name_rows_further_on_in_their_file(package):
    first = {**STATEMENT, "supersedes": "later"}
    later = {**STATEMENT, "slug": "later", "made_on": "2025-09-20"}
    topics = [{"slug": "narrow", "name": "Narrow", "broader": "wide"}, {"slug": "wide", "name": "Wide"}]
    related = {**CLAIM, "relations": [{"other": "d", "kind": "supports"}]}
    other = {**CLAIM, "slug": "d", "text": "It is not so."}
    run(
        "load",
        package(
            speakers=[SPEAKER], sources=[SOURCE], topics=topics, claims=[related, other], statements=[first, later]
        ),
    )
    assert Statement.objects.get(slug="said").supersedes.slug == "later"


def test_rows_further_on_are_found_in_later_batches(package, monkeypatch):
    monkeypatch.setattr(entries, "AT_ONCE", 1)
    topics = [
        {"slug": "a", "name": "A", "broader": "b"},
        {"slug": "b", "name": "B", "broader": "c"},
        {"slug": "c", "name": "C"},
    ]
    run("load", package(topics=topics))
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug FROM claims_topic ORDER BY id")
        assert [slug for (slug,) in cursor.fetchall()] == ["a", "b", "c"]


# What is wrong with a package, and what is said about it.
WRONG = {
    "a value": (
        {**GOOD, "speakers": [SPEAKER, {**SPEAKER, "slug": "B"}]},
        "speakers.ndjson, line 2: A slug is made of lower-case letters and digits, in words joined by single hyphens. "
        "(speaker_slug_well_formed)",
    ),
    "a value of the wrong type": (
        {**GOOD, "statements": [{**STATEMENT, "made_on": "Tuesday"}]},
        'statements.ndjson, line 1: Something here cannot be kept: invalid input syntax for type date: "Tuesday"',
    ),
    "a date that is none, for a row whose slug has the year": (
        {**GOOD, "incident_kinds": [KIND], "incidents": [{**INCIDENT, "start_date": "Tuesday"}]},
        "incidents.ndjson, line 1: “Tuesday” is no date (start_date).",
    ),
    "a missing value": (
        {
            **GOOD,
            "statements": [
                STATEMENT,
                {"slug": "x", "speaker": "a", "kind": "paraphrase", "text": "T", "made_on": "2025-09-23"},
            ],
        },
        "statements.ndjson, line 2: ",
    ),
    "words that are not cited": (
        {**GOOD, "statements": [{**STATEMENT, "citations": []}]},
        "statements.ndjson, line 1: Quote said needs a citation: the exact words as they stand in its source. "
        "(statement_quote_is_cited)",
    ),
    "an excerpt that was not said": (
        {**GOOD, "stances": [{**CONFIRMED, "excerpt": "It never was"}]},
        "stances.ndjson, line 1: The excerpt “It never was” does not stand in statement said. "
        "(stance_excerpt_in_statement)",
    ),
    "two confirmed stances": (
        {**GOOD, "stances": [CONFIRMED, {**CONFIRMED, "position": "denies"}]},
        "stances.ndjson, line 2: The statement has a confirmed stance on this claim already.",
    ),
    "a row that is not there": (
        {**GOOD, "stances": [CONFIRMED, {**STANCE, "claim": "nothing"}]},
        "stances.ndjson, line 2: there is no claim “nothing” (claim).",
    ),
    "a row of its own table that is not there": (
        {"topics": [{"slug": "t", "name": "T", "broader": "nowhere"}]},
        "topics.ndjson, line 1: there is no topic “nowhere” (broader).",
    ),
    "a circle": (
        {"topics": [{"slug": "t", "name": "T", "broader": "u"}, {"slug": "u", "name": "U", "broader": "t"}]},
        "topics.ndjson: t would lead back to itself. (topic_not_broader_than_itself)",
    ),
    "a field that is not there": (
        {**GOOD, "speakers": [{**SPEAKER, "nmae": "A"}]},
        "speakers.ndjson, line 1: there is no “nmae” here, but slug, kind, name,",
    ),
    "a line that is no JSON": (
        {**GOOD, "speakers": [SPEAKER, "{\n"]},
        "speakers.ndjson, line 2: this is no JSON:",
    ),
    "a line that is no object": ({**GOOD, "speakers": ["[]\n"]}, "speakers.ndjson, line 1: a record is an object."),
    "citations that are no list": (
        {**GOOD, "statements": [{**STATEMENT, "citations": "It is."}]},
        "statements.ndjson, line 1: “citations” is a list of objects.",
    ),
    "half of a character": ({**GOOD, "speakers": [{**SPEAKER, "name": "\ud83d"}]}, "speakers.ndjson, line 1: "),
    "a character that PostgreSQL does not keep": (
        {**GOOD, "speakers": [{**SPEAKER, "name": "A\0"}]},
        "speakers.ndjson, line 1: ",
    ),
    "a status that no correction explains": (
        {**GOOD, "statements": [{**STATEMENT, "status": "retracted"}]},
        "Statement said is retracted, but its corrections say that it is active",
    ),
    "a quote whose source has other words": (
        {**GOOD, "sources": [{**SOURCE, "content": "It was."}]},
        "statements.ndjson, line 1: The words “It is.” of statement said do not stand in the text of its source.",
    ),
}


@pytest.mark.parametrize(("collections", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_loaded_is_named_with_its_line_and_nothing_is_loaded(package, collections, said):
    told = fails("load", package(**collections))
    assert said in told
    assert told.endswith("Nothing was loaded.")
    assert not any(model.objects.exists() for model in (Speaker, Source, Statement, Stance))


def test_the_wrong_record_among_many_is_found(package):
    many = [{**SPEAKER, "slug": f"s-{number}", "name": f"S {number}"} for number in range(300)]
    many[211]["country"] = "Danmark"
    assert "speakers.ndjson, line 212: " in fails("load", package(speakers=many))


def test_a_loaded_row_is_in_the_history_as_every_other_one(package, get):
    run("load", package(**GOOD))
    assert [each["kind"] for each in get("statements/said/history/")["results"]] == ["changed", "created"]


def test_numbers_of_rows_go_on_after_those_that_were_loaded(package):
    run("load", package(**{**GOOD, "stances": [{**CONFIRMED, "id": 4711}]}))
    assert Stance.objects.get().pk == 4711
    assert make.StanceFactory().pk == 4712
