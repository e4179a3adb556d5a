"""The tracker's own records, as `export` writes them, imported one by one into a tracker that has others already.

A row is named by its slug, and rows without one by their number in the file. The same slug is the same row only where
its words are the same as well: another tracker may have given it to something else.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from claims.models import ImportedRecord
from claims.services.interchange.drafts import Bundle, Draft, Refused
from claims.services.interchange.formats.tables import UnreadableFileError
from claims.services.interchange.mapping import MappingFile
from claims.services.interchange.tables import TIMES, Table, tables

AT_ONCE = 500  # records whose slugs are looked up together
# The words by which a row with a slug is itself.
WORDS = {"speakers": "name", "claims": "text", "statements": "text", "incidents": "name", "topics": "name"}
Record = Bundle | tuple[str, Refused]


def files_of(folder: Path) -> list[Path]:
    """The files of records in a folder, each after those that its records refer to.

    Raises:
        UnreadableFileError: there are none.
    """
    named = {path.name.partition(".")[0]: path for path in sorted(folder.iterdir()) if ".ndjson" in path.suffixes}
    found = [named[table.name] for table in tables() if table.name in named]
    if not found:
        raise UnreadableFileError(f"“{folder}” has no files of records, as in claims.ndjson.")
    return found


def read_records(stream: BinaryIO, mapping: MappingFile) -> Iterator[Record]:
    """The records of a file, which is named after its collection.

    Raises:
        UnreadableFileError: no collection has the name of the file.
    """
    name = Path(getattr(stream, "name", "")).name
    table = next((each for each in tables() if each.name == name.partition(".")[0]), None)
    if table is None:
        names = ", ".join(f"{each.name}.ndjson" for each in tables())
        raise UnreadableFileError(f"A file of records is named after its collection: {names}.")
    source = (
        read_line(f"{name}, line {number}", line, table, mapping)
        for number, line in enumerate(stream, 1)
        if line.strip()
    )
    while some := list(islice(source, AT_ONCE)):
        yield from without_taken(some, table, mapping.system)


def read_line(place: str, line: bytes, table: Table, mapping: MappingFile) -> Record:
    try:
        content = json.loads(line)
    except ValueError as error:
        return place, Refused(f"It is no JSON: {error}.")
    if not isinstance(content, dict):
        return place, Refused("A record is an object.")
    if unknown := sorted(set(content) - {*table.members, "id", *TIMES}):
        return place, Refused(f"There is no “{unknown[0]}” here, but {', '.join(table.members)}.")
    own = {name: value for name, value in content.items() if name != "id"}
    number = content.get("id")
    key = str(own.get("slug") or number or "")
    if not key:
        return place, Refused("It has neither a slug nor a number that names it.")
    own |= mapping.said_of(table.name.removesuffix("s"), key)
    return Bundle(place, content, [Draft(table.name, key, own, is_main=True)])


def without_taken(some: Sequence[Record], table: Table, system: str) -> Iterator[Record]:
    """Records; those are refused whose slug is here that of something else."""
    field = WORDS.get(table.name, "")
    there: Mapping[str, str] = {}
    if field:
        slugs = [bundle.main.key for bundle in some if isinstance(bundle, Bundle)]
        there = dict(table.model.objects.filter(slug__in=slugs).values_list("slug", field))
    known = ImportedRecord.objects.filter(system=system, collection=table.name, key__in=list(there))
    imported = set(known.values_list("key", flat=True)) if there else set()
    for each in some:
        if isinstance(each, Bundle):
            content: dict[str, Any] = each.main.content
            slug = content.get("slug")
            if slug == each.main.key and slug in there and slug not in imported and there[slug] != content.get(field):
                words = f"“{slug}” is here “{there[slug][:100]}”. Say which one it is, under [same.{table.name[:-1]}]."
                yield each.place, Refused(words, "slug_is_of_another")
                continue
        yield each
