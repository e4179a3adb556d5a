"""Corrections: the only way to a statement's status; and a history that shows to each reader what they may know."""

from pathlib import Path

import claims.models.correction
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from claims.roles import grant

SQL = Path(__file__).parent / "sql"


def give_roles(apps, schema_editor):
    """Statuses follow from corrections: the permission to set them is replaced by the one to add a correction."""
    apps.get_model("auth", "Permission").objects.filter(codename="set_status_statement").delete()
    grant(apps)


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ('claims', '0008_lean_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL((SQL / "corrections.sql").read_text()),
        migrations.RunSQL((SQL / "changes_seen.sql").read_text()),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('status', models.CharField(choices=[('active', 'it stands'), ('corrected', 'a corrected statement replaces it'), ('retracted', 'the speaker, the source or the desk took it back'), ('misattributed', 'it was not said by this speaker')], help_text='Whether the statement stands after it; `active` where it does, with a detail put right, or again.', max_length=13)),
                ('what', models.TextField(help_text='What was wrong, or was changed.')),
                ('why', models.TextField(help_text='Why: how that is known.')),
                ('corrected_at', models.DateTimeField(db_default=claims.models.correction.Instant(), help_text='When it was made; the latest one on a statement gives it its status.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterModelOptions(
            name='statement',
            options={},
        ),
        migrations.RemoveConstraint(
            model_name='change',
            name='change_collection_valid',
        ),
        migrations.AlterField(
            model_name='change',
            name='collection',
            field=models.CharField(choices=[('speakers', 'people, organisations and groups'), ('affiliations', 'roles that people held'), ('sources', 'texts and recordings'), ('topics', 'what claims are filed under'), ('incidents', 'events that claims are about'), ('statements', 'what speakers said'), ('claims', 'propositions'), ('stances', 'what statements do with claims'), ('corrections', 'what was wrong with a statement, and why')], help_text='Where the row is.', max_length=12),
        ),
        migrations.AlterField(
            model_name='statement',
            name='status',
            field=models.CharField(choices=[('active', 'it stands'), ('corrected', 'a corrected statement replaces it'), ('retracted', 'the speaker, the source or the desk took it back'), ('misattributed', 'it was not said by this speaker')], default='active', help_text='Whether it stands; its corrections say so, and why.', max_length=13),
        ),
        migrations.AddIndex(
            model_name='stance',
            index=models.Index(models.F('review_status'), models.F('created_at'), models.F('id'), name='stance_review_queue'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='status', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.status <> 'active')", constraint='CONSTRAINT', func='PERFORM claims_check_status(NEW.id); RETURN NULL;', hash='c7ee2b2d7abe812a7c094992691f05716f58e3cd', operation='INSERT', pgid='pgtrigger_status_38420', table='claims_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='status_changed', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='PERFORM claims_check_status(NEW.id); RETURN NULL;', hash='511fab3abb50929d086656157234006fe9b397ea', operation='UPDATE OF "status"', pgid='pgtrigger_status_changed_efa5c', table='claims_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='replaces', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='PERFORM claims_check_replacement(id) FROM claims_correction WHERE replacement_id = NEW.id; RETURN NULL;', hash='456b8476ae97cf539be018c7d76162b8a73525f8', operation='UPDATE OF "supersedes_id"', pgid='pgtrigger_replaces_cee70', table='claims_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('collection__in', ['speakers', 'affiliations', 'sources', 'topics', 'incidents', 'statements', 'claims', 'stances', 'corrections'])), name='change_collection_valid'),
        ),
        migrations.AddField(
            model_name='correction',
            name='editor',
            field=models.ForeignKey(blank=True, help_text='Who made it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='replacement',
            field=models.ForeignKey(blank=True, help_text='The statement that replaces it, and `supersedes` it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='claims.statement'),
        ),
        migrations.AddField(
            model_name='correction',
            name='statement',
            field=models.ForeignKey(db_index=False, help_text='What is corrected.', on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='claims.statement'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(models.F('corrected_at'), models.F('id'), name='correction_corrected_at'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['active', 'corrected', 'retracted', 'misattributed'])), name='correction_status_valid'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('what__regex', '\\S')), name='correction_what_not_blank'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('why__regex', '\\S')), name='correction_why_not_blank'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'corrected'), _negated=True), ('replacement__isnull', False), _connector='OR'), name='correction_corrected_has_replacement'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), _negated=True), ('replacement__isnull', True), _connector='OR'), name='correction_active_has_no_replacement'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(models.F('statement'), models.F('corrected_at'), name='correction_recorded_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."statement_id", NEW."status", NEW."what", NEW."why", NEW."corrected_at", NEW."replacement_id", NEW."editor_id") IS DISTINCT FROM (OLD."id", OLD."statement_id", OLD."status", OLD."what", OLD."why", OLD."corrected_at", OLD."replacement_id", OLD."editor_id") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='1eb01b220842075f28ec99ea4d23b60715840451', operation='UPDATE', pgid='pgtrigger_touch_e00d4', table='claims_correction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'corrections\', n.key, n.id, \'created\', \'created\', NULL, n.doc\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'status\', r."status", \'what\', r."what", \'why\', r."why", \'corrected_at\', r."corrected_at", \'replacement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."replacement_id"), \'editor\', r."editor_id") AS doc FROM new_rows r) n; RETURN NULL;', hash='72a743a68fd6a8e7b6a462ee959dd1953bfa69d8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_ff649', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'corrections\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'status\', r."status", \'what\', r."what", \'why\', r."why", \'corrected_at\', r."corrected_at", \'replacement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."replacement_id"), \'editor\', r."editor_id") AS doc FROM old_rows r) o JOIN (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'status\', r."status", \'what\', r."what", \'why\', r."why", \'corrected_at\', r."corrected_at", \'replacement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."replacement_id"), \'editor\', r."editor_id") AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, \'deleted\' AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', \'changed\', claims_difference(o.doc, n.doc), claims_difference(n.doc, o.doc)\n            ) c\n            WHERE o.doc <> n.doc; RETURN NULL;', hash='c177cc4551476fe83eaf3019adb3719a55e459bb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_6e45d', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'corrections\', o.key, o.id, \'deleted\', \'deleted\', o.doc, NULL\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'status\', r."status", \'what\', r."what", \'why\', r."why", \'corrected_at\', r."corrected_at", \'replacement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."replacement_id"), \'editor\', r."editor_id") AS doc FROM old_rows r) o; RETURN NULL;', hash='ad8bef24b70c445936900dd39294e414411f58f0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_5647d', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='final', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP <> 'INSERT' AND (\n        TG_OP = 'DELETE'\n        OR (NEW.statement_id, NEW.status, NEW.corrected_at) IS DISTINCT FROM\n           (OLD.statement_id, OLD.status, OLD.corrected_at)\n    ) THEN\n        PERFORM claims_refuse('correction_is_final',\n            'What a correction did stays, with its statement, status and moment: another one puts it right.');\n    END IF;\n    IF TG_OP = 'INSERT' AND NEW.corrected_at > clock_timestamp() THEN\n        PERFORM claims_refuse('correction_not_in_the_future', 'A correction is made now, or was made before.');\n    END IF;\n    RETURN NEW;\n", hash='218e6582701063bfe34c6abd7d8dfe78b8ec7650', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_final_4ca7a', table='claims_correction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='status', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM claims_follow_corrections(array_agg(statement_id)) FROM new_rows HAVING count(*) > 0; RETURN NULL;', hash='9e9fbc9f3c0f7cb76273c4d133f9735746b48253', level='STATEMENT', operation='INSERT', pgid='pgtrigger_status_987a7', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='stands', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='PERFORM claims_check_status(NEW.statement_id); RETURN NULL;', hash='7520d9f0ead78aa4c8e0457fa0888580b6ce37df', operation='INSERT', pgid='pgtrigger_stands_a0b21', table='claims_correction', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='replacement', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='PERFORM claims_check_replacement(NEW.id); RETURN NULL;', hash='1adc7a117a75d67d47415b39a05518afedefbb81', operation='INSERT OR UPDATE OF "replacement_id"', pgid='pgtrigger_replacement_9779d', table='claims_correction', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.RunSQL((SQL / "readdress.sql").read_text()),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
        migrations.RunSQL((SQL / "explain_statuses.sql").read_text()),
    ]
