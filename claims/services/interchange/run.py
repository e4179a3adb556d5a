"""Runs an import from its beginning to its end: who imports which file, what is told, and whether it stays."""

import csv
import gzip
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from django.contrib.auth.models import User
from django.db import DatabaseError, transaction

from claims.choices import Role
from claims.models import Import
from claims.services.authorship import Author, written_by
from claims.services.fixtures.errors import sentence
from claims.services.fixtures.progress import Progress
from claims.services.interchange import mapping_reader
from claims.services.interchange.drafts import Bundle, Refused
from claims.services.interchange.entries import stream
from claims.services.interchange.formats.claimreview import read_claimreview
from claims.services.interchange.formats.factchecktools import read_factchecktools
from claims.services.interchange.formats.popolo import read_popolo
from claims.services.interchange.formats.records import files_of, read_records
from claims.services.interchange.formats.sheets import head_of_sheet, read_sheet
from claims.services.interchange.formats.tables import head_of_csv, read_csv
from claims.services.interchange.imports import Importer
from claims.services.interchange.mapping import NEW, MappingError, MappingFile
from claims.services.interchange.outcome import Outcome
from claims.services.interchange.proposal import Proposal, proposed
from claims.services.interchange.sameness import present
from claims.services.interchange.tables import Table, table_of
from claims.services.policy import role_of
from claims.services.rules import refusal
from claims.texts.formulas import FORMULA

Record = Bundle | tuple[str, Refused]
# How each format is read. Those of tables need a mapping.
READERS: dict[str, Callable[..., Iterator[Record]]] = {
    "csv": read_csv,
    "xlsx": read_sheet,
    "claimreview": read_claimreview,
    "factchecktools": read_factchecktools,
    "popolo": read_popolo,
    "ndjson": read_records,
}
# How the first lines of a table are read, for the proposal of a mapping.
HEADS = {"csv": head_of_csv, "xlsx": head_of_sheet}
TABLES = tuple(HEADS)
# Whether a folder of files may stand for one file.
FOLDERS = ("ndjson",)
FORMATS = tuple(READERS)
COLUMNS = ("place", "outcome", "rule", "words")
RISKY = re.compile(rf"\A(?:{FORMULA})")


class NotImportedError(Exception):
    """Nothing was imported; the message says why."""


def run(
    path: Path,
    *,
    format: str,  # noqa: A002 - the command's word for it
    mapping: Path | None = None,
    report: Path | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    coder: str = "",
    reviewer: str = "",
    system: str = "",
) -> Outcome:
    """Imports a file.

    Args:
        report: where to write, as CSV, which records were refused or changed, why, and which claims are likely known.
        progress: is told how many bytes are read.
        coder, reviewer: names of accounts: who imports, and who answers for the stances.

    Raises:
        NotImportedError: an account may not do this; or a record was refused, where all or nothing was asked for.
        MappingError, UnreadableFileError, OSError: a file cannot be read. What was imported before that stays.
    """
    how = mapping_of(format, path, mapping, system)
    files = files_at(path, format)
    made = Import(
        format=format,
        system=how.system,
        file=path.name[:200],
        sha256=sha256_of(files),
        mapping=how.text,
        coder=account(coder, Role.CODER),
        reviewer=account(reviewer, Role.REVIEWER),
    )
    if made.coder and made.coder == made.reviewer:
        raise NotImportedError("Who imports a file does not review its stances: name a second person.")
    with ExitStack() as stack:
        told = stack.enter_context(Told(report))
        stack.enter_context(written_by(lambda: Author(made.coder.pk if made.coder else None)))
        if dry_run or all_or_nothing:
            stack.enter_context(transaction.atomic())
        importer = Importer(made, told.tell, compares=report is not None)
        reading = Reading(READERS[format], files, how)
        try:
            importer.all(reading.records(), lambda: advance(progress, reading.done, importer))
        except DatabaseError as error:
            if refusal(error) is None:
                raise
            # A record that is refused raises nothing: this is a rule for the import itself, such as its mapping.
            raise NotImportedError(sentence(error)) from error
        if dry_run:
            transaction.set_rollback(True)
        elif all_or_nothing and importer.outcome.refused:
            transaction.set_rollback(True)
            raise NotImportedError(
                f"{importer.outcome.refused:,} records were refused, so nothing was imported: {told.first}"
            )
    return importer.outcome


class Reading:
    """Reads files one after the other."""

    def __init__(self, reader: Callable[..., Iterator[Record]], files: Sequence[Path], how: MappingFile) -> None:
        self.reader, self.files, self.how = reader, files, how
        self.before = 0
        self.raw: BinaryIO | None = None

    def records(self) -> Iterator[Record]:
        for file in self.files:
            with ExitStack() as stack:
                self.raw = stack.enter_context(file.open("rb"))
                zipped = file.suffix == ".gz"
                content = stack.enter_context(gzip.GzipFile(file.name, fileobj=self.raw)) if zipped else self.raw
                yield from self.reader(content, self.how)
                self.before += file.stat().st_size
            self.raw = None

    @property
    def done(self) -> int:
        """How many bytes were read."""
        return self.before + (self.raw.tell() if self.raw and not self.raw.closed else 0)


