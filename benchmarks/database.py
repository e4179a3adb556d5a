"""The database with the data set, on an embedded server with a data directory of its own; made if it is missing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parent.parent
DATA_DIR = ROOT / ".data" / "bench"
PORT = "5432"
USER = "postgres"
TERMINATED = 128 + signal.SIGTERM


@dataclass(frozen=True)
class Database:
    """The directory of the server's socket, and the name of the database."""

    socket: str
    name: str

    @property
    def url(self) -> str:
        """The value of DATABASE_URL for the tracker."""
        return f"postgres://{USER}@{quote(self.socket, safe='')}:{PORT}/{self.name}"

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables for libpq, asyncpg and pgbench."""
        return {"PGHOST": self.socket, "PGPORT": PORT, "PGUSER": USER, "PGDATABASE": self.name}

    @contextmanager
    def connect(self) -> Iterator[psycopg.Connection]:
        address = {"host": self.socket, "port": PORT, "user": USER, "dbname": self.name}
        with psycopg.connect(**address, autocommit=True) as connection:
            yield connection

    def version(self) -> str:
        with self.connect() as connection:
            return str(connection.execute("SHOW server_version").fetchone()[0])  # type: ignore[index]


def ready(statements: int) -> Database:
    """The database with a data set of that many statements. Its server runs as long as this process.

    SIGTERM ends this process as an exception does from now on, so that what it started is ended as well.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    os.environ |= {
        "DATA_DIR": str(DATA_DIR),
        "DATABASE_URL": "",
        "PRODUCTION": "false",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    from django.conf import settings  # noqa: PLC0415 - after the environment is set

    from tracker.postgres.base import create_if_missing, embedded_server  # noqa: PLC0415

    socket = str(embedded_server(settings.DATABASES["default"]).ensure_running())
    database = Database(socket, f"tracker_bench_{statements}")
    create_if_missing({"host": socket, "port": PORT, "user": USER, "dbname": database.name})
    if not holds(database, statements):
        run("generate_dataset", f"--statements={statements}", f"--database-name={database.name}")
    return database


def holds(database: Database, statements: int) -> bool:
    with database.connect() as connection:
        if connection.execute("SELECT to_regclass('claims_statement')").fetchone() == (None,):
            return False
        return connection.execute("SELECT max(id) FROM claims_statement").fetchone() == (statements,)


def run(*command: str) -> None:
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)  # noqa: S603
