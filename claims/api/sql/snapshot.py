"""Reads the rows of a statement as one snapshot, some at a time, from a cursor of the server.

The cursor lives in a read-only transaction, which a pooler of transactions keeps in one session
(docs/decisions/0029-poolers.md). The transaction ends with the last row, or when the reader stops.
"""

from collections.abc import Generator, Mapping
from typing import Any

from django.db import transaction

from claims.api.query.slots import SlotKey
from claims.api.sql.plan import Plan
from tracker.postgres.prepared import execute

# Rows that are read, and held in memory, at a time.
BATCH = 1_000
NAME = "claims_stream"


def batches(plan: Plan, values: Mapping[SlotKey, Any]) -> Generator[Any, None, None]:
    """libpq's results with the rows of a statement: first the header with `BATCH` rows, then `BATCH` rows each.

    The last one has fewer rows, maybe none.

    Raises:
        django.db.Error: as raised by Django's cursors.
    """
    with transaction.atomic():
        execute("SET TRANSACTION READ ONLY", once=True)
        # To compile the expressions takes longer than it saves: rows cost many small look-ups.
        execute("SET LOCAL jit = off", once=True)
        statement = f"DECLARE {NAME} NO SCROLL CURSOR FOR {plan.statement.text}"
        execute(statement, plan.statement.bound(values), once=True)
        wanted = BATCH + 1
        while True:
            result = execute(f"FETCH {wanted} FROM {NAME}", once=True)
            yield result
            if result.ntuples < wanted:
                break
            wanted = BATCH
        execute(f"CLOSE {NAME}", once=True)
