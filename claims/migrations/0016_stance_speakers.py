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
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='positions', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM claims_follow_statements(array_agg(n.id))\n    FROM new_rows n JOIN old_rows o ON o.id = n.id\n    WHERE (n.made_on, n.speaker_id, n.on_behalf_of_id) IS DISTINCT FROM (o.made_on, o.speaker_id, o.on_behalf_of_id)\n    HAVING count(*) > 0;\n    PERFORM claims_refresh(array_agg(k.speaker), array_agg(k.claim), array_agg(k.capacity))\n    FROM (\n        SELECT DISTINCT held.speaker, taken.claim_id AS claim, held.capacity\n        FROM new_rows n\n        JOIN old_rows o ON o.id = n.id\n        JOIN claims_stance taken ON taken.statement_id = n.id\n        CROSS JOIN LATERAL (VALUES\n            (n.speaker_id, 'own'), (o.speaker_id, 'own'),\n            (n.on_behalf_of_id, 'represented'), (o.on_behalf_of_id, 'represented')\n        ) AS held (speaker, capacity)\n        WHERE held.speaker IS NOT NULL\n          AND (n.speaker_id, n.on_behalf_of_id, n.made_on, n.status)\n              IS DISTINCT FROM (o.speaker_id, o.on_behalf_of_id, o.made_on, o.status)\n    ) k\n    HAVING count(*) > 0;\n    RETURN NULL;\n", hash='00277aff5538942d59be03c21f256243036962bb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_positions_58381', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_statement', when='AFTER')),
        ),
    ]
