"""What searching reads: lexemes beside every text, names as they sound."""

from pathlib import Path

import claims.models.document
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0010_quota'),
    ]

    operations = [
        *(migrations.RunSQL((SQL / f"{name}.sql").read_text(encoding="utf-8")) for name in ("search", "documents")),
        migrations.AddField(
            model_name='claim',
            name='document',
            field=models.GeneratedField(db_persist=True, expression=claims.models.document.Document('language', 'text', 'name', 'context'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddField(
            model_name='incident',
            name='document',
            field=models.GeneratedField(db_persist=True, expression=claims.models.document.Document('', 'name', 'summary', 'location_name'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddField(
            model_name='source',
            name='document',
            field=models.GeneratedField(db_persist=True, expression=claims.models.document.Document('language', 'headline', 'publisher', 'author'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddField(
            model_name='speaker',
            name='folded_names',
            field=models.GeneratedField(db_persist=True, expression=claims.models.document.FoldedNames(), output_field=models.TextField(db_collation='C')),
        ),
        migrations.AddField(
            model_name='statement',
            name='document',
            field=models.GeneratedField(db_persist=True, expression=claims.models.document.TranslatedDocument(), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('language'), name='claim_language'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=django.contrib.postgres.indexes.GinIndex(models.F('document'), fastupdate=False, name='claim_document'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=django.contrib.postgres.indexes.GinIndex(models.F('document'), name='incident_document'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=django.contrib.postgres.indexes.GinIndex(models.F('document'), name='source_document'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('folded_names', 'gin_trgm_ops'), name='speaker_folded_names'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=django.contrib.postgres.indexes.GinIndex(models.F('document'), gin_pending_list_limit=1024, name='statement_document'),
        ),
    ]
