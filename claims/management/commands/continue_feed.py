"""`manage.py continue_feed`: continues the feed of changes after a dump was restored into another server."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.services.feed import continue_numbering


class Command(BaseCommand):
    """Numbers new changes after those of the dump, if this server would number them lower."""

    help = "After a restore into another server: numbers coming changes after those in the dump. Harmless elsewhere."

    def handle(self, **options: Any) -> None:
        behind = continue_numbering()
        self.stdout.write(
            f"The feed goes on: this server’s numbers were {behind} behind."
            if behind
            else "The feed goes on by itself: nothing had to be done."
        )
