"""Many copies of one row, without the triggers of its table, for tests of what is bounded."""

from django.db import connection
from django.db.models import Model


def copy_rows(row: Model, number: int, **columns: str) -> None:
    """Inserts `number` copies of a row.

    `columns` has the SQL of each column that differs, in which `n` counts from 1 and `%%` is `%`.
    """
    table = row._meta.db_table
    copied = [f.column for f in row._meta.concrete_fields if not (f.generated or f.primary_key or f.column in columns)]
    names = ", ".join(f'"{name}"' for name in [*copied, *columns])
    values = ", ".join([*(f'r."{name}"' for name in copied), *columns.values()])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} r, generate_series(1, %s) n WHERE r.id = %s",
            [number, row.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute(f"ANALYZE {table}")
