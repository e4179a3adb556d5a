"""`manage.py read_source SLUG|FILE`: what somebody said in the text of a source or of a file, and who did."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import Redirect, Source
from claims.reading import Candidate
from claims.services.reading import Reading, read_source, read_text

SHOWN = 60  # characters of a quotation in the table


class Command(BaseCommand):
    """Reads a text and prints what was found. Nothing is written."""

    help = "Prints what is said in the text of a source, or of a file, with who said it, as a table or as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", metavar="SLUG|FILE", help="a source whose text is kept, or a text file in UTF-8")
        parser.add_argument("--language", default="", help="of a file: BCP 47, as in “en”, which is the default")
        parser.add_argument("--date", metavar="DAY", default="", help="of a file: the day it appeared on, YYYY-MM-DD")
        parser.add_argument("--json", action="store_true", help="print a JSON object a line")

    def handle(self, *, text: str, language: str, **options: Any) -> None:
        try:
            day = date.fromisoformat(options["date"]) if options["date"] else None
        except ValueError as error:
            raise CommandError(f"--date “{options['date']}” is no day of the form YYYY-MM-DD.") from error
        lines = 0
        for reading in readings(text, language or "en", day):
            for each in reading.candidates:
                self.stdout.write(as_json(reading, each) if options["json"] else as_line(reading, each))
                lines += 1
        if not options["json"]:
            self.stdout.write(self.style.SUCCESS(f"{lines} candidates.") if lines else "Nothing was found.")


def readings(text: str, language: str, day: date | None) -> Iterator[Reading]:
    """All parts of the text of a source or a file."""
    source = Source.objects.filter(slug=Redirect.objects.present("sources", [text]).get(text, text)).first()
    content = "" if source else content_of(Path(text))
    start: int | None = 0
    while start is not None:
        reading = read_source(source, start) if source else read_text(content, language, day, start)
        if source and not source.content:
            raise CommandError(f"No text of source “{source.slug}” is kept: name a file that has it.")
        yield reading
        start = reading.next


def content_of(file: Path) -> str:
    """The text of a file.

    Raises:
        CommandError: it is neither a source nor a file of UTF-8.
    """
    try:
        # newline="" keeps \\r\\n: offsets count characters of the file as it is.
        with file.open(encoding="utf-8", newline="") as opened:
            return opened.read()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"“{file}” is no source, and cannot be read as UTF-8 text: {error}") from error


def as_line(reading: Reading, each: Candidate) -> str:
    words = " ".join(reading.text[each.first : each.last].split())
    shown = words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
    said = f"“{shown}”" if each.kind == "quote" else shown
    return f"{each.first:>7}–{each.last:<7} {each.tier:8} {each.speaker or each.name or '?':24} {said}"


def as_json(reading: Reading, each: Candidate) -> str:
    row = {
        "start": each.first,
        "end": each.last,
        "kind": each.kind,
        "text": reading.text[each.first : each.last],
        "tier": each.tier,
        "speaker": each.speaker or None,
        "name": each.name,
        "attribution": reading.text[slice(*each.source)] if each.source else "",
        "made_on": each.day.first.isoformat() if each.day else None,
        "made_on_precision": each.day.precision if each.day else "",
    }
    return json.dumps(row, ensure_ascii=False)
