"""Backups: what a dump holds is all there after a restore, for an owner of a database who may do nothing else."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql

from tests.support.databases import fixtures, manage, managed, name_of, owned_databases
from tests.support.tables import TABLES as MODELS
from tracker.postgres import dump

TABLES = [model._meta.db_table for model in MODELS]
DEPLOYMENT = Path(settings.BASE_DIR) / "docs" / "deployment.md"


@pytest.fixture(scope="module")
def databases(django_db_setup: None, django_db_blocker: object) -> Iterator[SimpleNamespace]:
    """Two databases of a plain owner: one with the article's rows, and an empty one."""
    with django_db_blocker.unblock(), owned_databases("kept", "empty") as (kept, empty):
        managed(kept, "migrate")
        managed(kept, "loaddata", *fixtures())
        yield SimpleNamespace(kept=kept, empty=empty)


@pytest.fixture(autouse=True)
def emptied(databases: SimpleNamespace) -> Iterator[None]:
    yield
    with psycopg.connect(databases.empty, autocommit=True) as database:
        database.execute("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public")


def rows(url: str) -> dict[str, list[str]]:
    with psycopg.connect(url) as database:
        return {
            table: sorted(
                row for (row,) in database.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table)))
            )
            for table in TABLES
        }


def checked(url: str) -> None:
    managed(url, "migrate", "--check")
    managed(url, "check_positions")
    managed(url, "continue_feed")
    assert "as they are served" in managed(url, "mirror_check")


def test_a_backup_restored_into_an_empty_database_has_every_row_and_passes_every_check(
    databases: SimpleNamespace, tmp_path: Path
) -> None:
    file = tmp_path / "tracker.dump"
    managed(databases.kept, "backup", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]
    managed(databases.empty, "restore", str(file))
    assert rows(databases.empty) == rows(databases.kept)
    checked(databases.empty)


def documented(program: str) -> list[str]:
    """The words of the one line of docs/deployment.md that begins with the program."""
    lines = re.findall(rf"(?m)^{program} .*tracker\.dump.*$", DEPLOYMENT.read_text(encoding="utf-8"))
    assert len(lines) == 1
    return shlex.split(lines[0])


@pytest.mark.django_db
def test_the_documented_commands_dump_and_restore(databases: SimpleNamespace, tmp_path: Path) -> None:
    for program in ("pg_dump", "pg_restore"):
        instead = {"tracker": databases.kept, "--dbname=tracker_new": f"--dbname={databases.empty}"}
        instead[program] = str(dump.program(program, connection.pg_version // 10000))
        subprocess.run([instead.get(word, word) for word in documented(program)], cwd=tmp_path, check=True, timeout=300)
    assert rows(databases.empty) == rows(databases.kept)
    checked(databases.empty)


def test_reindexing_and_analysing_work_after_a_restore(databases: SimpleNamespace) -> None:
    with psycopg.connect(databases.kept, autocommit=True) as database:
        name = sql.Identifier(name_of(databases.kept))
        database.execute(sql.SQL("REINDEX DATABASE {}").format(name))
        database.execute("VACUUM (FULL, ANALYZE) claims_speaker, claims_statement, claims_claim, claims_source")


def test_a_restore_refuses_a_database_that_is_not_empty_and_changes_nothing(
    databases: SimpleNamespace, tmp_path: Path
) -> None:
    file = tmp_path / "tracker.dump"
    managed(databases.kept, "backup", str(file))
    before = rows(databases.kept)
    done = manage(databases.kept, "restore", str(file))
    assert done.returncode == 1
    assert re.fullmatch(
        r"CommandError: The database \S+ is not empty: it has \d+ tables, such as \w+\. Restore into .*\n", done.stderr
    )
    assert rows(databases.kept) == before


def test_a_file_that_is_no_dump_leaves_the_database_empty(databases: SimpleNamespace, tmp_path: Path) -> None:
    file = tmp_path / "tracker.dump"
    file.write_text("not a dump")
    done = manage(databases.empty, "restore", str(file))
    assert (done.returncode, "pg_restore failed" in done.stderr) == (1, True)
    assert "There is no file" in manage(databases.empty, "restore", str(tmp_path / "absent")).stderr
    managed(databases.empty, "migrate", "--plan")


def test_a_backup_does_not_replace_a_file(databases: SimpleNamespace, tmp_path: Path) -> None:
    file = tmp_path / "tracker.dump"
    file.write_text("an older backup")
    done = manage(databases.kept, "backup", str(file))
    assert (done.returncode, "exists already" in done.stderr) == (1, True)
    assert file.read_text() == "an older backup"


@pytest.mark.parametrize(
    ("versions", "server", "chosen"),
    [({"a": 15, "b": 18, "c": 17}, 16, "c"), ({"a": 18, "b": 16}, 16, "b"), ({"a": 0, "b": 18}, 18, "b")],
)
def test_the_program_is_of_the_servers_version_or_of_the_next_one(
    monkeypatch: pytest.MonkeyPatch, versions: dict[str, int], server: int, chosen: str
) -> None:
    monkeypatch.setattr(dump, "places", lambda name: [Path(place) for place in versions])
    monkeypatch.setattr(dump, "major", lambda path: versions[str(path)])
    assert dump.program("pg_dump", server) == Path(chosen)


def test_a_newer_program_does_not_restore_into_16_which_lacks_a_parameter_that_it_sets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dump, "places", lambda name: [Path("17")])
    monkeypatch.setattr(dump, "major", lambda path: 17)
    with pytest.raises(dump.DumpError, match=r"pg_restore of PostgreSQL 16 is not on PATH: install .*-16\)\.$"):
        dump.program("pg_restore", 16)
    assert dump.program("pg_dump", 16) == Path("17")


def test_where_the_program_is_missing_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dump, "places", lambda name: [])
    with pytest.raises(dump.DumpError, match=r"pg_dump of PostgreSQL 16 or newer is not on PATH: install .*-16"):
        dump.program("pg_dump", 16)
