"""Cheaper writes: writers put down whole documents, whose lexemes readers count, and keep the plans that read texts."""

from pathlib import Path

import django.contrib.postgres.indexes
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"
# The files hold the functions as they are now, so that those of an older database are replaced by them.
RUN = ("documents", "term_news", "ranking", "matching")


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0017_changed_positions'),
    ]

    operations = [
        *(migrations.RunSQL((SQL / f"{name}.sql").read_text(encoding="utf-8")) for name in RUN),
        migrations.RunSQL("DROP FUNCTION IF EXISTS claims_average_length()"),
        migrations.RemoveIndex(
            model_name='claim',
            name='claim_document',
        ),
        migrations.AddIndex(
            model_name='claim',
            index=django.contrib.postgres.indexes.GinIndex(models.F('document'), gin_pending_list_limit=256, name='claim_document'),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='terms_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='terms_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='terms_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='terms_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE written bigint;', func='\n            INSERT INTO claims_term_news (document, sign) SELECT document, 1 AS sign FROM new_rows;\n            GET DIAGNOSTICS written = ROW_COUNT;\n            IF written > 100 OR random() < 0.01 THEN\n                PERFORM claims_settle_terms();\n            END IF;\n            RETURN NULL;\n        ', hash='cd4b7d455d4c7114da4dc46140ce0a06c7878707', level='STATEMENT', operation='INSERT', pgid='pgtrigger_terms_insert_47256', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='terms_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE written bigint;', func='\n            INSERT INTO claims_term_news (document, sign) \n        SELECT changed.document, changed.sign FROM old_rows o JOIN new_rows n USING (id)\n        CROSS JOIN LATERAL (VALUES (n.document, 1), (o.document, -1)) changed (document, sign)\n        WHERE o.document <> n.document\n        ;\n            GET DIAGNOSTICS written = ROW_COUNT;\n            IF written > 100 OR random() < 0.01 THEN\n                PERFORM claims_settle_terms();\n            END IF;\n            RETURN NULL;\n        ', hash='9aa9e4d93cef96e18c2e573364d66a00f52593d2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_terms_update_5577e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='terms_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE written bigint;', func='\n            INSERT INTO claims_term_news (document, sign) SELECT document, -1 AS sign FROM old_rows;\n            GET DIAGNOSTICS written = ROW_COUNT;\n            IF written > 100 OR random() < 0.01 THEN\n                PERFORM claims_settle_terms();\n            END IF;\n            RETURN NULL;\n        ', hash='d075f89c9f9d637182a92c8e812daef76b61b7bd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_terms_delete_f5312', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_claim', when='AFTER')),
        ),
    ]
