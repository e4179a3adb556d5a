"""Databases of their own on the server of the test run, owned by a role that may do nothing beyond them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
from django.conf import settings
from psycopg import sql

from tests.support.served import url_of_the_test_database

PASSWORD = "plain"


@contextmanager
def owned_databases(*names: str) -> Iterator[list[str]]:
    """The addresses of new, empty databases, for the role that owns them: it is no superuser and creates none."""
    here = url_of_the_test_database()
    prefix = here.rpartition("/")[2]
    role = sql.Identifier(f"{prefix}_owner")
    databases = [f"{prefix}_{name}" for name in names]
    host = here.rpartition("/")[0].rpartition("@")[2]
    with psycopg.connect(here, autocommit=True) as server:
        for name in databases:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(role))
        server.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(role, PASSWORD))
        for name in databases:
            server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), role))
        try:
            owner = quote(f"{prefix}_owner", safe="")
            yield [f"postgres://{owner}:{PASSWORD}@{host}/{name}" for name in databases]
        finally:
            for name in databases:
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            server.execute(sql.SQL("DROP ROLE {}").format(role))


def python(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own, with the settings of the tracker and the database with this address."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tracker.settings"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def manage(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return python(url, "manage.py", *arguments)


def managed(url: str, *arguments: str) -> str:
    """The output of a command that has to succeed."""
    done = manage(url, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def name_of(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def fixtures() -> list[str]:
    return sorted(str(path) for path in (Path(settings.BASE_DIR) / "fixtures").glob("*.json"))
