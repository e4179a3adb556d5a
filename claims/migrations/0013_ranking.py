"""What a search ranks by: the languages of texts, and functions over them."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "ranking.sql"


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0012_terms'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='source',
            index=models.Index(models.F('language'), name='source_language'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(models.F('language'), models.F('original_language'), name='statement_language'),
        ),
        # The file holds the functions as they are now; what they read, a later migration may make.
        migrations.RunSQL("SET LOCAL check_function_bodies = off; " + SQL.read_text(encoding="utf-8")),
    ]
