"""`manage.py restore FILE`: fills an empty database from a file of `backup` or `pg_dump`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from claims.services.feed import continue_numbering
from tracker.postgres.dump import DumpError, restore


class Command(BaseCommand):
    """Restores, and continues the feed of changes, in case that the dump comes from another server."""

    help = "Fills an empty database from a file that `backup` wrote; changes nothing if it is not empty."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            restore(connection, file)
        except DumpError as error:
            raise CommandError(str(error)) from error
        continue_numbering()
        self.stdout.write(self.style.SUCCESS("Restored. Run `manage.py migrate`, then `manage.py check_positions`."))
