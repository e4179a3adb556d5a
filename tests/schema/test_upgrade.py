"""A later migration of a database that is in use: its schema is that of a new database, and every row stays.

The test adds trial migrations to a copy of the project, in the way that CONTRIBUTING.md describes: one that
`makemigrations` writes for a new field, and one with a new version of an SQL function, whose return type changes.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from psycopg import sql

from tests.support.served import url_of_the_test_database
from tracker.postgres.account import binary

BASE = Path(settings.BASE_DIR)
FIXTURES = sorted(str(path) for path in (BASE / "fixtures").glob("*.json"))
TABLES = sorted(
    model._meta.db_table
    for model in apps.get_app_config("claims").get_models(include_auto_created=True)
    if model._meta.managed
)
NEW_FIELD = '    mood = models.CharField(max_length=20, blank=True, default="", help_text="How it was said.")\n'
NEW_FUNCTION = """
DROP FUNCTION claims_shared_words(text, text, bigint[]);
CREATE FUNCTION claims_shared_words(passage text, tongue text, wanted bigint[])
RETURNS TABLE (claim bigint, lexeme text)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT c.id, found.lexeme
    FROM claims_configurations(tongue) config, claims_claim c, unnest(c.document) found
    WHERE found.lexeme = ANY (tsvector_to_array(claims_lexemes(config, passage, 'A'))) AND c.id = ANY (wanted);
END;
"""


class Project:
    """A copy of the project, with a command line."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.migrations = folder, folder / "claims" / "migrations"
        for name in ("claims", "tracker", "fixtures"):
            shutil.copytree(BASE / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(BASE / "manage.py", folder)

    def manage(self, url: str, *arguments: str) -> None:
        environment = os.environ | {
            "DATABASE_URL": url,
            "DATA_DIR": str(self.folder / ".data"),
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
        }
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def add_a_field(self, url: str) -> None:
        """A column of statements; `makemigrations` writes its migration."""
        file = self.folder / "claims" / "models" / "statement.py"
        changed = re.sub(r"(?m)^    document = generated", NEW_FIELD + r"\g<0>", file.read_text(encoding="utf-8"))
        file.write_text(changed, encoding="utf-8")
        self.manage(url, "makemigrations", "claims", "--name", "statement_mood")

    def change_a_function(self, url: str) -> None:
        """A new version of a function, in the SQL folder of a new migration."""
        self.manage(url, "makemigrations", "claims", "--empty", "--name", "totals")
        (migration,) = self.migrations.glob("*_totals.py")
        folder = self.migrations / "sql" / migration.name[:4]
        folder.mkdir()
        (folder / "terms.sql").write_text(NEW_FUNCTION, encoding="utf-8")
        read = f"migrations.RunSQL((Path(__file__).parent / 'sql' / '{folder.name}' / 'terms.sql').read_text())"
        made = migration.read_text(encoding="utf-8").replace("operations = [\n", f"operations = [\n        {read},\n")
        migration.write_text(f"from pathlib import Path\n\n{made}", encoding="utf-8")


@pytest.fixture
def databases(db: None) -> Iterator[tuple[str, str]]:
    """The addresses of two new databases on the server of the test run."""
    here = url_of_the_test_database()
    urls = (f"{here}_in_use", f"{here}_new")
    with psycopg.connect(here, autocommit=True) as server:
        names = [sql.Identifier(url.rpartition("/")[2]) for url in urls]
        for name in names:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
            server.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield urls
        finally:
            for name in names:
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def schema(url: str) -> str:
    """What pg_dump writes; without the random key of its `\\restrict` command."""
    command = [str(binary("pg_dump")), "--schema-only", "--no-owner", f"--dbname={url}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return re.sub(r"(?m)^\\(un)?restrict .*$", "", done.stdout)


def rows(url: str) -> dict[str, list[str]]:
    """Every row of every table, as JSON, without the field that the trial adds."""
    with psycopg.connect(url) as database:
        return {
            table: sorted(
                row
                for (row,) in database.execute(
                    sql.SQL("SELECT (to_jsonb(t) - 'mood')::text FROM {} t").format(sql.Identifier(table))
                )
            )
            for table in TABLES
        }


def test_a_database_in_use_is_migrated_to_the_schema_of_a_new_one_and_keeps_every_row(
    databases: tuple[str, str], tmp_path: Path
) -> None:
    in_use, new = databases
    project = Project(tmp_path)
    project.manage(in_use, "migrate")
    project.manage(in_use, "loaddata", *FIXTURES)
    before = rows(in_use)
    project.add_a_field(in_use)
    project.change_a_function(in_use)
    for url in databases:
        project.manage(url, "migrate")
        project.manage(url, "migrate", "--check")
    assert "mood" in schema(new)
    assert schema(in_use) == schema(new)
    assert rows(in_use) == before
    assert all(
        before[table] for table in ("claims_statement", "claims_position", "claims_change", "claims_claim_topics")
    )
    project.manage(in_use, "check_positions")
