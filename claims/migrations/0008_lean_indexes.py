"""Indexes that other indexes repeat go; a speaker's claims are found in order by one that has all that they are filtered by."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0007_history'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='position',
            name='position_speaker_claim',
        ),
        migrations.AlterField(
            model_name='citation',
            name='statement',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='claims.statement'),
        ),
        migrations.AlterField(
            model_name='claimrelation',
            name='claim',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='relations', to='claims.claim'),
        ),
        migrations.AlterField(
            model_name='idempotentrequest',
            name='api_key',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.apikey'),
        ),
        migrations.AlterField(
            model_name='incidentactor',
            name='incident',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='actors', to='claims.incident'),
        ),
        migrations.AlterField(
            model_name='incidentclaim',
            name='incident',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='claim_links', to='claims.incident'),
        ),
        migrations.AlterField(
            model_name='position',
            name='claim',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='positions', to='claims.claim'),
        ),
        migrations.AlterField(
            model_name='position',
            name='speaker',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='positions', to='claims.speaker'),
        ),
        migrations.AlterField(
            model_name='stance',
            name='claim',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='stances', to='claims.claim'),
        ),
        migrations.AlterField(
            model_name='stance',
            name='statement',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='stances', to='claims.statement'),
        ),
        migrations.AlterField(
            model_name='statement',
            name='speaker',
            field=models.ForeignKey(db_index=False, help_text='Who said it.', on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='claims.speaker'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(fields=['speaker', 'claim_created_at', 'claim'], include=('taken', 'capacity'), name='position_speaker_claim'),
        ),
    ]
