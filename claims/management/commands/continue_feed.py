"""`manage.py continue_feed`: after a dump was restored into another server, the feed of changes goes on there."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.services.feed import go_on


class Command(BaseCommand):
    """Numbers the coming changes after those of the dump, where this server would number them before."""

    help = "After a restore into another server: numbers coming changes after those in the dump. Harmless elsewhere."

    def handle(self, **options: Any) -> None:
        behind = go_on()
        self.stdout.write(
            f"The feed goes on: this server’s numbers were {behind} behind."
            if behind
            else "The feed goes on by itself: nothing had to be done."
        )
