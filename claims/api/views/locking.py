"""Locks the row that the address of a write names."""

from functools import lru_cache
from typing import Any

from claims.api.sql.fragments import Fragment
from claims.api.sql.plan import ROW, SUBJECT_KEY, Subject
from claims.api.views.variants import visible_rows
from claims.querysets import Reader
from claims.services import plain
from tracker.postgres import prepared


def locked_row(subject: Subject, key: str, reader: Reader) -> Any:
    """The row with a key, locked until the transaction ends; None where the reader sees no such row."""
    statement = locking(subject, reader)
    found = prepared.rows(statement.text, statement.bound({SUBJECT_KEY: key}))
    return plain.row(subject.model, found[0]) if found else None


@lru_cache(maxsize=200)
def locking(subject: Subject, reader: Reader) -> Fragment:
    """The statement that reads and locks a row by its key."""
    rows: Any = visible_rows(subject, reader)
    condition = Fragment.where(rows.filter(**{subject.column: subject.slot}), ROW)
    table, columns = subject.model._meta.db_table, plain.columns(subject.model, ROW)
    return Fragment.of(f"SELECT {columns} FROM {table} {ROW} WHERE {{}} FOR UPDATE", condition)  # noqa: S608
