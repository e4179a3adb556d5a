"""Triggers that count the claims in which each lexeme occurs (tables and functions: `sql/0003/terms.sql`)."""

from typing import Any

import pgtrigger

from claims.models.base import changed_rows

# For each operation: its transition tables, and the documents that it adds (sign 1) or takes away (sign -1).
OPERATIONS = {
    "INSERT": ({"new": "new_rows"}, "SELECT document, 1 AS sign FROM new_rows"),
    "UPDATE": (
        {"old": "old_rows", "new": "new_rows"},
        f"""
        SELECT changed.document, changed.sign
        FROM (SELECT o.document AS was, n.document AS became FROM {changed_rows("o.document <> n.document")} OFFSET 0) d
        CROSS JOIN LATERAL (VALUES (became, 1), (was, -1)) changed (document, sign)
        """,  # noqa: S608
    ),
    "DELETE": ({"old": "old_rows"}, "SELECT document, -1 AS sign FROM old_rows"),
}
# An operation that changes more documents than this merges the pending counts. Of others, one in a hundred does.
BULK = 100


class TermCounter(pgtrigger.Trigger):
    """Adds the documents that an operation changed to the pending ones."""

    level = pgtrigger.Statement
    when = pgtrigger.After

    def __init__(self, operation: pgtrigger.Operation) -> None:
        tables, self.changed_documents = OPERATIONS[str(operation)]
        super().__init__(
            name=f"terms_{operation}".lower(), operation=operation, referencing=pgtrigger.Referencing(**tables)
        )

    def get_declare(self, model: Any) -> list[tuple[str, str]]:
        return [("written", "bigint")]

    def get_func(self, model: Any) -> str:
        return f"""
            INSERT INTO claims_term_pending (document, sign) {self.changed_documents};
            GET DIAGNOSTICS written = ROW_COUNT;
            IF written > {BULK} OR random() < 0.01 THEN
                PERFORM claims_merge_term_counts();
            END IF;
            RETURN NULL;
        """


def counted_terms() -> list[pgtrigger.Trigger]:
    """Keeps the term counts exact through every INSERT, UPDATE, DELETE, COPY and TRUNCATE."""
    return [
        *(TermCounter(operation) for operation in (pgtrigger.Insert, pgtrigger.Update, pgtrigger.Delete)),
        pgtrigger.Trigger(
            name="terms_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Truncate,
            func="PERFORM claims_count_terms(); RETURN NULL;",
        ),
    ]
