"""Loads a data package, or a file of records: all of it, or nothing where one record breaks a rule.

Rows are inserted some thousands at a time, by the same statements as arrays of the API (`claims.services.bulk`), so the
same rules hold, and triggers derive positions, tallies, history and search. The memory that it takes does not grow with
the file.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction

from claims.models import Stance
from claims.models.base import Citable
from claims.services import bulk
from claims.services.fixtures.bulk import Growth
from claims.services.fixtures.errors import sentence
from claims.services.fixtures.keys import Keys
from claims.services.fixtures.progress import Progress
from claims.services.interchange.entries import AT_ONCE, Entry, LoadError, Part, ahead, batches, stream
from claims.services.interchange.package import opened
from claims.services.interchange.positions import positions_once
from claims.services.interchange.rows import NotThereError, as_row, references, row_of
from claims.services.interchange.tables import Table

# Rules that need rows of a later file: whether a correction explains the status of a statement.
LATER = ("pgtrigger_status", "pgtrigger_replaces", "pgtrigger_leads")


def load(path: Path, progress: Progress) -> int:
    """Loads a package or a file in the present transaction, and returns the number of its records.

    Raises:
        LoadError: a record breaks a rule, or cannot be read.
        NotAPackageError: as of `opened`.
        OSError: a file cannot be read.
    """
    files = opened(path)
    loader = Loader(progress)
    for table, file, _ in files:
        loader.load(table, file)
    progress.check()
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise LoadError(sentence(error)) from error
    return progress.done


def counted(path: Path) -> int:
    """The number of records in a package or a file."""
    total = 0
    for _, file, known in opened(path):
        if known is None:
            with stream(file) as lines:
                total += sum(1 for line in lines if line.strip())
        total += known or 0
    return total


class Loader:
    """Inserts records; remembers those whose rows name rows further on in the same file."""

    def __init__(self, progress: Progress) -> None:
        self.progress, self.growth = progress, Growth(DEFAULT_DB_ALIAS, AT_ONCE)
        self.constraints = checked_at_once()
        self.waiting: list[Entry] = []
        self.waiting_parts: list[tuple[Table, Part]] = []

    def load(self, table: Table, file: Path) -> None:
        """Loads the records of one table."""
        numbered = table.is_numbered and not table.model._default_manager.exists()
        with self.positions(table, numbered=numbered), stream(file) as lines:
            for entries in ahead(batches(lines, file.name)):
                self.identify(table, entries, numbered=numbered)
                self.save(table, entries)
        while self.waiting:
            entries, self.waiting = self.waiting, []
            self.save(table, entries)
            if len(self.waiting) == len(entries):
                self.none_ready(table, entries)
        for part, each in self.waiting_parts:
            self.save_parts(part, [each], last=True)
        self.waiting_parts = []
        if numbered:
            reset_sequence(table)

    def positions(self, table: Table, *, numbered: bool) -> AbstractContextManager[None]:
        """The context in which a table is loaded; at its end, the first stances of a tracker get their positions."""
        if not numbered or table.model is not Stance:
            return nullcontext()
        self.check_now()  # no rule about stances may wait while the trigger is switched off
        return positions_once()

    def identify(self, table: Table, entries: Sequence[Entry], *, numbered: bool) -> None:
        """Gives each record its primary key: its own number in a table that was empty, or a new one."""
        own = table.model._meta.pk.name
        if own != "id":
            for entry in entries:
                entry.pk = entry.content.get(own)
            return
        for entry, pk in zip(entries, new_keys(table, len(entries)), strict=True):
            entry.pk = (numbered and entry.content.get("id")) or pk

    def save(self, table: Table, entries: Sequence[Entry]) -> None:
        """Inserts records; where that fails, half of them after the other, which ends at the first that is wrong."""
        try:
            with transaction.atomic():
                self.insert(table, entries)
        except (DatabaseError, LoadError) as error:
            if len(entries) == 1:
                self.refuse(entries[0], error)
                return
            half = len(entries) // 2
            self.save(table, entries[:half])
            self.save(table, entries[half:])

    def refuse(self, entry: Entry, error: Exception) -> None:
        """A record cannot be inserted. Loading ends; an import reports it, and goes on."""
        raise (error if isinstance(error, LoadError) else entry.error(sentence(error))) from error

    def insert(self, table: Table, entries: Sequence[Entry]) -> None:
        ready = self.resolved(table, entries)
        write(table, [entry.values for entry in ready])
        for part in table.parts:
            there = [(entry, each) for entry in ready for each in entry.listed(part.name)]
            pks = new_keys(part, len(there))
            self.save_parts(part, [Part(*each, pk) for each, pk in zip(there, pks, strict=True)])
        for link in table.links:
            self.save_links(link, ready)
        self.check_now()
        self.growth.add(table.model, len(ready))
        self.progress.advance(len(ready), table.name)

    def resolved(self, table: Table, entries: Sequence[Entry]) -> list[Entry]:
        """The records whose rows can be inserted, with their values by column. The others wait."""
        named = references(table, [entry.content for entry in entries])
        here = {entry.content.get("slug"): entry.pk for entry in entries if entry.content.get("slug")}
        ready = []
        for entry in entries:
            try:
                entry.values = row_of(table, entry.content, named, here)
            except NotThereError as error:
                if error.model is not table.model:
                    raise entry.error(error) from error
                self.waiting.append(entry)
                continue
            except ValueError as error:
                raise entry.error(error) from error
            entry.values[table.key] = entry.pk
            ready.append(entry)
        if issubclass(table.model, Citable):
            give_slugs(table, ready)
        return ready

    def save_parts(self, part: Table, rows: Sequence[Part], *, last: bool = False) -> None:
        """Inserts rows of parts; those that name rows further on wait, unless these are the last ones."""
        named = references(part, [each.content for each in rows])
        owner = part.model._meta.get_field(part.owner).column
        values = []
        for each in rows:
            try:
                row = row_of(part, each.content, named, {})
            except NotThereError as error:
                if last:
                    raise each.entry.error(error) from error
                self.waiting_parts.append((part, each))
            except ValueError as error:
                raise each.entry.error(error) from error
            else:
                values.append({**row, owner: each.entry.pk, "id": each.pk})
        write(part, values)

    def save_links(self, link: Any, entries: Sequence[Entry]) -> None:
        """Inserts the links of a many-to-many field."""
        wanted = {(each,) for entry in entries for each in entry.listed(link.name, str)}
        found = Keys(DEFAULT_DB_ALIAS, later=False).of(link.related_model, wanted)
        columns = link.m2m_column_name(), link.m2m_reverse_name()
        rows = []
        for entry in entries:
            for each in dict.fromkeys(entry.listed(link.name, str)):
                if (each,) not in found:
                    raise entry.error(NotThereError(link.name, link.related_model, each))
                rows.append(dict(zip(columns, (entry.pk, found[each,]), strict=True)))
        if rows:
            bulk.write_values(link.remote_field.through, columns, rows, DEFAULT_DB_ALIAS)

    def check_now(self) -> None:
        """Checks deferred rules, so that PostgreSQL need not remember what it has to check."""
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {self.constraints} IMMEDIATE")
            cursor.execute(f"SET CONSTRAINTS {self.constraints} DEFERRED")

    def none_ready(self, table: Table, entries: Sequence[Entry]) -> None:
        """Raises the error of records of which each names a row that is not there: one that is nowhere, or a circle."""
        self.waiting = []
        try:
            self.insert(table, entries)
        except DatabaseError as error:
            raise LoadError(f"{entries[0].file}: {sentence(error)}") from error
        entry = self.waiting[0]
        try:
            row_of(table, entry.content, references(table, [entry.content]), {})
        except NotThereError as error:
            raise entry.error(error) from error


def give_slugs(table: Table, entries: Sequence[Entry]) -> None:
    """Makes slugs for records without one, as for rows that people record."""
    lacking = [entry for entry in entries if not entry.content.get("slug")]
    named = [slug_source(table, entry) for entry in lacking]
    given = {entry.content["slug"] for entry in entries if entry.content.get("slug")}
    for entry, slug in zip(lacking, bulk.slugs(table.model, named, given), strict=True):
        entry.values["slug"] = slug


def slug_source(table: Table, entry: Entry) -> str:
    try:
        return str(table.model.slug_source(as_row(table, entry.content)))
    except ValueError as error:
        raise entry.error(error) from error


def new_keys(table: Table, number: int) -> list[int]:
    """New primary keys, in ascending order."""
    return Keys(DEFAULT_DB_ALIAS, later=False).new(table.model, number) if number else []


def write(table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts rows, those with the same columns together. Kinds of incidents may be there already."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        alike.setdefault(tuple(sorted(row)), []).append(row)
    own = table.model._meta.pk.name != "id"
    conflict = 'ON CONFLICT ("slug") DO UPDATE SET name = EXCLUDED.name' if own else ""
    for columns, some in alike.items():
        bulk.write_values(table.model, columns, some, DEFAULT_DB_ALIAS, conflict)


def checked_at_once() -> str:
    """The names of all deferred constraints but those that later files may meet, as SQL has them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE condeferrable AND conrelid::regclass::text LIKE 'claims%'"
        )
        names = [name for (name,) in cursor.fetchall() if not name.startswith(LATER)]
    return ", ".join(bulk.quoted(name, DEFAULT_DB_ALIAS) for name in names)


def reset_sequence(table: Table) -> None:
    """Lets numbers go on after those of the rows."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model]):
            cursor.execute(statement)
