"""Extensions, and the functions that generated columns, defaults, constraints and indexes call."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0001"
FILES = [
    *("extensions", "dates", "addresses", "unicode", "texts"),
    *("names", "languages", "words", "documents", "writers", "positions"),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [migrations.RunSQL((SQL / f"{name}.sql").read_text(encoding="utf-8")) for name in FILES]
