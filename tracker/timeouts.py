"""Bounds the time that the database may take, on each connection of the server that answers requests."""

from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created


def bound_connections() -> None:
    """Sets the timeouts on each connection that this process makes from now on. `tracker/wsgi.py` calls it."""
    connection_created.connect(set_timeouts, dispatch_uid="timeouts")


def set_timeouts(connection: Any, **signal: Any) -> None:
    """Sets the timeouts of the settings. PostgreSQL ends what exceeds them, and the request is answered with 503."""
    values = {
        "statement_timeout": settings.DATABASE_STATEMENT_TIMEOUT,
        "lock_timeout": settings.DATABASE_LOCK_TIMEOUT,
        "idle_in_transaction_session_timeout": settings.DATABASE_IDLE_TIMEOUT,
    }
    values = {name: seconds for name, seconds in values.items() if seconds}
    if not values:
        return
    calls = ", ".join("set_config(%s, %s, false)" for _ in values)
    given = [each for name, seconds in values.items() for each in (name, f"{seconds * 1000:.0f}")]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", given)
