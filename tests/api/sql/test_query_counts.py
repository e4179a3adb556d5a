"""Every endpoint costs a fixed number of SQL queries, however many rows there are (baseline: query_counts.json)."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.api.http.kept import answers
from tests.support.endpoints import READER
from tests.support.requests import requests
from tests.support.world import make_world

pytestmark = pytest.mark.django_db

BASELINE = Path(__file__).with_name("query_counts.json")


def measure(size: int) -> dict[str, list[str]]:
    """The SQL of each request over a world of `size`, which is rolled back."""
    queries = {}
    with transaction.atomic():
        make_world(size)
        for name, path in requests().items():
            answers.clear()
            with CaptureQueriesContext(connection) as captured:
                response = READER.get(path)
            assert response.status_code == 200, f"{path}: {response.content.decode()}"
            empty = response.json().get("results") == []
            assert name.endswith("every filter") or not empty, f"{path} finds nothing, so it measures nothing."
            queries[name] = [query["sql"] for query in captured.captured_queries]
        transaction.set_rollback(True)
    return queries


@pytest.fixture(scope="module")
def measured(django_db_setup: None, django_db_blocker: Any) -> dict[int, dict[str, list[str]]]:
    with django_db_blocker.unblock():
        return {size: measure(size) for size in (2, 12)}


def counts(queries: dict[str, list[str]]) -> dict[str, int]:
    return {name: len(sent) for name, sent in queries.items()}


def test_more_rows_cost_no_more_queries(measured: dict[int, dict[str, list[str]]]) -> None:
    few, many = counts(measured[2]), counts(measured[12])
    assert [f"{name}: {few[name]}, then {many[name]}" for name in few if few[name] != many[name]] == []


def test_each_request_costs_what_the_baseline_says(measured: dict[int, dict[str, list[str]]]) -> None:
    found = counts(measured[12])
    if os.environ.get("UPDATE_QUERY_COUNTS") == "1":
        BASELINE.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    known = json.loads(BASELINE.read_text(encoding="utf-8"))
    different = sorted(name for name in known.keys() | found.keys() if known.get(name) != found.get(name))
    report = [
        f"{name}: {known.get(name, 'nothing')} in the baseline, {found.get(name, 'nothing')} now\n"
        + "\n".join(f"    {sql[:600]}" for sql in measured[12].get(name, []))
        for name in different
    ]
    if report:
        advice = "Where the new numbers are meant, UPDATE_QUERY_COUNTS=1 writes them to query_counts.json.\n"
        pytest.fail(advice + "\n".join(report), pytrace=False)
