"""loaddata saves many rows at a time: what is stored, recorded and refused is the same as one by one."""

import json
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.test.utils import CaptureQueriesContext

from claims.models import Affiliation, Change, Claim, Correction, Position, Speaker, Stance, Statement, Topic
from claims.services.fixtures.bulk import Growth
from tests.support import factories as make
from tests.support.commands import run
from tests.support.records import (
    CITATION,
    CLAIM,
    SOURCE,
    SPEAKER,
    STANCE,
    STATEMENT,
    but,
    empty,
    everything,
    record,
    rows,
)

pytestmark = pytest.mark.django_db


def topics(number, **fields):
    return [record("topic", slug=f"t{n}", name=f"Topic {n}", **fields) for n in range(number)]


def said(number):
    """Statements of one speaker, each with a stance on the same claim."""
    yield from (SPEAKER, SOURCE, CLAIM)
    for n in range(number):
        yield but(STATEMENT, slug=f"said-{n}", kind="paraphrase", text=f"It is, for the {n}th time.")
        yield but(STANCE, statement=[f"said-{n}"])


def queries(*arguments):
    """How many SQL statements a load takes."""
    with CaptureQueriesContext(connection) as captured:
        run("loaddata", *arguments)
    return len(captured)


def test_a_hundred_times_the_rows_take_the_same_number_of_sql_statements(fixture):
    few, many = fixture("few", list(said(2))), fixture("many", list(said(200)))
    first = queries(few)
    empty()
    assert queries(many) == first
    assert Stance.objects.count() == 200
    assert Position.objects.get().stance_count == 200


@pytest.fixture
def one_by_one():
    """Somebody wants a signal for each row, so that rows are saved as Django does it."""
    seen = []

    def see(sender, instance, raw=None, **kwargs):
        seen.append((sender, raw))

    def switch(how):
        for signal in (pre_save, post_save, m2m_changed):
            getattr(signal, how)(see)

    switch("connect")
    yield lambda: switch("disconnect") or seen
    switch("disconnect")


def history():
    """What the history and the feed say: each change of a row, and what else changed for readers."""
    changes = Change.objects.order_by("pk").values_list("collection", "key", "row_id", "kind", "shown", "old", "new")
    told = [tuple(json.dumps(part, sort_keys=True) for part in change) for change in changes]
    own = Counter(each for each in told if each[2] != "null")
    return own, {each for each in told if each[2] == "null"}


@pytest.mark.parametrize("keys", [["--natural-foreign", "--natural-primary"], []], ids=["by_slug", "by_number"])
@pytest.mark.parametrize("times", [1, 2])
def test_rows_history_and_feed_are_those_of_a_load_one_by_one(tmp_path, one_by_one, keys, times):
    everything()
    dump, found = tmp_path / "dump.json", []
    call_command("dumpdata", "claims", "auth", *keys, output=str(dump), verbosity=0)
    for end in (lambda: None, one_by_one):
        empty()
        for _ in range(times):
            run("loaddata", dump)
        end()
        found.append((rows(), history()))
    slow, fast = found
    assert slow[0] == fast[0]
    assert slow[1] == fast[1]
    assert len(fast[1][0]) > 20
    run("check_positions")


def test_whoever_wants_a_signal_gets_one_for_each_row(fixture, one_by_one):
    run("loaddata", fixture("topics", topics(3)))
    assert one_by_one().count((Topic, True)) == 6
    assert Topic.objects.count() == 3


def test_the_same_row_twice_in_a_file_is_changed_the_second_time(fixture):
    run("loaddata", fixture("topics", [*topics(2), record("topic", slug="t1", name="Airports"), *topics(1)]))
    assert list(Topic.objects.order_by("pk").values_list("slug", "name")) == [("t0", "Topic 0"), ("t1", "Airports")]
    kinds = Change.objects.order_by("pk").values_list("key", "kind", "new__name")
    assert list(kinds) == [("t0", "created", "Topic 0"), ("t1", "created", "Topic 1"), ("t1", "changed", "Airports")]


def test_a_row_that_is_there_is_updated_and_keeps_its_number_and_the_time_of_its_recording(fixture):
    topic = make.TopicFactory(slug="t0", name="Old", broader=make.TopicFactory(slug="wide"))
    run("loaddata", fixture("topics", topics(1)))
    new = Topic.objects.get(slug="t0")
    assert (new.pk, new.created_at, new.name, new.broader) == (topic.pk, topic.created_at, "Topic 0", None)


