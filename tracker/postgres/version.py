"""The oldest PostgreSQL that the tracker works with; connections to an older one are refused."""

import sys
from typing import Any

import psycopg
from django.db import NotSupportedError, OperationalError
from django.db import connection as default

OLDEST = 16


def supported(connection: psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    """A new connection, if its server is new enough.

    Django's own check comes after it has stored the connection, so that the next query would use it all the same.

    Raises:
        NotSupportedError: the server is too old; the message says so, and what to do.
    """
    version = connection.info.server_version // 10000
    if version < OLDEST:
        connection.close()
        raise NotSupportedError(too_old(version))
    return connection


def too_old(version: int) -> str:
    return (
        f"The tracker needs PostgreSQL {OLDEST} or newer, and the server of DATABASE_URL is PostgreSQL {version}: "
        "upgrade the server, or set DATABASE_URL to a newer one."
    )


def refuse_too_old() -> None:
    """Ends a starting process whose server is too old. A server that cannot be reached may come later.

    Raises:
        SystemExit: the server is too old; the message is all that is printed.
    """
    try:
        default.ensure_connection()
    except NotSupportedError as error:
        sys.exit(str(error))
    except OperationalError:
        return
    default.close()
