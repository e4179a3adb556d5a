"""Images: rows in JSON, exactly as the database stores them, so that deleted rows can be put back."""

import json
from collections.abc import Collection, Iterable
from hashlib import sha256
from typing import Any

from django.db import connection
from django.db.models import Model

Image = dict[str, Any]


def columns_of(model: type[Model]) -> list[str]:
    """The columns that are written, and not generated from others."""
    return [field.column for field in model._meta.concrete_fields if not field.generated]


def quoted(names: Iterable[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, names))


def images(model: type[Model], keys: Iterable[Any]) -> list[Image]:
    """The rows with these primary keys, in the order of the keys: values by column.

    In place of the text of a source stands its hash: if the text has to be deleted some day, no copy may be left.
    """
    table, key = quoted([model._meta.db_table]), quoted([model._meta.pk.column])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT to_jsonb(r)::text FROM (SELECT {quoted(columns_of(model))} FROM {table} "  # noqa: S608
            f"WHERE {key} = ANY (%s) ORDER BY {key}) r",
            [list(keys)],
        )
        found: list[Image] = [json.loads(row) for (row,) in cursor.fetchall()]
    return [each | {"content": digest(each["content"])} if "content" in each else each for each in found]


def digest(text: str) -> str:
    """The SHA-256 of a text in hexadecimal; "" of no text."""
    return sha256(text.encode()).hexdigest() if text else ""


def put_back(model: type[Model], rows: Collection[Image]) -> None:
    """Inserts rows with the primary keys and the times of recording that they had.

    A column that the images do not have gets its default.
    """
    if not rows:
        return
    there = set.intersection(*(set(image) for image in rows)) - {"updated_at"}
    names = quoted(name for name in columns_of(model) if name in there)
    table = quoted([model._meta.db_table])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} "  # noqa: S608
            f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) ORDER BY id",
            [json.dumps(list(rows))],
        )
