"""Functions that columns, constraints and indexes of the tables are built on."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "functions.sql"


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS btree_gist"),
        migrations.RunSQL(SQL.read_text()),
    ]
