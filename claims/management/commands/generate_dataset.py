"""`manage.py generate_dataset`: generates a large data set in a database of its own, for benchmarks."""

import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from claims.services.dataset.load import NotEmptyError, generate, vacuum

MAX_STATEMENTS = 20_000_000  # nobody has waited for more


def size(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MAX_STATEMENTS:
        raise ArgumentTypeError(f"“{text}” is no whole number from 1 to {MAX_STATEMENTS}")
    return int(text)


class Command(BaseCommand):
    """Creates, migrates and fills the database. Never touches the tracker's own one."""

    help = "Generates made-up statements, claims and stances into a new database on the same server, for measuring."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--statements", type=size, default=1_000_000, help="how many (default: 1000000)")
        parser.add_argument("--seed", type=int, default=7, help="another seed gives other rows (default: 7)")
        parser.add_argument("--database-name", default="tracker_bench", help="where to (default: tracker_bench)")

    def handle(self, *, statements: int, seed: int, database_name: str, **options: Any) -> None:
        if database_name == connection.settings_dict["NAME"]:
            raise CommandError(f"“{database_name}” is the tracker's own database: name another one.")
        self.start = time.monotonic()
        with database(database_name):
            self.report(0, 0, "migrations")
            call_command("migrate", verbosity=0, interactive=False)
            try:
                generate(statements, seed, self.report)
            except NotEmptyError:
                raise CommandError(
                    f"The database “{database_name}” holds speakers already. It stays as it is: drop it first, or name "
                    "another one."
                ) from None
            self.report(0, 0, "vacuum")
            vacuum()
        seconds = time.monotonic() - self.start
        self.stdout.write(f"\r\033[K{statements:,} statements in “{database_name}” in {seconds:.0f} s.")

    def report(self, number: int, steps: int, what: str) -> None:
        """Prints the step that begins: on a terminal always on the same line, else on a new one."""
        line = f"{time.monotonic() - self.start:6.0f} s  {f'{number}/{steps}  ' if steps else ''}{what} …"
        self.stdout.write(f"\r\033[K{line}" if self.stdout.isatty() else line, ending="")
        self.stdout.write("", ending="" if self.stdout.isatty() else "\n")
        self.stdout.flush()


@contextmanager
def database(name: str) -> Iterator[None]:
    """In the `with` block, this process uses the database `name`, which is created if it is missing."""
    usual = connection.settings_dict["NAME"]
    # `_nodb_cursor` is how Django itself connects before a database exists.
    with connection._nodb_cursor() as cursor:  # noqa: SLF001
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = usual
