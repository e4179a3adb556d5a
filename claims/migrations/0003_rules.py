"""Rules that reach over several tables, the derivation of positions, and the first kinds of incidents."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"

KINDS = """
    INSERT INTO claims_incidentkind (slug, name)
    SELECT replace(name, ' ', '_'), name FROM unnest(ARRAY[
        'airspace violation', 'drone sighting', 'infrastructure disruption', 'military activity',
        'diplomatic action', 'other'
    ]) AS name
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_tables")]

    operations = [
        migrations.RunSQL((SQL / "rules.sql").read_text()),
        migrations.RunSQL((SQL / "positions.sql").read_text()),
        migrations.RunSQL(KINDS),
    ]
