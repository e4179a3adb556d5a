"""Imports at the desk: a file is looked at or imported, a small one at once, others in a process of their own.

What came of it is kept with the upload, so the page may be asked for again at any time.
"""

import csv
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import OutputWrapper
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from claims.models import Upload
from claims.services.fixtures.progress import Progress
from claims.services.interchange import run
from claims.services.interchange.formats.tables import UnreadableFileError
from claims.services.interchange.mapping import MappingError

AT_ONCE = 256 * 1024  # bytes of a file that is read within the request, which takes a second or less
BEAT = 1.0  # seconds between two signs of life of a process
SILENT = timedelta(seconds=30)  # without a sign of life: the process was ended
MOST_SHOWN = 200  # lines of the report
STORABLE = str.maketrans("\0", "�")  # PostgreSQL keeps no NUL in JSON


def begin(upload: Upload, size: int, mapping: str, *, dry_run: bool) -> None:
    """Looks at a file of `size` bytes, or imports it. Does nothing while a process is at it, and after an import.

    Raises:
        DatabaseError: the mapping is no text that can be stored.
    """
    now = timezone.now()
    idle = Q(seen_at=None) | Q(result__isnull=False) | Q(seen_at__lt=now - SILENT)
    new = {"mapping": mapping, "dry_run": dry_run, "seen_at": now, "done": 0, "result": None}
    with transaction.atomic():
        begun = Upload.objects.filter(idle, pk=upload.pk).exclude(content=b"").update(**new)
    if not begun:
        return
    if size <= AT_ONCE:
        work(upload.pk)
    else:
        start(upload.pk)


def start(pk: int) -> None:
    """Starts the process, which goes on when the worker of the server ends. A thread waits for its end."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "django", "import_upload", str(pk)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, daemon=True).start()


def is_running(upload: Upload) -> bool:
    return bool(upload.seen_at and upload.result is None and upload.seen_at >= timezone.now() - SILENT)


def was_broken_off(upload: Upload) -> bool:
    return bool(upload.seen_at and upload.result is None and not is_running(upload))


def work(pk: int, progress: Progress | None = None) -> None:
    """Looks at a file, or imports it, and keeps what came of it. The file itself is not kept when it is imported."""
    upload = Upload.objects.select_related("owner").get(pk=pk)
    kept: dict[str, Any] = {"result": {"errors": ["An error of the server ended it. Its log has more."]}}
    try:
        kept = {"result": result_of(upload, progress)} | ({} if upload.dry_run else {"content": b""})
    except (MappingError, UnreadableFileError, run.NotImportedError) as error:
        kept = {"result": {"errors": [str(error).translate(STORABLE)]}}
    finally:
        Upload.objects.filter(pk=pk).update(**kept)


def result_of(upload: Upload, progress: Progress | None) -> dict[str, Any]:
    """What an import did or would do: its summary, the first lines of its report, and how many more there are.

    Raises:
        MappingError, UnreadableFileError, NotImportedError: as of `run`.
    """
    with TemporaryDirectory() as folder:
        file, mapping, report = (Path(folder) / name for name in ("file", "mapping", "report"))
        file.mkdir()
        file /= upload.name
        file.write_bytes(bytes(upload.content))
        mapping.write_text(upload.mapping, encoding="utf-8")
        outcome = run.run(
            file,
            format=upload.format,
            mapping=mapping if upload.mapping.strip() else None,
            report=report,
            progress=progress,
            dry_run=upload.dry_run,
            coder=upload.owner.get_username(),
        )
        with report.open(encoding="utf-8", newline="") as stream:
            rows = islice(csv.reader(stream), 1, MOST_SHOWN + 1)
            lines = [[cell.translate(STORABLE) for cell in row] for row in rows]
    summary = [line.strip() for line in run.summary(outcome, dry_run=upload.dry_run)]
    return {"summary": summary, "lines": lines, "more": max(0, outcome.refused - MOST_SHOWN)}


@contextmanager
def signs_of_life(pk: int, total: int) -> Iterator[Progress]:
    """Tells again and again, over a connection of its own, that a process is at work, and how far it is."""
    ended = threading.Event()

    def tell() -> None:
        try:
            while not ended.wait(BEAT):
                Upload.objects.filter(pk=pk).update(seen_at=timezone.now(), done=progress.done)
        finally:
            connection.close()

    with Progress(OutputWrapper(sys.stderr), total, unit="bytes", quiet=True) as progress:
        thread = threading.Thread(target=tell, daemon=True)
        thread.start()
        try:
            yield progress
        finally:
            ended.set()
            thread.join()
