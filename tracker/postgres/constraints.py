"""Checking in one message what PostgreSQL would check at the commit; both backends of the tracker do so."""

from collections.abc import Iterable
from typing import Any

from tracker.postgres.prepared import checked


class ChecksInOneMessage:
    """A part of a backend of Django."""

    connection: Any
    wrap_database_errors: Any
    ensure_connection: Any

    def check_constraints(self, table_names: Iterable[str] | None = None) -> None:
        """Checks all deferred constraints, in the transaction that has begun. Django sends two statements."""
        self.ensure_connection()
        with self.wrap_database_errors:
            checked(self.connection.pgconn.exec_(b"SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"))
