"""An import that is killed loses nothing: the same command again goes on, and nothing is there twice."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest
from django.conf import settings

from tests.support.databases import managed, owned_databases
from tests.support.survey import MAPPING, table
from tests.support.transactions import PATIENCE

LINES = 6_000
ROWS = [
    (
        "2021",
        "2021-09-26",
        f"P{number % 30}",
        f"Party {number % 30}",
        f"Thesis {number // 30}.",
        "yes",
        f"Reason {number}.",
    )
    for number in range(LINES)
]


@pytest.fixture
def url(db):
    with owned_databases("import") as (url,):
        managed(url, "migrate")
        yield url


def number_of(url, what):
    with psycopg.connect(url) as database:
        return database.execute(f"SELECT count(*) FROM {what}").fetchone()[0]


def test_an_import_that_was_killed_goes_on_where_it_ended(url, tmp_path):
    (tmp_path / "survey.csv").write_text(table(*ROWS), encoding="utf-8")
    (tmp_path / "survey.toml").write_text(MAPPING, encoding="utf-8")
    command = ("import", "csv", str(tmp_path / "survey.csv"), "--mapping", str(tmp_path / "survey.toml"))
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    killed = subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL
    )
    until = time.monotonic() + 4 * PATIENCE
    while not number_of(url, "claims_statement") and time.monotonic() < until and killed.poll() is None:
        time.sleep(0.02)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    before = number_of(url, "claims_statement")
    assert 0 < before < LINES  # it was killed between two transactions

    said = managed(url, *command)
    assert f"{before:,} as before, 0 refused" in said
    assert number_of(url, "claims_statement") == LINES
    assert number_of(url, "claims_stance") == LINES
    created = "claims_change WHERE collection = 'statements' AND kind = 'created'"
    assert number_of(url, created) == LINES
    assert number_of(url, "claims_importedrecord WHERE collection = 'statements'") == LINES
