"""What workers lease of the quotas of clients: a table that a crash may empty, and that no commit waits for."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0009_corrections'),
    ]

    operations = [
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('pk', models.CompositePrimaryKey('ends_at', 'client', blank=True, editable=False, primary_key=True, serialize=False)),
                ('ends_at', models.DateTimeField(help_text='When the window ends.')),
                ('client', models.CharField(db_collation='C', help_text='A hash of the address, or of the key.', max_length=40)),
                ('leased', models.BigIntegerField(help_text='How many requests, in all leases.')),
                ('latest', models.BigIntegerField(help_text='How many of them in the latest lease.')),
            ],
        ),
        migrations.RunSQL('ALTER TABLE claims_quota SET UNLOGGED', 'ALTER TABLE claims_quota SET LOGGED'),
    ]
