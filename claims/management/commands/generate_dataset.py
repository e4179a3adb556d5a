"""`manage.py generate_dataset`: a large, made-up data set in a database of its own, for measuring."""

import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from claims.services.dataset.load import NotEmptyError, generate, settle

MOST_STATEMENTS = 20_000_000  # as many as anybody has had the patience for


def size(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_STATEMENTS:
        raise ArgumentTypeError(f"“{text}” is no whole number from 1 to {MOST_STATEMENTS}")
    return int(text)


class Command(BaseCommand):
    """Makes the database, migrates it and fills it; the tracker's own database is never touched."""

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
            settle()
        seconds = time.monotonic() - self.start
        self.stdout.write(f"\r\033[K{statements:,} statements in “{database_name}” in {seconds:.0f} s.")

    def report(self, number: int, steps: int, what: str) -> None:
        """The step that begins now, on one line where somebody watches, else on lines of their own."""
        line = f"{time.monotonic() - self.start:6.0f} s  {f'{number}/{steps}  ' if steps else ''}{what} …"
        self.stdout.write(f"\r\033[K{line}" if self.stdout.isatty() else line, ending="")
        self.stdout.write("", ending="" if self.stdout.isatty() else "\n")
        self.stdout.flush()


@contextmanager
def database(name: str) -> Iterator[None]:
    """Everything that this process does meanwhile goes to the database `name`, which is made if it is missing."""
    usual = connection.settings_dict["NAME"]
    # Django's own way to reach a server without one of its databases.
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
