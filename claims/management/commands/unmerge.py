"""`manage.py unmerge COLLECTION FORMER`: undoes a merge."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.management.commands.merge import MERGEABLE
from claims.models import Redirect
from claims.services import policy
from claims.services.transactions import in_one_transaction
from claims.services.unmerge import UnmergeError, unmerge


class Command(BaseCommand):
    """Undoes the merge of a row, which its former slug names."""

    help = (
        "Undoes a merge: the merged row is there again, with all that it had. Refuses where later work would be lost."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("collection", choices=MERGEABLE)
        parser.add_argument("former", metavar="FORMER", help="the slug of the row that was merged into another one")

    def handle(self, *, collection: str, former: str, **options: Any) -> None:
        present = Redirect.objects.present(collection, [former]).get(former)
        kept = MERGEABLE[collection]._default_manager.filter(slug=present).first()
        if kept is None:
            raise CommandError(f"“{former}” is no former slug in {collection}.")
        policy.require(policy.OPERATOR, "unmerge", MERGEABLE[collection], kept)
        try:
            in_one_transaction(lambda: unmerge(kept, former))
        except UnmergeError as error:
            raise CommandError("\n".join(each.words for each in error.obstacles)) from error
        self.stdout.write(self.style.SUCCESS(f"{former} is there again, beside {present}."))
