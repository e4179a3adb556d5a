"""The data goes from an older PostgreSQL to a newer one: as a backup for another server, and with pg_upgrade."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from tests.support.builds import NEWEST, OLDER, BuildError, programs
from tests.support.clusters import cluster
from tests.support.databases import fixtures, managed, python


@pytest.fixture(scope="module")
def old(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A stopped cluster of an older version with the article, a backup of it, and what it answered."""
    file = tmp_path_factory.mktemp("backups") / "tracker.dump"
    try:
        programs(request.param)
    except BuildError as missing:
        pytest.skip(str(missing))
    with cluster(request.param) as server:
        with server.running():
            url = server.create_database("owner", "tracker")
            managed(url, "migrate")
            managed(url, "loaddata", *fixtures())
            answered = answers(url)
            managed(url, "backup", str(file))
        yield SimpleNamespace(server=server, file=file, answers=answered)


def answers(url: str) -> dict[str, Any]:
    done = python(url, "-m", "tests.support.answers")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert len(found) > 30
    return found


def checked(url: str) -> None:
    with psycopg.connect(url) as connection:
        assert connection.info.server_version // 10000 == NEWEST
    managed(url, "migrate", "--check")
    managed(url, "check_positions")
    managed(url, "continue_feed")
    assert "as they are served" in managed(url, "mirror_check")


@pytest.mark.parametrize("old", OLDER, indirect=True)
def test_a_backup_of_an_older_server_is_restored_by_the_owner_of_a_database_on_a_newer_one(
    old: SimpleNamespace,
) -> None:
    with cluster(NEWEST) as new, new.running():
        url = new.create_database("another_owner", "tracker_new")
        managed(url, "restore", str(old.file))
        checked(url)
        assert answers(url) == old.answers


@pytest.mark.parametrize("old", OLDER, indirect=True)
def test_pg_upgrade_takes_the_database_along(old: SimpleNamespace) -> None:
    with cluster(NEWEST, "--no-data-checksums") as new:
        places = ("--old-bindir", str(old.server.programs), "--new-bindir", str(new.programs))
        data = ("--old-datadir", str(old.server.data), "--new-datadir", str(new.data))
        new.run("pg_upgrade", "--username=postgres", *places, *data)
        with new.running():
            url = new.url("owner", "tracker")
            checked(url)
            assert answers(url) == old.answers
