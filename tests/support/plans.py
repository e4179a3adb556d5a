"""What PostgreSQL did for a request: the executed plan of each statement, those inside SQL functions included.

The plans come from the server's module auto_explain, which writes EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) of each
statement that it executes to the client as a log message. So a test needs to know nothing of how the API sends SQL.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from django.db import connection

from claims.services.dataset.load import vacuum

SETTINGS = {
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_buffers": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_format": "json",
    "auto_explain.log_nested_statements": "on",
    "client_min_messages": "log",
}
# Nodes that read a table or an index. Other scans, Bitmap Heap Scans among them, read what a node below them has found.
SCANS = {
    "Seq Scan",
    "Sample Scan",
    "Index Scan",
    "Index Only Scan",
    "Bitmap Index Scan",
    "Tid Scan",
}
REMOVED = ("Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter")

Plan = dict[str, Any]


class Work(NamedTuple):
    """The rows that the nodes of plans visited, and the blocks of 8 KB that they read, cached or not."""

    rows: int
    blocks: int


@pytest.fixture(scope="module")
def no_dead_rows(django_db_setup: None, django_db_blocker: Any) -> None:
    """Removes what earlier tests rolled back. A bitmap scan of an index counts its entries of dead rows as well.

    The sizes of tables that such tests left, by which the planner chooses, are forgotten with them.
    """
    with django_db_blocker.unblock():
        vacuum()


@contextmanager
def explained() -> Iterator[list[Plan]]:
    """The root node of each statement that this connection executes meanwhile, in order of their ends."""
    plans: list[Plan] = []
    with connection.cursor() as cursor:
        cursor.execute("LOAD 'auto_explain'")
        session = cursor.connection
        handler = noting(plans)
        session.add_notice_handler(handler)
        for name, value in SETTINGS.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
        plans.clear()
        try:
            yield plans
        finally:
            for name in SETTINGS:
                cursor.execute(f"RESET {name}")
            session.remove_notice_handler(handler)


def noting(plans: list[Plan]) -> Callable[[Any], None]:
    def note(message: Any) -> None:
        _, found, plan = (message.message_primary or "").partition("plan:\n")
        if found:
            plans.append(json.loads(plan)["Plan"])

    return note


def nodes(plan: Plan) -> Iterator[Plan]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def is_about_catalogs(node: Plan) -> bool:
    """Whether a node reads nothing but system catalogs, such as the statistics of columns."""
    names = [each.get("Relation Name") or each.get("Index Name") for each in nodes(node)]
    read = [name for name in names if name]
    return bool(read) and all(name.startswith("pg_") for name in read)


def visited(node: Plan) -> int:
    """The rows of our tables that one node visited in all its loops.

    EXPLAIN gives the mean of a loop, before PostgreSQL 18 as a whole number.
    """
    if is_about_catalogs(node):
        return 0
    read = node["Actual Rows"] if node["Node Type"] in SCANS else 0
    return round((read + sum(node.get(removed, 0) for removed in REMOVED)) * node["Actual Loops"])


def work(plans: list[Plan]) -> Work:
    rows = sum(visited(node) for plan in plans for node in nodes(plan))
    return Work(rows, sum(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] for plan in plans))


def busiest(plans: list[Plan], most: int = 6) -> list[str]:
    """The nodes that visited the most rows, for a message."""
    found = sorted((node for plan in plans for node in nodes(plan)), key=visited, reverse=True)
    return [
        f"{visited(node):>8} rows, {node['Actual Loops']} loops: {node['Node Type']} "
        f"on {node.get('Relation Name', '')} {node.get('Index Name', '')} {node.get('Index Cond', '')} "
        f"{node.get('Filter', '')}"[:300]
        for node in found[:most]
    ]
