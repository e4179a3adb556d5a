"""No index is a prefix of another index, since each costs every write."""

import pytest
from django.apps import apps
from django.db import connection

# Pairs of plain, total indexes of a table whose first is a prefix of the second.
REPEATED = """
    SELECT short.indexrelid::regclass::text, long.indexrelid::regclass::text
    FROM pg_index short
    JOIN pg_index long ON long.indrelid = short.indrelid AND long.indexrelid <> short.indexrelid
    JOIN pg_class c ON c.oid = short.indrelid
    WHERE c.relname = ANY (%s)
      AND NOT short.indisunique
      AND short.indpred IS NULL AND long.indpred IS NULL
      AND NOT 0 = ANY (short.indkey)
      AND short.indnatts = short.indnkeyatts
      AND short.indkey::int2[] = (long.indkey::int2[])[0:short.indnkeyatts - 1]
      AND short.indclass::oid[] = (long.indclass::oid[])[0:short.indnkeyatts - 1]
"""


@pytest.mark.django_db
def test_no_index_is_only_the_beginning_of_another() -> None:

    tables = [model._meta.db_table for model in apps.get_app_config("claims").get_models()]
    with connection.cursor() as cursor:
        cursor.execute(REPEATED, [tables])
        assert cursor.fetchall() == []
