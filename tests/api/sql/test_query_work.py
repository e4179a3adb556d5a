"""What a request visits inside its SQL: as much as its answer shows, however many other rows the tables have.

Each endpoint is one statement, so that a count of statements does not show a scan of a table, or a lookup that is
repeated for each row. Here each request of test_query_counts.py runs in two worlds. Both show the same rows; in one of
them the tables have five times as many others.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import connection

from claims.api.http.kept import answers
from tests.support.endpoints import READER
from tests.support.large_world import large_world
from tests.support.plans import Work, busiest, explained, work
from tests.support.requests import requests

pytestmark = pytest.mark.django_db

FEW, MANY = 1_000, 5_000
# How much more may be visited in the larger world for the same number of objects: an index gains a level, say.
ROW_GROWTH, MORE_ROWS = 1.3, 30
# Blocks are compared as well, since a scan of a whole index counts as the few rows that it finds.
BLOCK_GROWTH, MORE_BLOCKS = 1.6, 40
# Rows visited for each JSON object of an answer: for the list, for joins on the way to it, for what it refers to.
FOR_EACH_OBJECT, FOR_NO_OBJECT = 5, 60
# Requests that may visit more: "growth" takes the place of ROW_GROWTH, "for_each_object" that of FOR_EACH_OBJECT.
EXCEPTIONS = json.loads(Path(__file__).with_name("query_work.json").read_text(encoding="utf-8"))


class Visit(NamedTuple):
    """What one request did: its work, the objects in its answer, and its busiest nodes in words."""

    work: Work
    objects: int
    nodes: list[str]


Worlds = tuple[dict[str, Visit], dict[str, Visit]]


def visit(path: str) -> Visit:
    answers.clear()
    with explained() as plans:
        response = READER.get(path)
    assert response.status_code == 200, f"{path}: {response.content.decode()}"
    return Visit(work(plans), response.content.count(b"{"), busiest(plans))


def visits(number: int) -> dict[str, Visit]:
    with large_world(number) as rows, connection.cursor() as cursor:
        # The planner prefers a sequential scan of a small table to its index: right, but another plan than that of a
        # large table. Without a usable index it takes the sequential scan all the same.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL jit = off")
        return {name: visit(path) for name, path in requests(rows).items()}


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: Any) -> Worlds:
    with django_db_blocker.unblock():
        return visits(FEW), visits(MANY)


def described(name: str, few: Visit, many: Visit) -> str:
    lines = [f"{name}: {few.work} among {FEW:,} others, {many.work} among {MANY:,}; {many.objects} objects shown"]
    return "\n    ".join([*lines, *many.nodes])


def grows(few: Visit, many: Visit, growth: float) -> bool:
    """Whether the larger world costs more than its answer, which may show a few objects more, accounts for."""
    shown = max(1, many.objects / few.objects)
    return (
        many.work.rows > few.work.rows * shown * growth + MORE_ROWS
        or many.work.blocks > few.work.blocks * shown * max(BLOCK_GROWTH, growth) + MORE_BLOCKS
    )


def repeats(many: Visit, for_each_object: float) -> bool:
    """Whether rows are visited many times over for one object of the answer."""
    return many.work.rows > many.objects * for_each_object + FOR_NO_OBJECT


def test_no_request_visits_more_where_tables_are_larger(worlds: Worlds) -> None:
    few, many = worlds
    growth = {name: EXCEPTIONS.get(name, {}).get("growth", ROW_GROWTH) for name in few}
    report = [described(name, few[name], many[name]) for name in few if grows(few[name], many[name], growth[name])]
    if report:
        pytest.fail("An index is missing, or is not used:\n" + "\n".join(report), pytrace=False)


def test_no_request_visits_many_times_what_it_shows(worlds: Worlds) -> None:
    few, many = worlds
    most = {name: EXCEPTIONS.get(name, {}).get("for_each_object", FOR_EACH_OBJECT) for name in few}
    report = [described(name, few[name], many[name]) for name in few if repeats(many[name], most[name])]
    if report:
        pytest.fail("Rows are looked up again and again:\n" + "\n".join(report), pytrace=False)


def test_every_exception_is_needed_and_has_a_reason(worlds: Worlds) -> None:
    few, many = worlds
    growing = {name for name in few if grows(few[name], many[name], ROW_GROWTH)}
    repeating = {name for name in few if repeats(many[name], FOR_EACH_OBJECT)}
    assert {name for name, each in EXCEPTIONS.items() if "growth" in each} == growing
    assert {name for name, each in EXCEPTIONS.items() if "for_each_object" in each} == repeating
    assert [name for name, each in EXCEPTIONS.items() if not each["reason"]] == []
