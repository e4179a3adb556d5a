"""Servers of a chosen PostgreSQL version, beside the one of the test run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.support.builds import programs
from tracker.postgres.account import account

# As Debian makes a cluster in this locale. It is another provider of locales than that of the embedded server.
INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
}


class Cluster:
    """The files of a server in `folder/data`, and the programs of its version."""

    def __init__(self, version: int, folder: Path) -> None:
        self.programs, self.folder, self.data = programs(version), folder, folder / "data"
        account().own(folder)

    def run(self, program: str, *arguments: str) -> None:
        """Runs a program of this version in the folder, and fails with its output where it does."""
        log = self.folder / "log"
        code = account().run(str(self.programs / program), *arguments, cwd=self.folder, log=log)
        assert code == 0, log.read_text(encoding="utf-8", errors="replace")[-4000:]

    def url(self, user: str, database: str) -> str:
        return f"postgres://{user}@{quote(str(self.folder), safe='')}/{database}"

    def create_database(self, owner: str, name: str) -> str:
        """The address of a new, empty database, for a new role that owns it and may do nothing else."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as server:
            server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(owner)))
            server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(owner)))
        return self.url(owner, name)

    @contextmanager
    def running(self, **changes: str) -> Iterator[None]:
        """Runs the server, with these settings instead of ours."""
        options = " ".join(f"-c {name}='{value}'" for name, value in changes.items())
        self.run("pg_ctl", "start", "-D", "data", "-w", "-o", options)
        try:
            yield
        finally:
            self.run("pg_ctl", "stop", "-D", "data", "-m", "fast", "-w")


@contextmanager
def cluster(version: int, *options: str) -> Iterator[Cluster]:
    """A new cluster, made by initdb with these options.

    Raises:
        BuildError: the version is not to be had here.
    """
    # A socket's path is short.
    with TemporaryDirectory(prefix=f"postgres-{version}-") as folder:
        made = Cluster(version, Path(folder))
        made.run("initdb", "-D", "data", *INITDB, *options)
        with (made.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            settings = SETTINGS | {"unix_socket_directories": folder}
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        yield made
