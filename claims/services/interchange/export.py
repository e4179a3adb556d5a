"""Writes the whole tracker, or what everybody may read of it, as a data package: NDJSON, one file for each collection.

PostgreSQL composes the records, all of them from one snapshot, and sends them by COPY. So the memory that an export
takes does not grow with the tracker. The same rows give the same bytes.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from claims.models import Stance
from claims.querysets import HIDDEN_FROM_READERS, Reader
from claims.services.interchange.package import DESCRIPTOR, File, descriptor, written
from claims.services.interchange.tables import Table, natural_key, tables

# In the place of whoever reviewed a stance, where accounts are left out: a stance of a model has a reviewer.
SOMEBODY = "reviewer"
PART = ".part"  # the end of the name of a file that is not complete


class NotEmptyError(Exception):
    """The folder has files already."""


def export(folder: Path, *, public: bool, report: Callable[[str, int], None]) -> list[File]:
    """Writes a data package into a folder that is empty or not there.

    `datapackage.json` is written last, so a folder without it is not complete.

    Args:
        public: leaves out what the public API does not show: suggestions, texts of sources, accounts.
        report: called after each file with its name and the number of its records.

    Raises:
        NotEmptyError: the folder has files.
        OSError: it cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise NotEmptyError
    files = []
    with one_snapshot():
        for table in tables():
            files.append(write(folder, table, public=public))
            report(files[-1].name, files[-1].records)
    (folder / DESCRIPTOR).write_bytes(written(descriptor(files, public=public)))
    return files


@contextmanager
def one_snapshot() -> Iterator[None]:
    """A transaction whose statements all see the same rows, with times in UTC."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL TIME ZONE 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL statement_timeout = 0")
        yield


def write(folder: Path, table: Table, *, public: bool) -> File:
    """Writes the records of a table."""
    path = folder / f"{table.name}.ndjson"
    part = path.with_name(path.name + PART)
    digest, size, number = hashlib.sha256(), 0, 0
    with part.open("wb") as stream, connection.cursor() as cursor:
        for line in lines(cursor, selection(table, public=public)):
            stream.write(line)
            digest.update(line)
            size, number = size + len(line), number + 1
    part.rename(path)
    return File(table, digest.hexdigest(), size, number)


def lines(cursor: Any, select: str) -> Iterator[bytes]:
    """The JSON documents that a SELECT gives, each as a line.

    COPY writes each row in one message, and doubles backslashes. JSON has no other character that COPY escapes.
    """
    with cursor.copy(f"COPY ({select}) TO STDOUT") as copy:
        for data in copy:
            yield bytes(data).replace(b"\\\\", b"\\")


def selection(table: Table, *, public: bool) -> str:
    """The SELECT of the records of a table as JSON, in the order in which the rows were recorded."""
    visible = ""
    if public and hasattr(table.model.objects, "visible_to"):
        rows = table.model.objects.visible_to(Reader.READER).values("pk").order_by()
        inner = connection.ops.compose_sql(*rows.query.sql_with_params())  # type: ignore[attr-defined]
        visible = f' WHERE t."{table.key}" IN ({inner})'
    return f'SELECT {record(table, "t", public=public)} FROM "{table.db_table}" t{visible} ORDER BY t."{table.key}"'  # noqa: S608


def record(table: Table, alias: str, *, public: bool) -> str:
    """The JSON object of the row `alias` of a table."""
    members = [f'{value(table, field, alias, public=public)} AS "{field.name}"' for field in table.fields]
    members += [f'{those(part, alias, public=public)} AS "{part.name}"' for part in table.parts]
    members += [f'{linked(field, alias)} AS "{field.name}"' for field in table.links]
    return f"(SELECT row_to_json(r) FROM (SELECT {', '.join(members)}) r)"  # noqa: S608


def value(table: Table, field: Any, alias: str, *, public: bool) -> str:
    """The value of a field; a row that it refers to by its natural key."""
    column = f'{alias}."{field.column}"'
    if not field.is_relation:
        return "''" if public and field.name in HIDDEN_FROM_READERS else column
    if field.related_model._meta.label == settings.AUTH_USER_MODEL and public:
        is_reviewer = (table.model, field.name) == (Stance, "reviewer")
        return f"CASE WHEN {column} IS NOT NULL THEN '{SOMEBODY}' END" if is_reviewer else "NULL"
    return named(field.related_model, column)


def named(model: Any, column: str) -> str:
    """The natural key of the row that a column refers to: one value, or a list."""
    if model._meta.pk.name in natural_key(model):
        return column
    values = [key_part(model, path, "k") for path in natural_key(model)]
    key = values[0] if len(values) == 1 else f"json_build_array({', '.join(values)})"
    return f'(SELECT {key} FROM "{model._meta.db_table}" k WHERE k.id = {column})'  # noqa: S608


def key_part(model: Any, path: str, alias: str) -> str:
    """A part of a natural key, as `person__slug`."""
    name, _, rest = path.partition("__")
    field = model._meta.get_field(name)
    column = f'{alias}."{field.column}"'
    if not rest:
        return column
    return f'(SELECT o."{rest}" FROM "{field.related_model._meta.db_table}" o WHERE o.id = {column})'  # noqa: S608


def those(part: Table, alias: str, *, public: bool) -> str:
    """The parts of the row `alias`, in the order in which they were recorded."""
    owner = part.model._meta.get_field(part.owner).column
    inner = record(part, "p", public=public)
    return (
        f"coalesce((SELECT json_agg({inner} ORDER BY p.id) "  # noqa: S608
        f'FROM "{part.db_table}" p WHERE p."{owner}" = {alias}.id), \'[]\')'
    )


def linked(field: Any, alias: str) -> str:
    """The slugs of the rows that a many-to-many field of the row `alias` links, sorted."""
    through, other = field.remote_field.through._meta.db_table, field.related_model._meta.db_table
    return (
        f'coalesce((SELECT json_agg(o.slug ORDER BY o.slug) FROM "{through}" l '  # noqa: S608
        f'JOIN "{other}" o ON o.id = l."{field.m2m_reverse_name()}" '
        f"WHERE l.\"{field.m2m_column_name()}\" = {alias}.id), '[]')"
    )
