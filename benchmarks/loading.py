"""`python -m benchmarks.loading`: how fast `loaddata` loads fixtures, and how much of that is the commit.

Makes fixtures of a generated data set (STATEMENTS, 20,000 unless set), and loads them into an empty database.
"""

import json
import os
import re
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any

import psutil

from benchmarks import database

STATEMENTS = 20_000
NAME = "tracker_loading"
# The checks of deferred constraints, which `loaddata` asks for before the commit.
CHECKS = "SET CONSTRAINTS"


def main() -> int:
    statements = int(os.environ.get("STATEMENTS") or STATEMENTS)
    say(f"The data set of {statements:,} statements …")
    made = database.ready(statements)

    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from claims.management.commands.generate_dataset import database as using  # noqa: PLC0415

    folder = database.DATA_DIR / f"fixtures-{statements}"
    if not folder.exists():
        say("Fixtures of it …")
        with using(made.name):
            write_fixtures(folder)
    with made.connect() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME}")
    with using(NAME):
        call_command("migrate", verbosity=0, interactive=False)
        say("Loading …")
        say(json.dumps(measured(*folder.glob("*.json")), indent=2))
        call_command("check_positions")
        call_command("mirror_check")
    return 0


def write_fixtures(folder: Path) -> None:
    """Writes all rows, a file for each model. `dumpdata` would ask the database for each reference by itself."""
    from django.contrib.auth.models import User  # noqa: PLC0415 - after Django is set up
    from django.core import serializers  # noqa: PLC0415

    from claims.models import DERIVED_MODELS  # noqa: PLC0415
    from claims.services.dataset.load import all_models  # noqa: PLC0415

    part = folder.with_suffix(".part")
    part.mkdir(exist_ok=True)
    for model in (User, *all_models()):
        if model in DERIVED_MODELS or model._meta.auto_created:
            continue
        references = [field for field in model._meta.fields if field.is_relation]
        keys = [(field.name, getattr(field.related_model, "NATURAL_KEY", ())) for field in references]
        inner = [f"{name}__{path.partition('__')[0]}" for name, paths in keys for path in paths if "__" in path]
        links = [field.name for field in model._meta.many_to_many]
        rows = model._default_manager.select_related(*(name for name, _ in keys), *inner).prefetch_related(*links)
        with (part / f"{model._meta.model_name}.json").open("w", encoding="utf-8") as stream:
            options = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
            serializers.serialize("json", rows.order_by("pk"), stream=stream, **options)
    part.rename(folder)


def measured(*fixtures: Path) -> dict[str, Any]:
    """Loads fixtures in this process.

    Returns the number of objects, the seconds, and how many of these went into the commit; `cpu_` has the seconds for
    which this process and the server's kept a processor busy, which other work on the machine changes less.
    """
    from django.core.management import call_command  # noqa: PLC0415 - after Django is set up
    from django.db import connection, transaction  # noqa: PLC0415

    connection.ensure_connection()
    processes = [psutil.Process(), psutil.Process(connection.connection.info.backend_pid)]

    def now() -> list[float]:
        times = [each.cpu_times() for each in processes]
        return [time.perf_counter(), sum(each.user + each.system for each in times)]

    checks = [0.0, 0.0]

    def watch(execute: Any, sql: str, *arguments: Any) -> Any:
        before = now()
        try:
            return execute(sql, *arguments)
        finally:
            if sql.startswith(CHECKS):
                checks[:] = [spent + end - start for spent, start, end in zip(checks, before, now(), strict=True)]

    out, start = StringIO(), now()
    with connection.execute_wrapper(watch), transaction.atomic():
        call_command("loaddata", *map(str, fixtures), stdout=out)
        loaded = now()
    end = now()
    seconds, cpu_seconds = (last - first for first, last in zip(start, end, strict=True))
    commit, cpu_commit = (c + last - first for c, first, last in zip(checks, loaded, end, strict=True))
    objects = int(re.findall(r"Installed (\d+) object", out.getvalue())[0])
    return {
        "objects": objects,
        "seconds": round(seconds, 2),
        "objects_per_second": round(objects / seconds),
        "commit_share": round(commit / seconds, 3),
        "cpu_seconds": round(cpu_seconds, 2),
        "cpu_commit_share": round(cpu_commit / cpu_seconds, 3),
    }


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
