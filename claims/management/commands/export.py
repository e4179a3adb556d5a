"""`manage.py export FOLDER`: writes the tracker as a data package, from one snapshot."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.services.interchange import export


class Command(BaseCommand):
    """Writes the whole tracker as NDJSON with a `datapackage.json` (Frictionless)."""

    help = "Writes the whole tracker into a new folder: NDJSON, a file for each collection, and datapackage.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", help="a folder that is empty or not there yet")
        parser.add_argument(
            "--public", action="store_true", help="leave out what readers do not see: suggestions, texts, accounts"
        )

    def handle(self, *, folder: str, public: bool, **options: Any) -> None:
        try:
            files = export.export(Path(folder), public=public, report=self.report)
        except export.NotEmptyError as error:
            raise CommandError(f"“{folder}” is not empty: name a new folder. Nothing was written.") from error
        except OSError as error:
            raise CommandError(f"“{folder}” cannot be written: {error.strerror}.") from error
        total = sum(file.records for file in files)
        self.stdout.write(self.style.SUCCESS(f"Exported {total:,} records to {folder}."))

    def report(self, name: str, number: int) -> None:
        if number:
            self.stdout.write(f"{number:>12,}  {name}")
