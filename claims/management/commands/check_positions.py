"""`manage.py check_positions`: compares the stored positions and tallies with those that the stances give."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.services.positions import differences


class Command(BaseCommand):
    """Derives every position and tally from the stances again, and compares them with the stored ones."""

    help = "Recomputes every position and tally from the stances; fails where a stored one differs."

    def handle(self, **options: Any) -> None:
        found = differences()
        for difference in found:
            self.stdout.write(str(difference))
        if found:
            raise CommandError(f"{len(found)} stored positions or tallies differ from what the stances give.")
        self.stdout.write(self.style.SUCCESS("All positions and tallies are what the stances give."))
