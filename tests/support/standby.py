"""A streaming standby of the tests' server."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from django.db import connection

from tests.support.builds import BuildError, programs
from tracker.postgres.account import account

PATIENCE = 20  # seconds


def address():
    """Where the tests' database is, as psycopg takes it."""
    parameters = connection.get_connection_params()
    found = {name: parameters[name] for name in ("host", "port", "user", "dbname") if name in parameters}
    return {"port": "5432", **found}


@contextmanager
def standby() -> Iterator[str]:
    """Runs a standby; yields the directory of its socket."""
    runner, primary = account(), address()
    try:
        place = programs(connection.pg_version // 10000)
    except BuildError as missing:
        pytest.skip(str(missing))
    pg_basebackup, pg_ctl = str(place / "pg_basebackup"), str(place / "pg_ctl")
    # A socket's path is short, and the directory is open to the account that runs the programs.
    with TemporaryDirectory(prefix="standby-") as home:
        folder, log = Path(home), Path(home) / "log"
        runner.own(folder)
        where = ("-h", primary["host"], "-p", primary["port"], "-U", primary["user"])
        made = runner.run(pg_basebackup, *where, "-D", "data", "-R", "-c", "fast", "--no-sync", cwd=folder, log=log)
        assert made == 0, log.read_text()
        options = f"-c unix_socket_directories={home}"
        started = runner.run(pg_ctl, "start", "-D", "data", "-w", "-o", options, cwd=folder, log=log)
        assert started == 0, log.read_text()
        try:
            yield home
        finally:
            runner.run(pg_ctl, "stop", "-D", "data", "-m", "immediate", "-w", cwd=folder, log=log)


def wait_for_replay(primary: dict, socket: str) -> None:
    """Waits until the standby has replayed what the primary, at this address, has written so far."""
    with psycopg.connect(**primary, autocommit=True) as there:
        written = there.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0]
    deadline = time.monotonic() + PATIENCE
    with psycopg.connect(**{**primary, "host": socket}, autocommit=True) as replica:
        while not replica.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [written]).fetchone()[0]:
            assert time.monotonic() < deadline, "the standby does not follow"
            time.sleep(0.02)
