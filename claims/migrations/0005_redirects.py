"""Redirects: former slugs, and the triggers that keep them."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).parent / "sql" / "redirects.sql"


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0004_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(SQL.read_text()),
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('collection', models.CharField(choices=[('speakers', 'speakers'), ('sources', 'sources'), ('topics', 'topics'), ('incidents', 'incidents'), ('statements', 'statements'), ('claims', 'claims')], help_text='The collection that both slugs belong to.', max_length=10)),
                ('old_slug', models.CharField(db_collation='C', help_text='The former slug.', max_length=120)),
                ('new_slug', models.CharField(db_collation='C', help_text='The present slug of the row.', max_length=120)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_follow_slug('claims', OLD.slug, NEW.slug); RETURN NULL;", hash='75988a6db98cbc5067f12efcb9365d6c4c2d147a', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_28f8a', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('claims', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'claims' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='f97adfcc5d6af672c1b6c04cd99b44a6e0caeb61', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_be086', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='gone', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'claims' AND new_slug = OLD.slug; RETURN NULL;", hash='e11aeb81d42336a487c27b8d6fe3e49d9aaf76a3', operation='DELETE', pgid='pgtrigger_gone_f3aac', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_follow_slug('incidents', OLD.slug, NEW.slug); RETURN NULL;", hash='0d2a32a305440c3ab52d9e1b6652b32c4da46d1d', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_da98e', table='claims_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('incidents', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'incidents' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='bf121e35ff6b07e6e1f31cd5c4d9df54713a0b1c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_ef310', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='gone', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'incidents' AND new_slug = OLD.slug; RETURN NULL;", hash='a7b5345af311bf2888c1f6ee308914cb81db650a', operation='DELETE', pgid='pgtrigger_gone_1fa90', table='claims_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_follow_slug('sources', OLD.slug, NEW.slug); RETURN NULL;", hash='7c031702653e99c3fb63a90746ee280b2ba79850', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_718ac', table='claims_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('sources', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'sources' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='4251ac76478885e44d064bfc097f41c0528f4f99', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_06691', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='gone', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'sources' AND new_slug = OLD.slug; RETURN NULL;", hash='c2643295d08f74d1c276db5ca354e906f2d5cf33', operation='DELETE', pgid='pgtrigger_gone_9ee3b', table='claims_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_follow_slug('speakers', OLD.slug, NEW.slug); RETURN NULL;", hash='66d68fe1f695de4767eaadd87ec387679503b8af', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_708e2', table='claims_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('speakers', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'speakers' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='4f0f4f0d8af1bf65c3be2f6a8477960e6bc8c212', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_47d99', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='gone', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'speakers' AND new_slug = OLD.slug; RETURN NULL;", hash='4e1f1fb40223dc7adbee906cd5443a32d424228b', operation='DELETE', pgid='pgtrigger_gone_64a32', table='claims_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_follow_slug('statements', OLD.slug, NEW.slug); RETURN NULL;", hash='c4fef1f91cc9b8ee41f79e80e25b3988583cdbd5', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_01fe5', table='claims_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('statements', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'statements' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='628cb24d91e6179f7349464ccc81af2c4228c508', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_cbb0d', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='gone', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'statements' AND new_slug = OLD.slug; RETURN NULL;", hash='cabd9e3e97d1df3b524c990065321a0e60de556c', operation='DELETE', pgid='pgtrigger_gone_ea9df', table='claims_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_follow_slug('topics', OLD.slug, NEW.slug); RETURN NULL;", hash='95605798ec1b8cf450b483c69e93e6cff254c8b2', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_6bf47', table='claims_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('topics', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'topics' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='fc7957799bbc8e4b7366a45f6c755956d8b43003', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_d07af', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='gone', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'topics' AND new_slug = OLD.slug; RETURN NULL;", hash='53f64698db0fc513ed2f594c9cbb7b6bfebc8d3f', operation='DELETE', pgid='pgtrigger_gone_c74fa', table='claims_topic', when='AFTER')),
        ),
        migrations.AddField(
            model_name='redirect',
            name='merged_by',
            field=models.ForeignKey(blank=True, help_text='Who merged the row into the present one; empty where it was renamed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='redirect',
            index=models.Index(models.F('collection'), models.F('new_slug'), name='redirect_new_slug'),
        ),
        migrations.AddIndex(
            model_name='redirect',
            index=models.Index(models.F('created_at'), models.F('id'), name='redirect_created_at'),
        ),
        migrations.AddIndex(
            model_name='redirect',
            index=models.Index(models.F('updated_at'), models.F('id'), name='redirect_updated_at'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(('collection__in', ['speakers', 'sources', 'topics', 'incidents', 'statements', 'claims'])), name='redirect_collection_valid'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(('old_slug', ''), ('old_slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$'), _connector='OR'), name='redirect_old_slug_well_formed'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(('old_slug__regex', '\\S')), name='redirect_old_slug_not_blank'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(('old_slug', models.F('new_slug')), _negated=True), name='redirect_leads_elsewhere'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.UniqueConstraint(models.F('collection'), models.F('old_slug'), name='redirect_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redirect',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."collection", NEW."old_slug", NEW."new_slug", NEW."merged_by_id") IS DISTINCT FROM (OLD."id", OLD."collection", OLD."old_slug", OLD."new_slug", OLD."merged_by_id") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='5070910713fc3e8dcbf6b3ecf2261e71f03eda46', operation='UPDATE', pgid='pgtrigger_touch_f3b96', table='claims_redirect', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redirect',
            trigger=pgtrigger.compiler.Trigger(name='reserve', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM claims_reserve_slug(NEW.collection, NEW.old_slug, pg_trigger_depth()); RETURN NEW;', hash='1ef904b674f593e74c86fc732b2ffd9425442901', operation='INSERT OR UPDATE OF "collection", "old_slug"', pgid='pgtrigger_reserve_59086', table='claims_redirect', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redirect',
            trigger=pgtrigger.compiler.Trigger(name='leads', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='PERFORM claims_check_redirect(NEW.id); RETURN NULL;', hash='ffea128b008784c7b2e686311b9d35a8575ac903', operation='INSERT OR UPDATE', pgid='pgtrigger_leads_4ad3a', table='claims_redirect', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
    ]
