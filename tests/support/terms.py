"""The stored number of claims that each term occurs in, compared with a recount."""

from typing import Any

from django.db import connection

COUNTED = """
    SELECT term, sum(documents), sum(occurrences) FROM claims_term_counts
    GROUP BY term HAVING sum(documents) <> 0 OR sum(occurrences) <> 0
"""


def ask(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def assert_term_counts_are_exact() -> None:
    stored = sorted(ask(COUNTED))
    ask("SELECT claims_count_terms()")
    assert stored == sorted(ask(COUNTED))
