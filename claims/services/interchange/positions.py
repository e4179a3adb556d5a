"""Positions of stances that are loaded into an empty table: derived once, after the last stance.

Otherwise each batch of stances would derive the positions on its claims anew, from all their stances so far.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from claims.models import Stance

AT_ONCE = 20_000  # stances; all those on one claim are read at once
DERIVES = next(each for each in Stance._meta.triggers if each.name == "positions_insert")  # type: ignore[attr-defined]
OWNS_TABLE = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = %s::regclass"
# The last claim of the next stances, in the order of the claims.
NEXT_CLAIMS = """
    SELECT max(claim_id) FROM (
        SELECT claim_id FROM claims_stance WHERE claim_id > %s ORDER BY claim_id LIMIT %s
    ) following
"""
# What the trigger does, for the stances on some claims.
COPY_STATEMENTS = """
    SELECT claims_copy_statement_fields(array_agg(statement_id))
    FROM claims_stance WHERE claim_id > %s AND claim_id <= %s
"""
DERIVE = """
    SELECT claims_refresh_positions_of_statements(array_agg(statement_id), array_agg(claim_id))
    FROM claims_stance WHERE claim_id > %s AND claim_id <= %s AND review_status = 'confirmed' HAVING count(*) > 0
"""


@contextmanager
def positions_once() -> Iterator[None]:
    """Derives the positions of the stances that the block inserts into an empty table, at its end.

    The trigger that derives them is off meanwhile, which the lock of `ALTER TABLE` makes safe: nobody else can write
    stances before this transaction has ended. Only the owner of the table can do that. For others, the trigger stays.
    """
    if not may_alter():
        yield
        return
    switch("DISABLE")
    yield
    switch("ENABLE")
    derive()


def may_alter() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(OWNS_TABLE, [Stance._meta.db_table])
        return bool(cursor.fetchone()[0])


def switch(how: str) -> None:
    """Switches the trigger on or off. PostgreSQL refuses that while a rule about stances waits to be checked."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {Stance._meta.db_table} {how} TRIGGER {DERIVES.get_pgid(Stance)}")


def derive() -> None:
    """Derives all positions, those on some claims at a time."""
    last = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(NEXT_CLAIMS, [last, AT_ONCE])
            (following,) = cursor.fetchone()
            if following is None:
                return
            for statement in (COPY_STATEMENTS, DERIVE):
                cursor.execute(statement, [last, following])
            last = following
