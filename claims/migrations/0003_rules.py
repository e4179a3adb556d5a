"""What `makemigrations` cannot write: functions and views over several tables, triggers of many-to-many tables, rows."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0003"
# A file comes after those whose functions and views it uses.
FILES = [
    *("refusals", "acyclic", "passages", "quotes", "roles", "corrections", "policy", "redirects"),
    *("history", "history_links", "versions", "reviews", "positions", "contradictions", "repetition", "publishers"),
    *("terms", "inflections", "queries", "frequencies", "ranking", "speakers", "highlights", "suggestions"),
    *("contrasts", "matching", "incident_kinds", "quotas"),
]


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_tables")]

    operations = [migrations.RunSQL((SQL / f"{name}.sql").read_text(encoding="utf-8")) for name in FILES]
