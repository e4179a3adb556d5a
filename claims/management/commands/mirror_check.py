"""`manage.py mirror_check`: does a copy that is kept from the feed of changes alone equal what the API serves?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from claims.api.mirror import Mirror
from claims.services.feed import is_ahead, waiting


class Command(BaseCommand):
    """Keeps such a copy, and compares: in memory from the beginning, or in a file from where it ended the last time."""

    help = "Rebuilds all public rows from the feed of changes, and fails where the lists serve something else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--copy", type=Path, metavar="FILE", help="keep the copy here, and bring it up to date the next time"
        )

    def handle(self, *, copy: Path | None, **options: Any) -> None:
        if is_ahead():
            raise CommandError("The changes come from another server. Run `manage.py continue_feed` first.")
        mirror = Mirror.load(copy) if copy else Mirror()
        # One snapshot, so that nothing is written between reading the feed and reading the lists.
        with transaction.atomic():
            if not connection.savepoint_ids:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            count = mirror.follow()
            behind = waiting()
            found = [each for each in mirror.differences() if key_of(each[0]) not in behind]
        if copy:
            mirror.save(copy)
        for url, what in found:
            self.stdout.write(f"{url} {what}")
        if found:
            raise CommandError(f"{len(found)} differences between the copy and what is served.")
        said = f"{count} changes read: all {len(mirror.rows)} public rows are as they are served."
        self.stdout.write(self.style.SUCCESS(said))
        if behind:
            self.stdout.write(f"{len(behind)} rows were left out: their changes wait for a transaction that goes on.")


def key_of(url: str) -> tuple[str, str]:
    """The collection and the key that the address of a row is made of."""
    collection, key = url.rstrip("/").split("/")[-2:]
    return collection, key
