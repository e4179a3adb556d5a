"""`manage.py import FORMAT FILE`: imports what a newsroom has, record by record."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.services.fixtures.progress import Progress
from claims.services.interchange import run
from claims.services.interchange.formats.tables import UnreadableFileError
from claims.services.interchange.mapping import MappingError


class Command(BaseCommand):
    """Imports a file. What was imported before is left alone, so the same command again goes on, or changes nothing."""

    help = "Imports a file: its records become rows, once each; stances are suggestions until somebody reviews them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("format", choices=run.FORMATS, help="what the file is")
        parser.add_argument("file", metavar="FILE", help="the file; .gz is unpacked on the way")
        parser.add_argument("--mapping", metavar="TOML", help="which columns make which fields (docs/interchange.md)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument(
            "--report", metavar="CSV", help="a file for the records that were refused or changed, and why"
        )
        parser.add_argument("--all-or-nothing", action="store_true", help="import nothing where a record is refused")
        parser.add_argument("--as", dest="coder", metavar="USER", default="", help="who imports, and so codes stances")
        parser.add_argument(
            "--reviewed-by",
            dest="reviewer",
            metavar="USER",
            default="",
            help="a second person, who answers for stances",
        )
        parser.add_argument("--system", default="", help="whose keys the records have (default: the file's name)")

    def handle(self, *, verbosity: int, **options: Any) -> None:
        wanted = {
            name: options[name] for name in ("format", "dry_run", "all_or_nothing", "coder", "reviewer", "system")
        }
        paths: dict[str, Any] = {name: Path(options[name]) if options[name] else None for name in ("mapping", "report")}
        file = Path(options["file"])
        try:
            total = run.bytes_at(file, options["format"])
            with Progress(self.stderr, total, unit="bytes", quiet=not verbosity) as progress:
                outcome = run.run(file, progress=progress, **paths, **wanted)
        except OSError as error:
            raise CommandError(f"“{error.filename}” cannot be read: {error.strerror}.") from error
        except (MappingError, UnreadableFileError, run.NotImportedError) as error:
            raise CommandError(str(error)) from error
        for line in run.summary(outcome, dry_run=options["dry_run"]):
            self.stdout.write(line)
        if outcome.refused:
            self.stdout.write(self.style.WARNING(f"{outcome.refused:,} records were refused; --report FILE says why."))
