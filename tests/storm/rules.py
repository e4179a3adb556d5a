"""Checks all rules of the database again over all rows: constraints, rules over several tables, derived rows."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

# By table, the functions that check one row at a commit.
CHECKED = {
    "claims_statement": ("claims_check_quote", "claims_check_role"),
    "claims_stance": ("claims_check_excerpt",),
    "claims_affiliation": ("claims_check_affiliation",),
}
# Columns without circles: an UPDATE of the column runs the trigger that checks it.
ACYCLIC = (("claims_topic", "broader_id"), ("claims_incident", "part_of_id"), ("claims_statement", "supersedes_id"))

# For each constraint, a query that counts the rows that violate it.
BROKEN = """
    SELECT conname, CASE contype
        WHEN 'c' THEN format('SELECT count(*) FROM %s WHERE (%s) IS FALSE', conrelid::regclass,
                             pg_get_expr(conbin, conrelid))
        ELSE format(
            'SELECT count(*) FROM %s child WHERE %s IS NOT NULL AND NOT EXISTS (SELECT FROM %s WHERE %s = child.%s)',
            conrelid::regclass, near.attname, confrelid::regclass, far.attname, near.attname)
    END
    FROM pg_constraint
    LEFT JOIN pg_attribute near ON near.attrelid = conrelid AND near.attnum = conkey[1] AND contype = 'f'
    LEFT JOIN pg_attribute far ON far.attrelid = confrelid AND far.attnum = confkey[1] AND contype = 'f'
    WHERE contype IN ('c', 'f') AND conrelid::regclass::text LIKE 'claims\\_%'
"""
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'claims\\_%'"
ELSEWHERE = {
    "a stance has the day of its statement": """
        SELECT count(*) FROM claims_stance t JOIN claims_statement s ON s.id = t.statement_id
        WHERE t.made_on <> s.made_on
    """,
    "a repeatable request is remembered with its answer": """
        SELECT count(*) FROM claims_idempotentrequest WHERE status = 0
    """,
}


def ask(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def broken() -> Iterator[str]:
    """The rules that some row breaks."""
    constraints = dict(ask(BROKEN))
    assert len(constraints) > 100, "the constraints are found"
    for name, sql in {**constraints, **ELSEWHERE}.items():
        if ask(sql) != [(0,)]:
            yield name


def go_through_all_rules() -> None:
    """Fails if a row violates a rule of the database."""
    assert list(broken()) == []
    # REINDEX checks unique and exclusion constraints.
    for (table,) in ask(TABLES):
        ask(f"REINDEX TABLE {table}")
    for table, functions in CHECKED.items():
        for function in functions:
            ask(f"SELECT {function}(id) FROM {table}")
    with transaction.atomic():
        for table, column in ACYCLIC:
            ask(f"UPDATE {table} SET {column} = {column}")
        transaction.set_rollback(True)
    call_command("check_positions", stdout=StringIO())
    call_command("mirror_check", stdout=StringIO())
