"""In how many claims each lexeme occurs."""

from pathlib import Path

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

SQL = Path(__file__).parent / "sql" / "terms.sql"


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0011_search'),
    ]

    operations = [
        migrations.RunSQL(SQL.read_text(encoding="utf-8")),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='terms_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE written bigint;', func="\n            INSERT INTO claims_term_news\n            WITH rows AS (SELECT document, 1 AS sign FROM new_rows)\n            SELECT lexeme, sum(sign), sum(sign * cardinality(positions)) FROM rows, unnest(document) GROUP BY lexeme\n            UNION ALL\n            SELECT '', sum(sign), sum(sign * claims_occurrences(document)) FROM rows HAVING count(*) > 0;\n            GET DIAGNOSTICS written = ROW_COUNT;\n            IF written > 1000 OR random() < 0.01 THEN\n                PERFORM claims_settle_terms();\n            END IF;\n            RETURN NULL;\n        ", hash='cb18caf3f1898663d7f562260e996cb34335885d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_terms_insert_47256', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='terms_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE written bigint;', func="\n            INSERT INTO claims_term_news\n            WITH rows AS (\n        SELECT changed.document, changed.sign FROM old_rows o JOIN new_rows n USING (id)\n        CROSS JOIN LATERAL (VALUES (n.document, 1), (o.document, -1)) changed (document, sign)\n        WHERE o.document <> n.document\n        )\n            SELECT lexeme, sum(sign), sum(sign * cardinality(positions)) FROM rows, unnest(document) GROUP BY lexeme\n            UNION ALL\n            SELECT '', sum(sign), sum(sign * claims_occurrences(document)) FROM rows HAVING count(*) > 0;\n            GET DIAGNOSTICS written = ROW_COUNT;\n            IF written > 1000 OR random() < 0.01 THEN\n                PERFORM claims_settle_terms();\n            END IF;\n            RETURN NULL;\n        ", hash='15c4defdce4cff29bfaa32ad8f19c9a587831d46', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_terms_update_5577e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='terms_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE written bigint;', func="\n            INSERT INTO claims_term_news\n            WITH rows AS (SELECT document, -1 AS sign FROM old_rows)\n            SELECT lexeme, sum(sign), sum(sign * cardinality(positions)) FROM rows, unnest(document) GROUP BY lexeme\n            UNION ALL\n            SELECT '', sum(sign), sum(sign * claims_occurrences(document)) FROM rows HAVING count(*) > 0;\n            GET DIAGNOSTICS written = ROW_COUNT;\n            IF written > 1000 OR random() < 0.01 THEN\n                PERFORM claims_settle_terms();\n            END IF;\n            RETURN NULL;\n        ", hash='3fc0740f54c96cafa92a7081647b1c7e0135a82d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_terms_delete_f5312', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='terms_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM claims_count_terms(); RETURN NULL;', hash='a3c6edef2fd0f094f7c52fac4645f20329ea81d7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_terms_truncate_6d9a5', table='claims_claim', when='AFTER')),
        ),
        migrations.RunSQL("SELECT claims_count_terms()"),
    ]