def test_rows_refer_to_later_ones_of_the_same_table(fixture):
    run(
        "loaddata",
        fixture(
            "topics",
            [
                record("topic", slug="narrow", name="Drones", broader=["wide"]),
                *topics(3),
                record("topic", slug="wide", name="Aviation"),
            ],
        ),
    )
    assert Topic.objects.get(slug="narrow").broader.slug == "wide"


def test_a_row_is_named_by_all_parts_of_its_natural_key(fixture):
    role = make.AffiliationFactory(
        person__slug="a", organization__slug="o", start_date="2025-01-01", start_date_precision="day"
    )
    make.AffiliationFactory(person=role.person, organization=role.organization, role="Chair")
    key = ["a", "o", "Spokesperson", "2025-01-01", False]
    file = fixture("said", [SOURCE, but(STATEMENT, kind="paraphrase", affiliation=key)])
    run("loaddata", file)
    assert Statement.objects.get().affiliation == role
    fields = {"person": ["a"], "organization": ["o"], "role": "Spokesperson", "start_date": "2025-01-01"}
    new = {"start_date_precision": "day", "end_date": "2025-12-31", "end_date_precision": "day"}
    run("loaddata", fixture("roles", [record("affiliation", **fields, **new)]))
    assert Affiliation.objects.count() == 2
    assert str(Affiliation.objects.get(pk=role.pk).end_date) == "2025-12-31"


def test_a_row_has_exactly_the_links_of_its_record_and_those_it_had_if_the_record_has_none(fixture):
    run("loaddata", fixture("claims", [*topics(3), but(CLAIM, topics=[["t0"], ["t1"], ["t0"]])]))
    claim = Claim.objects.get()
    assert {topic.slug for topic in claim.topics.all()} == {"t0", "t1"}
    run("loaddata", fixture("claims", [but(CLAIM, topics=[["t1"], ["t2"]])]))
    assert {topic.slug for topic in claim.topics.all()} == {"t1", "t2"}
    changes = Change.objects.filter(collection="claims", kind="changed").order_by("pk")
    assert list(changes.values_list("old__topics", "new__topics")) == [
        (None, "t0"),
        (None, "t1"),
        ("t0", None),
        (None, "t2"),
    ]
    run("loaddata", fixture("claims", [CLAIM]))
    assert {topic.slug for topic in claim.topics.all()} == {"t1", "t2"}
    run("loaddata", fixture("claims", [but(CLAIM, topics=[])]))
    assert not claim.topics.exists()


def test_what_a_record_leaves_out_has_the_default_of_the_database(fixture):
    correction = record("correction", statement=["said"], status="retracted", what="It.", why="So.")
    with_time = but(correction, corrected_at="2025-10-01T00:00:00Z", status="active")
    paraphrase = but(STATEMENT, kind="paraphrase")
    run("loaddata", fixture("corrected", [SPEAKER, SOURCE, paraphrase, correction, with_time]))
    late, early = Correction.objects.order_by("-corrected_at")
    assert (late.status, early.status) == ("retracted", "active")
    assert Statement.objects.get().status == "retracted"


def numbers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('claims_speaker', 'id'))")
        return cursor.fetchone()[0]


def test_rows_without_a_number_leave_the_numbers_alone_that_others_took_and_did_not_commit_yet(fixture):
    taken = numbers()
    run("loaddata", fixture("people", [SPEAKER]))
    assert Speaker.objects.get().pk == taken + 1
    assert numbers() == taken + 2


def test_rows_with_numbers_raise_the_number_of_the_next_row(fixture):
    run("loaddata", fixture("people", [SPEAKER | {"pk": numbers() + 1000}]))
    assert make.SpeakerFactory().pk == Speaker.objects.get(slug="a").pk + 1


def test_postgresql_looks_at_a_table_again_when_it_has_doubled():
    def known():
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'claims_topic'::regclass")
            return cursor.fetchone()[0]

    found, growth = [], Growth("default", 2)
    for _ in range(8):
        make.TopicFactory()
        growth.add(Topic, 1)
        found.append(known())
    assert found[1:] == [2, 2, 4, 4, 4, 4, 8]


def test_quotes_citations_and_stances_arrive_in_any_order_within_a_file(fixture):
    run("loaddata", fixture("all", [STANCE, CITATION, STATEMENT, CLAIM, SOURCE, SPEAKER]))
    connection.check_constraints()
    assert Position.objects.get().position == "affirms"