def files_at(path: Path, format: str) -> list[Path]:  # noqa: A002 - the command's word for it
    """The file itself, or those of a folder, where the format may be one."""
    return files_of(path) if format in FOLDERS and path.is_dir() else [path]


def bytes_at(path: Path, format: str) -> int:  # noqa: A002 - the command's word for it
    """The number of bytes that an import reads."""
    return sum(file.stat().st_size for file in files_at(path, format))


def advance(progress: Progress | None, done: int, importer: Importer) -> None:
    """Tells how many bytes of the file were read. Some formats read it twice."""
    if progress and done > progress.done:
        progress.advance(done - progress.done, f"{importer.outcome.refused:,} records refused")


def mapping_of(form: str, path: Path, mapping: Path | None, system: str) -> MappingFile:
    """The mapping of a file.

    Raises:
        NotImportedError: a table needs one, and there is none.
        MappingError, OSError: it cannot be read.
    """
    if mapping is None:
        if form in TABLES:
            raise NotImportedError(
                f"A table needs a mapping file: import {form} {path} --mapping FILE.toml. It could begin like this:\n\n"
                f"{proposal_for(form, path).text}"
            )
        return MappingFile(system or path.name.partition(".")[0])
    text = mapping.read_text(encoding="utf-8")
    return with_present(mapping_reader.read(text, system or path.name.partition(".")[0], is_table=form in TABLES))


def with_present(how: MappingFile) -> MappingFile:
    """A mapping whose [same] has the present slugs of its rows.

    Raises:
        MappingError: one of them is not there.
    """
    same = {}
    for section, said in how.same.items():
        named = {key: slug for key, slug in said.items() if slug != NEW}
        there = present(collection_of(section), named)
        if lacking := [slug for key, slug in named.items() if key not in there]:
            raise MappingError(f"[same.{section}] says “{lacking[0]}”, and there is no {section} of this name.")
        same[section] = {**said, **there}
    return replace(how, same=same)


def collection_of(section: str) -> Table:
    """The table of the rows that a section of [same] names.

    Raises:
        MappingError: there are no such rows.
    """
    try:
        return table_of(f"{section}s")
    except KeyError as error:
        raise MappingError(f"[same.{section}] is about no rows of the tracker.") from error


def proposal_for(form: str, path: Path) -> Proposal:
    """A mapping that somebody can begin with.

    Raises:
        UnreadableFileError, OSError: the file cannot be read.
    """
    with stream(path) as raw:
        head = HEADS[form](raw)
    return proposed(head.columns, head.rows, path.name.partition(".")[0], head.options)


def account(name: str, needed: Role) -> User | None:
    """The account of this name, which may do what the role may.

    Raises:
        NotImportedError: there is none, or it may not.
    """
    if not name:
        return None
    user = User.objects.filter(username=name).first()
    if user is None:
        raise NotImportedError(f"There is no account “{name}”. Accounts are made at the desk.")
    if not role_of(user).includes(needed):
        raise NotImportedError(f"{name} is a {role_of(user).value}: this takes the role of a {needed.value}.")
    return user


def sha256_of(files: Sequence[Path]) -> str:
    """The hash of a file; of several, that of their hashes."""
    found = []
    for file in files:
        with file.open("rb") as stream:
            found.append(hashlib.file_digest(stream, "sha256").hexdigest())
    return found[0] if len(found) == 1 else hashlib.sha256("".join(found).encode()).hexdigest()


class Told:
    """The report: a CSV file with a line for each record that was refused or changed."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.first = ""

    def __enter__(self) -> "Told":
        self.stream = self.path.open("w", encoding="utf-8", newline="") if self.path else None
        self.rows = csv.writer(self.stream) if self.stream else None
        if self.rows:
            self.rows.writerow(COLUMNS)
        return self

    def tell(self, *cells: str) -> None:
        if cells[1] == "refused":
            self.first = self.first or f"{cells[0]}: {cells[3]}"
        if self.rows:
            self.rows.writerow(f"'{cell}" if RISKY.match(cell) else cell for cell in cells)

    def __exit__(self, *error: object) -> None:
        if self.stream:
            self.stream.close()


def summary(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    """What an import did, in some lines."""
    would = "would be " if dry_run else ""
    for name in sorted({*outcome.created, *outcome.matched}):
        created, matched = outcome.created.get(name, 0), outcome.matched.get(name, 0)
        if created or matched:
            yield f"{created:>10,} {name} {would}created, {matched:,} {'are' if dry_run else 'were'} there"
    others = f"{outcome.unchanged:,} as before, {outcome.refused:,} {would}refused"
    yield f"{outcome.changed:>10,} records {would}changed, {others}"
