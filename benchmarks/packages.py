"""`python -m benchmarks.packages`: how fast `export` writes a data package, and `load` loads it into an empty tracker.

Exports a generated data set (STATEMENTS, 20,000 unless set), loads it, checks the result, and compares a second export.
"""

import filecmp
import json
import os
import resource
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import database

STATEMENTS = 20_000
NAME = "tracker_packages"


def main() -> int:
    statements = int(os.environ.get("STATEMENTS") or STATEMENTS)
    say(f"The data set of {statements:,} statements …")
    made = database.ready(statements)

    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from claims.management.commands.generate_dataset import database as using  # noqa: PLC0415

    folders = [database.DATA_DIR / f"package-{statements}-{number}" for number in (1, 2)]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    with using(made.name):
        exported = timed(call_command, "export", str(folders[0]), verbosity=0)
    with made.connect() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME}")
    with using(NAME):
        call_command("migrate", verbosity=0, interactive=False)
        loaded = timed(call_command, "load", str(folders[0]))
        call_command("check_positions")
        call_command("export", str(folders[1]), verbosity=0)
    records = sum(each["records"] for each in descriptor(folders[0])["resources"])
    rows = records + lines_with_citations(folders[0])
    _, differ, broken = filecmp.cmpfiles(*folders, [path.name for path in folders[0].iterdir()], shallow=False)
    figures = {
        "records": records,
        "rows_with_citations": rows,
        "export_seconds": round(exported, 1),
        "load_seconds": round(loaded, 1),
        "rows_per_second": round(rows / loaded),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "differ": differ + broken,
    }
    say(json.dumps(figures, indent=2))
    return 1 if differ or broken else 0


def timed(work: Any, *arguments: Any, **options: Any) -> float:
    """The seconds that a call takes."""
    start = time.perf_counter()
    work(*arguments, **options)
    return time.perf_counter() - start


def descriptor(folder: Path) -> dict:
    found: dict = json.loads((folder / "datapackage.json").read_bytes())
    return found


def lines_with_citations(folder: Path) -> int:
    """The number of citations, each of which is a row."""
    with (folder / "statements.ndjson").open(encoding="utf-8") as lines:
        return sum(len(json.loads(line)["citations"]) for line in lines)


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
