"""PgBouncer from Debian in front of the server of the test run."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.support.served import HOST, PATIENCE, free_port
from tracker.postgres.account import account

# Fewer sessions than the clients have connections, so that sessions are shared.
SESSIONS = {"transaction": 3, "session": 30}
CONFIGURATION = """
[databases]
* = host={host} port={port}
[pgbouncer]
listen_addr = {listen}
listen_port = {listen_port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users.txt
pool_mode = {mode}
default_pool_size = {sessions}
server_idle_timeout = 5
logfile = {folder}/pgbouncer.log
"""


@contextmanager
def pooled(mode: str, folder: Path) -> Iterator[str]:
    """The address of the test's database through a PgBouncer in this mode."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("pgbouncer is not installed")
    server, port = connection.get_connection_params(), free_port()
    folder.chmod(0o777)
    (folder / "users.txt").write_text(f'"{server["user"]}" "{server.get("password", "")}"\n')
    (folder / "pgbouncer.ini").write_text(
        CONFIGURATION.format(
            host=server["host"],
            port=server.get("port", 5432),
            listen=HOST,
            listen_port=port,
            folder=folder,
            mode=mode,
            sessions=SESSIONS[mode],
        )
    )
    runner = account()  # PgBouncer refuses to run as root
    process = subprocess.Popen(
        [*runner.prefix, program, "--quiet", str(folder / "pgbouncer.ini")],
        cwd="/",
        **({"user": runner.uid, "group": runner.gid, "extra_groups": []} if runner.switch else {}),
    )
    url = f"postgres://{server['user']}@{HOST}:{port}/{server['dbname']}"
    try:
        deadline = time.monotonic() + PATIENCE
        while not answers(url):
            assert process.poll() is None, (folder / "pgbouncer.log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url):
            return True
    except psycopg.OperationalError:
        return False
