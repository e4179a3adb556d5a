"""System checks of the database: `manage.py migrate` and `manage.py check --database default` run them."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import NotSupportedError, OperationalError, connections


def server_is_supported(databases: Iterable[str] | None = None, **options: Any) -> list[CheckMessage]:
    """Refuses a PostgreSQL that is too old, before SQL fails on it. A server that cannot be reached is no finding."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        try:
            with suppress(OperationalError):
                connections[alias].ensure_connection()
        except NotSupportedError as error:
            found.append(Error(str(error), id="claims.E001"))
    return found
