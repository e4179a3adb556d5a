"""The positions that changed, found among those that did not."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0016_stance_speakers'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('speaker'), models.F('last_on'), models.F('id'), condition=models.Q(('changed', True)), name='position_speaker_changed'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('claim'), models.F('last_on'), models.F('id'), condition=models.Q(('changed', True)), name='position_claim_changed'),
        ),
    ]
