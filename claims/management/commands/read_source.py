"""`manage.py read_source SLUG|FILE`: what somebody said in the text of a source or of a file, and who did."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.management.commands.add_source import day_of, proposal_of
from claims.models import Redirect, Source
from claims.reading import Candidate
from claims.services.reading import Reading, read_text
from claims.texts import Cue, Proposal, times
from claims.texts.formats import READ

SHOWN = 60  # characters of a quotation in the table


class Command(BaseCommand):
    """Reads a text and prints what was found. Nothing is written."""

    help = "Prints what is said in the text of a source, or of a file, with who said it, as a table or as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", metavar="SLUG|FILE", help=f"a source whose text is kept, or a file: {READ}")
        parser.add_argument("--language", default="", help="of a file: BCP 47, as in “en”, which is the default")
        parser.add_argument(
            "--date",
            metavar="DAY",
            default="",
            help="of a file: the day it appeared on, YYYY-MM-DD",
        )
        parser.add_argument("--json", action="store_true", help="print a JSON object a line")

    def handle(self, *, text: str, language: str, **options: Any) -> None:
        day = day_of(options["date"]) if options["date"] else None
        source = Source.objects.filter(slug=Redirect.objects.present("sources", [text]).get(text, text)).first()
        if source and not source.content:
            raise CommandError(f"No text of source “{source.slug}” is kept: name a file that has it.")
        found: Source | Proposal = source or file_of(text, language, day)
        cues = found.cues if isinstance(found, Proposal) else ()
        lines = 0
        for reading in readings(found):
            for each in reading.candidates:
                self.stdout.write(as_json(reading, each, cues) if options["json"] else as_line(reading, each))
                lines += 1
        if not options["json"]:
            self.stdout.write(self.style.SUCCESS(f"{lines} candidates.") if lines else "Nothing was found.")


def file_of(name: str, language: str, day: date | None) -> Proposal:
    """A file, with what the options say.

    Raises:
        CommandError: it cannot be read.
    """
    try:
        file = proposal_of(Path(name))
    except CommandError as error:
        raise CommandError(f"“{name}” is no source. {error}") from error
    return replace(file, language=language or file.language or "en", published_on=day or file.published_on)


def readings(read: Source | Proposal) -> Iterator[Reading]:
    """All parts of the text of a source or a file."""
    start: int | None = 0
    while start is not None:
        reading = read_text(read.content, read.language, read.published_on, start)
        yield reading
        start = reading.next


def as_line(reading: Reading, each: Candidate) -> str:
    words = " ".join(reading.text[each.first : each.last].split())
    shown = words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
    said = f"“{shown}”" if each.kind == "quote" else shown
    return f"{each.first:>7}–{each.last:<7} {each.tier:8} {each.speaker or each.name or '?':24} {said}"


def as_json(reading: Reading, each: Candidate, cues: Sequence[Cue] = ()) -> str:
    seconds = times(cues, each.first, each.last)
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
        **({"media_start": seconds[0], "media_end": seconds[1]} if seconds else {}),
    }
    return json.dumps(row, ensure_ascii=False)
