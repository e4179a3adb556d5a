"""Checking the positions and tallies that the database derives."""

from dataclasses import dataclass

from django.db import connection

from claims.models import Claim, Speaker


@dataclass(frozen=True)
class Difference:
    """A stored value that differs from the one derived from the stances; `what` it is of, as in
    `claims_position_differences`. None: there is no row."""

    what: str
    speaker: str | None
    claim: str | None
    capacity: str | None
    stored: str | None
    derived: str | None

    def __str__(self) -> str:
        subject = " · ".join(part for part in (self.speaker, self.claim, self.capacity) if part)
        return f"{self.what} of {subject}: stored {self.stored or 'nothing'}, derived {self.derived or 'nothing'}"


def differences() -> list[Difference]:
    """Recomputes all positions and tallies in one query and returns those that differ from the stored ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT d.what, s.slug, c.slug, d.capacity, d.stored, d.derived
            FROM claims_position_differences() d
            LEFT JOIN {Speaker._meta.db_table} s ON s.id = d.speaker_id
            LEFT JOIN {Claim._meta.db_table} c ON c.id = d.claim_id
            ORDER BY 1, 2, 3, 4
            """  # noqa: S608 - table names only
        )
        return [Difference(*row) for row in cursor.fetchall()]
