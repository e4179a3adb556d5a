"""`manage.py verify_quotes --source SLUG --text FILE`: checks that the text contains every quote word for word."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import Redirect, Source
from claims.services.quotes import verify


class Command(BaseCommand):
    """Checks the citations of a source against its text in a file, which need not be stored in the database."""

    help = "Checks every citation of a source against its text; prints where each stands; fails if one does not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--source", required=True, metavar="SLUG", help="the source's slug")
        parser.add_argument("--text", required=True, metavar="FILE", type=Path, help="its text, UTF-8")

    def handle(self, *, source: str, text: Path, **options: Any) -> None:
        try:
            subject = Source.objects.get(slug=Redirect.objects.present("sources", [source]).get(source, source))
        except Source.DoesNotExist:
            known = ", ".join(Source.objects.order_by("slug").values_list("slug", flat=True)[:10]) or "none yet"
            raise CommandError(f"There is no source “{source}”. Sources: {known}.") from None
        try:
            # newline="" keeps \r\n: offsets count characters of the file as it is.
            with text.open(encoding="utf-8", newline="") as file:
                content = file.read()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{text} cannot be read as UTF-8 text: {error}") from error
        checks = verify(subject, content)
        for check in checks:
            place = "missing" if check.start is None else f"{check.start}–{check.start + len(check.citation.exact)}"
            problem = f"  {self.style.ERROR(check.problem)}" if check.problem else ""
            self.stdout.write(f"{place:>13}  “{check.citation.exact}”  {check.citation.statement.slug}{problem}")
        failed = sum(bool(check.problem) for check in checks)
        if failed:
            raise CommandError(f"{failed} of {len(checks)} citations of {source} do not stand where they should.")
        if not checks:
            raise CommandError(f"Source {source} has no citations to verify.")
        self.stdout.write(self.style.SUCCESS(f"All {len(checks)} citations of {source} stand in the text."))
