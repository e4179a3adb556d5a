"""The descriptor of a data package, `datapackage.json` (Frictionless Data Package 1.0), and the files it names."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from claims.services.interchange.tables import Table, kind_of, natural_key, tables

DESCRIPTOR = "datapackage.json"
NAME = "statements-and-claims"
# The version of the records. A later tracker reads all versions up to its own.
VERSION = 1


class NotAPackageError(ValueError):
    """A folder or a file is no data package that can be read; the message says why."""


@dataclass(frozen=True)
class File:
    """A file of a package: the table of its records, its SHA-256 and its size in bytes, and the number of records."""

    table: Table
    sha256: str
    size: int
    records: int

    @property
    def name(self) -> str:
        return f"{self.table.name}.ndjson"

    @cached_property
    def resource(self) -> dict[str, Any]:
        """Its entry in the descriptor."""
        return {
            "name": self.table.name,
            "path": self.name,
            "format": "ndjson",
            "mediatype": "application/x-ndjson",
            "encoding": "utf-8",
            "bytes": self.size,
            "hash": f"sha256:{self.sha256}",
            "records": self.records,
            "schema": schema(self.table),
        }


def descriptor(files: Iterable[File], *, public: bool) -> dict[str, Any]:
    """The descriptor of a package with these files."""
    return {
        "profile": "data-package",
        "name": NAME,
        "title": "Statements and claims",
        "version": f"{VERSION}.0.0",
        "public": public,
        "resources": [file.resource for file in files],
    }


def schema(table: Table) -> dict[str, Any]:
    """The fields of a table's records, what names a record, and which records it refers to (Table Schema)."""
    known = {each.model: each.name for each in tables()}
    fields = [described(field.name, kind_of(field), str(field.help_text)) for field in table.fields]
    fields += [described(each.name, "array", "") for each in (*table.parts, *table.links)]
    references = [
        {"fields": field.name, "reference": {"resource": known[field.related_model], "fields": key[0]}}
        for field in table.fields
        if field.is_relation and field.related_model in known and len(key := natural_key(field.related_model)) == 1
    ]
    own = "id" if table.is_numbered else next(iter(table.natural_key), "")
    return {"fields": fields, "primaryKey": own, **({"foreignKeys": references} if references else {})}


def described(name: str, kind: str, words: str) -> dict[str, str]:
    return {"name": name, "type": kind, **({"description": words} if words else {})}


def written(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"


def opened(path: Path) -> list[tuple[Table, Path, int | None]]:
    """The files of a package, or a single file of records: each with its table and, if known, its number of records.

    Raises:
        NotAPackageError: there is none, it is not complete, or it was made by a later version.
        OSError: it cannot be read.
    """
    named = {table.name: table for table in tables()}
    if not path.is_dir():
        name = path.name.partition(".")[0]
        if name not in named:
            raise NotAPackageError(f"A file of records is named after its collection: {', '.join(named)}.")
        return [(named[name], path, None)]
    try:
        content = json.loads((path / DESCRIPTOR).read_bytes())
        version, resources = int(content["version"].partition(".")[0]), content["resources"]
        files = {each["name"]: (path / Path(each["path"]).name, each) for each in resources}
    except FileNotFoundError as error:
        raise NotAPackageError(f"“{path}” has no {DESCRIPTOR}: the export was not completed.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAPackageError(f"“{path / DESCRIPTOR}” is no descriptor of a data package.") from error
    if version > VERSION:
        raise NotAPackageError(f"A later version of the tracker made it ({version}; this one reads up to {VERSION}).")
    if unknown := sorted(set(files) - set(named)):
        raise NotAPackageError(f"It has records of unknown collections: {', '.join(unknown)}.")
    for file, each in files.values():
        if not file.is_file() or file.stat().st_size != each["bytes"]:
            raise NotAPackageError(f"“{file}” is not as {DESCRIPTOR} has it: {each['bytes']:,} bytes.")
    return [(table, *place(files[table.name])) for table in tables() if table.name in files]


def place(found: tuple[Path, dict[str, Any]]) -> tuple[Path, int]:
    path, resource = found
    return path, resource["records"]
