"""What reviewers say, that nobody confirms what they suggested themselves, and the roles of the team."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from claims.roles import grant


def make_roles(apps, schema_editor):
    grant(apps)


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("claims", "0005_redirects"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='incident',
            options={'permissions': [('set_status_incident', 'Can change how sure an incident is')]},
        ),
        migrations.AlterModelOptions(
            name='stance',
            options={'permissions': [('review_stance', 'Can confirm and reject what others suggested'), ('reopen_stance', 'Can take a confirmed or rejected stance up again')]},
        ),
        migrations.AlterModelOptions(
            name='statement',
            options={'permissions': [('set_status_statement', 'Can say whether a statement stands')]},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stance',
            name='touch',
        ),
        migrations.AddField(
            model_name='stance',
            name='review_note',
            field=models.TextField(blank=True, db_default='', default='', help_text='What the reviewer said to it: why it was rejected, or taken up again.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."statement_id", NEW."claim_id", NEW."position", NEW."explicitness", NEW."qualification", NEW."excerpt", NEW."rationale", NEW."method", NEW."model_name", NEW."review_status", NEW."coder_id", NEW."reviewer_id", NEW."review_note", NEW."made_on", NEW."confidence") IS DISTINCT FROM (OLD."id", OLD."statement_id", OLD."claim_id", OLD."position", OLD."explicitness", OLD."qualification", OLD."excerpt", OLD."rationale", OLD."method", OLD."model_name", OLD."review_status", OLD."coder_id", OLD."reviewer_id", OLD."review_note", OLD."made_on", OLD."confidence") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='760a7905c8071280914e053b4e90636b6c30d2a5', operation='UPDATE', pgid='pgtrigger_touch_37c11', table='claims_stance', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('review_status', 'confirmed'), _negated=True), ('coder__isnull', True), ('reviewer__isnull', True), models.Q(('coder', models.F('reviewer')), _negated=True), _connector='OR'), name='stance_confirmed_by_somebody_else'),
        ),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
