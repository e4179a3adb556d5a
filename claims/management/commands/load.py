"""`manage.py load FOLDER`: loads a data package, or a file of records, all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from claims.services.fixtures.progress import Progress
from claims.services.interchange.entries import LoadError
from claims.services.interchange.load import counted, load
from claims.services.interchange.package import NotAPackageError


class Command(BaseCommand):
    """Loads what `export` writes, and files like those: all records, or none where one breaks a rule."""

    help = "Loads a folder that `export` has written, or a single file of records such as statements.ndjson."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="FOLDER", help="or a file, which is named after its collection")

    def handle(self, *, path: str, verbosity: int, **options: Any) -> None:
        given = Path(path)
        try:
            with Progress(self.stderr, counted(given), quiet=not verbosity) as progress, transaction.atomic():
                number = load(given, progress)
        except OSError as error:
            raise CommandError(f"“{error.filename}” cannot be read: {error.strerror}. Nothing was loaded.") from error
        except (LoadError, NotAPackageError) as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
        self.stdout.write(self.style.SUCCESS(f"Loaded {number:,} records."))
