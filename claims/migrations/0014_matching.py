"""What speaks for a claim being the one that a passage is about."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "matching.sql"


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0013_ranking'),
    ]

    operations = [
        migrations.RunSQL(SQL.read_text(encoding="utf-8")),
    ]
