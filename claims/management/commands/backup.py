"""`manage.py backup FILE`: writes all data into one file, while the tracker runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from tracker.postgres.dump import DumpError, backup


class Command(BaseCommand):
    help = "Writes all of the database into a new file, in pg_dump's custom format."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            backup(connection, file)
        except DumpError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"{file}: {file.stat().st_size} bytes."))
