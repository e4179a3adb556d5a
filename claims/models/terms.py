"""The triggers that count in how many claims each lexeme occurs (`migrations/sql/terms.sql`)."""

from typing import Any

import pgtrigger

TABLES = {
    "INSERT": ({"new": "new_rows"}, "SELECT document, 1 AS sign FROM new_rows"),
    "UPDATE": (
        {"old": "old_rows", "new": "new_rows"},
        """
        SELECT changed.document, changed.sign FROM old_rows o JOIN new_rows n USING (id)
        CROSS JOIN LATERAL (VALUES (n.document, 1), (o.document, -1)) changed (document, sign)
        WHERE o.document <> n.document
        """,
    ),
    "DELETE": ({"old": "old_rows"}, "SELECT document, -1 AS sign FROM old_rows"),
}
# So many documents at once are settled at once; of smaller writes, one in a hundred settles.
BULK = 100


class TermCounter(pgtrigger.Trigger):
    """Adds to the news what an operation changes."""

    level = pgtrigger.Statement
    when = pgtrigger.After

    def __init__(self, operation: pgtrigger.Operation) -> None:
        tables, self.rows = TABLES[str(operation)]
        super().__init__(
            name=f"terms_{operation}".lower(), operation=operation, referencing=pgtrigger.Referencing(**tables)
        )

    def get_declare(self, model: Any) -> list[tuple[str, str]]:
        return [("written", "bigint")]

    def get_func(self, model: Any) -> str:
        return f"""
            INSERT INTO claims_term_news (document, sign) {self.rows};
            GET DIAGNOSTICS written = ROW_COUNT;
            IF written > {BULK} OR random() < 0.01 THEN
                PERFORM claims_settle_terms();
            END IF;
            RETURN NULL;
        """


def counted_terms() -> list[pgtrigger.Trigger]:
    """Keeps the numbers right, whatever writes."""
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
