"""All rows of the record as the database stores them, to compare two states of it."""

from typing import Any

from django.db import connection

from claims.models import DERIVED_MODELS, Change
from tests.support.tables import MODELS, TABLES

# Triggers write derived rows anew, with other keys and times.
REWRITTEN = ["id", "created_at", "updated_at"]


def dump() -> dict[str, list[Any]]:
    """The rows of each table but the history, sorted; without `updated_at`, which says when a row was last written."""
    links = {field.remote_field.through for model in MODELS for field in model._meta.local_many_to_many}
    found = {}
    with connection.cursor() as cursor:
        for model in {*TABLES, *links} - {Change}:
            table, left_out = model._meta.db_table, REWRITTEN if model in DERIVED_MODELS else ["updated_at"]
            cursor.execute(f'SELECT (to_jsonb(r) - %s::text[])::text FROM "{table}" r ORDER BY 1', [left_out])
            found[table] = [row for (row,) in cursor.fetchall()]
    return found
