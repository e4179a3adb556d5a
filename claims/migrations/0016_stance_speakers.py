"""Whose stance it is, stands in the stance."""

from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "stance_speakers.sql"


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0015_history_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='stance',
            name='dated',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stance',
            name='touch',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stance',
            name='history_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stance',
            name='history_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stance',
            name='history_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statement',
            name='positions',
        ),
        migrations.AddField(
            model_name='stance',
            name='on_behalf_of',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, help_text='For whom it was taken, as the statement says.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='stance',
            name='speaker',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, help_text="Who took it: the statement's speaker.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.speaker'),
        ),
        # Its other triggers would count every position anew.
        migrations.RunSQL("ALTER TABLE claims_stance DISABLE TRIGGER USER"),
        migrations.RunSQL(SQL.read_text(encoding="utf-8")),
        migrations.RunSQL("ALTER TABLE claims_stance ENABLE TRIGGER USER"),
        migrations.AlterField(
            model_name='stance',
            name='speaker',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, help_text="Who took it: the statement's speaker.", on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.speaker'),
        ),
        migrations.AddIndex(
            model_name='stance',
            index=models.Index(models.F('claim'), models.F('speaker'), models.F('made_on'), name='stance_claim_speaker'),
        ),
        migrations.AddIndex(
            model_name='stance',
            index=models.Index(models.F('claim'), models.F('on_behalf_of'), condition=models.Q(('on_behalf_of__isnull', False)), name='stance_claim_on_behalf_of'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='dated', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    SELECT made_on, speaker_id, on_behalf_of_id INTO NEW.made_on, NEW.speaker_id, NEW.on_behalf_of_id\n    FROM claims_statement WHERE id = NEW.statement_id;\n    IF NOT FOUND THEN\n        PERFORM claims_refuse('stance_after_statement', 'A stance is written after the statement that takes it.');\n    END IF;\n    RETURN NEW;\n", hash='e3d343f15a1adb8a5a047a1650074c311f7ad5a8', operation='INSERT OR UPDATE', pgid='pgtrigger_dated_68d94', table='claims_stance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."statement_id", NEW."claim_id", NEW."position", NEW."explicitness", NEW."qualification", NEW."excerpt", NEW."rationale", NEW."method", NEW."model_name", NEW."review_status", NEW."coder_id", NEW."reviewer_id", NEW."review_note", NEW."made_on", NEW."speaker_id", NEW."on_behalf_of_id", NEW."confidence") IS DISTINCT FROM (OLD."id", OLD."statement_id", OLD."claim_id", OLD."position", OLD."explicitness", OLD."qualification", OLD."excerpt", OLD."rationale", OLD."method", OLD."model_name", OLD."review_status", OLD."coder_id", OLD."reviewer_id", OLD."review_note", OLD."made_on", OLD."speaker_id", OLD."on_behalf_of_id", OLD."confidence") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='8523e9865a3fee9072af495f91952463b0310798', operation='UPDATE', pgid='pgtrigger_touch_37c11', table='claims_stance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'stances\', n.key, n.id, \'created\', CASE WHEN n.doc ->> \'review_status\' = \'confirmed\' THEN \'created\' ELSE \'\' END, NULL, n.doc\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'position\', r."position", \'explicitness\', r."explicitness", \'qualification\', r."qualification", \'excerpt\', r."excerpt", \'rationale\', r."rationale", \'method\', r."method", \'model_name\', r."model_name", \'review_status\', r."review_status", \'coder\', r."coder_id", \'reviewer\', r."reviewer_id", \'review_note\', r."review_note", \'made_on\', r."made_on", \'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'on_behalf_of\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."on_behalf_of_id"), \'confidence\', r."confidence") AS doc FROM new_rows r) n; RETURN NULL;', hash='19c1cd58aceae012f93e245eb0ccfa3af8789c61', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_77b54', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_stance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'stances\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'position\', r."position", \'explicitness\', r."explicitness", \'qualification\', r."qualification", \'excerpt\', r."excerpt", \'rationale\', r."rationale", \'method\', r."method", \'model_name\', r."model_name", \'review_status\', r."review_status", \'coder\', r."coder_id", \'reviewer\', r."reviewer_id", \'review_note\', r."review_note", \'made_on\', r."made_on", \'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'on_behalf_of\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."on_behalf_of_id"), \'confidence\', r."confidence") AS doc FROM old_rows r) o JOIN (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'position\', r."position", \'explicitness\', r."explicitness", \'qualification\', r."qualification", \'excerpt\', r."excerpt", \'rationale\', r."rationale", \'method\', r."method", \'model_name\', r."model_name", \'review_status\', r."review_status", \'coder\', r."coder_id", \'reviewer\', r."reviewer_id", \'review_note\', r."review_note", \'made_on\', r."made_on", \'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'on_behalf_of\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."on_behalf_of_id"), \'confidence\', r."confidence") AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, \'deleted\' AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', CASE WHEN o.doc ->> \'review_status\' = \'confirmed\' AND n.doc ->> \'review_status\' = \'confirmed\' THEN \'changed\' WHEN n.doc ->> \'review_status\' = \'confirmed\' THEN \'created\' WHEN o.doc ->> \'review_status\' = \'confirmed\' THEN \'deleted\' ELSE \'\' END, CASE WHEN (o.doc ->> \'review_status\' = \'confirmed\') = (n.doc ->> \'review_status\' = \'confirmed\') THEN claims_difference(o.doc, n.doc) ELSE o.doc END, CASE WHEN (o.doc ->> \'review_status\' = \'confirmed\') = (n.doc ->> \'review_status\' = \'confirmed\') THEN claims_difference(n.doc, o.doc) ELSE n.doc END\n            ) c\n            WHERE o.doc <> n.doc; RETURN NULL;', hash='7330ffe832e05872c2d44b7feab139a4b867d4e3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_b12d8', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_stance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'stances\', o.key, o.id, \'deleted\', CASE WHEN o.doc ->> \'review_status\' = \'confirmed\' THEN \'deleted\' ELSE \'\' END, o.doc, NULL\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'position\', r."position", \'explicitness\', r."explicitness", \'qualification\', r."qualification", \'excerpt\', r."excerpt", \'rationale\', r."rationale", \'method\', r."method", \'model_name\', r."model_name", \'review_status\', r."review_status", \'coder\', r."coder_id", \'reviewer\', r."reviewer_id", \'review_note\', r."review_note", \'made_on\', r."made_on", \'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'on_behalf_of\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."on_behalf_of_id"), \'confidence\', r."confidence") AS doc FROM old_rows r) o; RETURN NULL;', hash='34f488c98b853508ce4a759175319b9a03abb139', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_d0712', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_stance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='positions', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM claims_follow_statements(array_agg(n.id))\n    FROM new_rows n JOIN old_rows o ON o.id = n.id\n    WHERE (n.made_on, n.speaker_id, n.on_behalf_of_id) IS DISTINCT FROM (o.made_on, o.speaker_id, o.on_behalf_of_id)\n    HAVING count(*) > 0;\n    PERFORM claims_refresh(array_agg(k.speaker), array_agg(k.claim), array_agg(k.capacity))\n    FROM (\n        SELECT DISTINCT held.speaker, taken.claim_id AS claim, held.capacity\n        FROM new_rows n\n        JOIN old_rows o ON o.id = n.id\n        JOIN claims_stance taken ON taken.statement_id = n.id\n        CROSS JOIN LATERAL (VALUES\n            (n.speaker_id, 'own'), (o.speaker_id, 'own'),\n            (n.on_behalf_of_id, 'represented'), (o.on_behalf_of_id, 'represented')\n        ) AS held (speaker, capacity)\n        WHERE held.speaker IS NOT NULL\n          AND (n.speaker_id, n.on_behalf_of_id, n.made_on, n.status)\n              IS DISTINCT FROM (o.speaker_id, o.on_behalf_of_id, o.made_on, o.status)\n    ) k\n    HAVING count(*) > 0;\n    RETURN NULL;\n", hash='00277aff5538942d59be03c21f256243036962bb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_positions_58381', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_statement', when='AFTER')),
        ),
    ]
