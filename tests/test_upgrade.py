"""A database that is in use is migrated: every row stays, and what is derived from rows is as it would be anew."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from claims.models import ClaimTally, Position
from tests.support.article import FIXTURES
from tests.support.served import url_of_the_test_database

# Before changes were written down, corrections, searching: all that came later finds rows.
OLD = "0006_review"
DERIVED = (Position, ClaimTally)
# Which rows the history has.
WRITTEN_DOWN = "(SELECT DISTINCT collection, key FROM claims_change)"
# What is new in a row each time it is made.
OWN = ("id", "created_at", "updated_at")


@pytest.fixture
def older(article: None) -> Iterator[str]:
    """The address of an empty database at the old state of the schema."""
    url = f"{url_of_the_test_database()}_older"
    name = url.rpartition("/")[2]
    with psycopg.connect(url_of_the_test_database(), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            manage(url, "migrate", "claims", OLD)
            yield url
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(url: str, *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tables() -> list[str]:
    """Those that the fixtures fill, what others refer to first."""
    rows = (row for file in FIXTURES for row in json.loads(Path(file).read_text(encoding="utf-8")))
    models = {apps.get_model(row["model"]) for row in rows}
    named = {
        model: {each.related_model for each in model._meta.fields if each.is_relation} - {model} for model in models
    }
    models = [model for model in TopologicalSorter(named).static_order() if model in models]
    own = [model._meta.db_table for model in models]
    between = [each.remote_field.through._meta.db_table for model in models for each in model._meta.local_many_to_many]
    return [*own, *between]


def columns(database: Any, table: str) -> list[str]:
    return [
        name
        for (name,) in database.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
    ]


def fill(url: str) -> None:
    """Copies the article's rows, as far as the old tables have their columns; the old triggers derive the rest."""
    with psycopg.connect(url) as database, connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables():
            old = columns(database, table)
            names = ", ".join(f'"{name}"' for name in columns(cursor.connection, table) if name in old)
            with (
                cursor.connection.cursor().copy(f"COPY {table} ({names}) TO STDOUT") as rows,
                database.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copied,
            ):
                for each in rows:
                    copied.write(each)


def content(database: Any, table: str, without: tuple[str, ...] = ()) -> list[str]:
    left_out = "".join(f" - '{name}'" for name in without)
    found = database.execute(f"SELECT (to_jsonb(t){left_out})::text FROM {table} t")  # noqa: S608
    return sorted(row for (row,) in found)


@pytest.mark.django_db
def test_a_filled_database_is_migrated_with_every_row_and_all_that_follows_from_them(older: str) -> None:
    fill(older)
    manage(older, "migrate")
    manage(older, "check_positions")
    manage(older, "migrate", "--check")
    here = connection.connection
    with psycopg.connect(older) as database:
        for table in tables():
            assert content(database, table, ("updated_at",)) == content(here, table, ("updated_at",)), table
        for model in DERIVED:
            table = model._meta.db_table
            assert content(database, table, OWN) == content(here, table, OWN) != [], table
        assert content(database, WRITTEN_DOWN) == content(here, WRITTEN_DOWN) != []
        assert database.execute("SELECT documents FROM claims_totals()").fetchone() == (
            len(content(database, "claims_claim")),
        )
