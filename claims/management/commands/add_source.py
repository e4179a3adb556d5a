"""`manage.py add_source FILE`: records a text with what its file says about it, or finds the source that has it."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from claims.choices import SourceKind
from claims.services.policy import OPERATOR
from claims.services.rules import refusal
from claims.services.texts import keep
from claims.texts import MAX_FILE, Proposal, UnreadableError, read_apart
from claims.texts.formats import READ

# The options that say what the file does not, or says wrongly, by the fields that they fill.
OPTIONS = {
    "slug": "its slug, in place of one made of its publisher, headline and day",
    "headline": "its title",
    "publisher": "who published it",
    "author": "who wrote it",
    "language": "BCP 47, as in “en” or “pt-BR”",
    "url": "its address",
}


class Command(BaseCommand):
    """Records the text of a file as a source."""

    help = "Records the text of a file as a source, or names the source that has this text or address already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help=f"{READ}, at most {MAX_FILE // 1024**2} MiB")
        parser.add_argument("--kind", choices=SourceKind.values, help="what sort of source it is")
        parser.add_argument("--date", metavar="DAY", default="", help="the day it appeared on, YYYY-MM-DD")
        for name, words in OPTIONS.items():
            parser.add_argument(f"--{name}", default="", help=words)

    def handle(self, *, file: str, **options: Any) -> None:
        given = {name: options[name] for name in ("kind", *OPTIONS) if options[name]}
        given |= {"published_on": day_of(options["date"])} if options["date"] else {}
        found = proposal_of(Path(file))
        for note in found.notes:
            self.stderr.write(self.style.WARNING(note))
        try:
            kept = keep(OPERATOR, found.fields() | given)
        except DatabaseError as error:
            if (refused := refusal(error)) is None:
                raise
            raise CommandError(f"Nothing was recorded. {refused.words}") from error
        slug = kept.source.slug
        if not kept.has_text:
            raise CommandError(f"The source “{slug}” has this address, and another text. Nothing was recorded.")
        if kept.is_new:
            self.stdout.write(self.style.SUCCESS(f"Recorded: {slug}, {len(kept.source.content):,} characters."))
        else:
            self.stdout.write(f"It is here already: {slug}.")


def day_of(written: str) -> date:
    """The day of an option.

    Raises:
        CommandError: it is none.
    """
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise CommandError(f"--date “{written}” is no day of the form YYYY-MM-DD.") from error


def proposal_of(file: Path) -> Proposal:
    """The proposal for a file.

    Raises:
        CommandError: there is none of this name, or it cannot be read.
    """
    try:
        return read_apart(file.read_bytes(), file.name)
    except OSError as error:
        raise CommandError(f"“{file}” cannot be read: {error.strerror}.") from error
    except UnreadableError as error:
        raise CommandError(f"“{file}” cannot be read as a text. {error}") from error
