"""`manage.py merge COLLECTION KEPT MERGED`: merges two rows about the same thing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import Redirect
from claims.models.redirect import collection_of
from claims.services import policy
from claims.services.merge import MOVE, MergeError, merge
from claims.services.transactions import in_one_transaction

MERGEABLE = {collection_of(model): model for model in MOVE}


class Command(BaseCommand):
    """Merges a row into another row of the same collection; both are named by slug."""

    help = "Merges a row into another one; its slug leads there afterwards. Refuses what would contradict itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("collection", choices=MERGEABLE)
        parser.add_argument("kept", metavar="KEPT", help="the slug of the row that stays")
        parser.add_argument("merged", metavar="MERGED", help="the slug of the row that becomes part of it")

    def handle(self, *, collection: str, kept: str, merged: str, **options: Any) -> None:
        rows = MERGEABLE[collection]._default_manager.in_bulk([kept, merged], field_name="slug")
        for slug in (kept, merged):
            if slug not in rows:
                present = Redirect.objects.present(collection, [slug]).get(slug)
                wrong = f"“{slug}” is a former slug of “{present}”" if present else f"There is no “{slug}”"
                raise CommandError(f"{wrong} in {collection}.")
        policy.require(policy.OPERATOR, "merge", MERGEABLE[collection], rows[kept])
        try:
            done = in_one_transaction(lambda: merge(rows[kept], rows[merged], by=None))
        except MergeError as error:
            raise CommandError("\n".join(error.conflicts)) from error
        for what in done.dropped:
            self.stdout.write(f"gave way: {what}")
        moved = ", ".join(f"{number} {name}" for name, number in done.moved.items()) or "nothing"
        self.stdout.write(self.style.SUCCESS(f"{merged} is now {kept}; moved: {moved}."))
