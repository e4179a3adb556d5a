"""A database of judged claims, filled by migrations and `manage.py loaddata`."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.database import DATA_DIR, PORT, USER, Database
from benchmarks.matching import fixture

NAME = "tracker_matching"
# What is imported after this module may read settings.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")


@contextmanager
def filled(claims: Mapping[str, tuple[str, str]]) -> Iterator[tuple[Database, dict[str, str]]]:
    """The database, and the claims' ids by slug. Its server runs as long as this process."""
    os.environ |= {"DATA_DIR": str(DATA_DIR), "DATABASE_URL": "", "PRODUCTION": "false"}
    import django  # noqa: PLC0415 - after the environment is set
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from tracker.postgres.base import create_if_missing, embedded_server  # noqa: PLC0415

    socket = str(embedded_server(settings.DATABASES["default"]).ensure_running())
    address = {"host": socket, "port": PORT, "user": USER}
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    create_if_missing({**address, "dbname": NAME})
    settings.DATABASES["default"]["NAME"] = NAME
    django.setup()
    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.json"
        slugs = fixture.write(claims, path)
        call_command("loaddata", str(path), verbosity=0)
    yield Database(socket, NAME), slugs


@contextmanager
def loaded(claims: Mapping[str, tuple[str, str]]) -> Iterator[dict[int, str]]:
    """The claims' ids by primary key; Django is connected to the database."""
    with filled(claims) as (_, slugs):
        from claims.models import Claim  # noqa: PLC0415 - after Django's set-up

        yield {key: slugs[slug] for key, slug in Claim.objects.values_list("pk", "slug")}
