"""`manage.py check_positions`: are the stored positions and tallies what the stances give?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.services.positions import differences


class Command(BaseCommand):
    """Recomputes every position and tally from the stances, and compares."""

    help = "Recomputes every position and tally from the stances; fails where a stored one differs."

    def handle(self, **options: Any) -> None:
        found = differences()
        for difference in found:
            self.stdout.write(str(difference))
        if found:
            raise CommandError(f"{len(found)} stored positions or tallies differ from what the stances give.")
        self.stdout.write(self.style.SUCCESS("All positions and tallies are what the stances give."))
