"""A pytest plugin: the fixture `unguarded`, for tests of other rules and of derived rows over what was reviewed."""

from collections.abc import Iterator

import pytest
from django.db import connection

TRIGGERS = (
    ("claims_statement", "update"),
    ("claims_claim", "update"),
    ("claims_citation", "insert"),
    ("claims_citation", "update"),
    ("claims_citation", "delete"),
    ("claims_stance", "update"),
    ("claims_stance", "delete"),
)


def switch(how: str) -> None:
    with connection.cursor() as cursor:
        for table, operation in TRIGGERS:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
                [table, f"pgtrigger_stays_as_reviewed_{operation}%"],
            )
            [(name,)] = cursor.fetchall()
            cursor.execute(f"ALTER TABLE {table} {how} TRIGGER {name}")


@pytest.fixture
def unguarded(db: None) -> Iterator[None]:
    """What was reviewed can be changed, as before a confirmation, without reopening it each time.

    Positions have to be right whatever is written, and each rule is broken by itself.
    """
    switch("DISABLE")
    yield
    if not connection.in_atomic_block:
        switch("ENABLE")
