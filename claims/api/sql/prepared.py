"""Prepared statements, executed by libpq's blocking call, with parameters and results as text.

psycopg's cursors wait for a result in Python, and release and take the interpreter lock a dozen times for a result of
60 kB, while other threads wait for the lock. libpq's blocking call releases it once: with four threads, that gave a
tenth more answers a second (docs/decisions/0013-read-path.md).
"""

from collections import OrderedDict
from itertools import count
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection
from psycopg import errors, pq

from claims.api.sql.fragments import Fragment

# For each connection; beyond it the least recently used statement is deallocated. The server needs up to half a
# megabyte for the plan of one.
MAX_STATEMENTS = 100

# The server does not know the statement any more, or a table that it reads has changed since it was prepared.
STALE = (errors.InvalidSqlStatementName, errors.FeatureNotSupported)

numbers = count(1)
# For each connection: its prepared statements by their text, the least recently used first.
statement_names: WeakKeyDictionary[psycopg.Connection, OrderedDict[str, bytes]] = WeakKeyDictionary()


def execute(statement: Fragment, values: list[Any]) -> Any:
    """Executes a statement with `values` for its parameters; returns libpq's result.

    The statement is listed in `connection.queries`, where Django collects them.

    Raises:
        django.db.Error: as raised by Django's cursors.
    """
    connection.ensure_connection()
    started = monotonic()
    bound = [encoded(value) for value in values]
    with connection.wrap_database_errors:
        try:
            result = run(connection.connection, statement.text, bound)
        except psycopg.OperationalError:
            # The server was restarted since the last request. Nothing is lost by repeating the statement: it reads, or
            # it leases quota, where the client would at worst lose one lease (claims/api/http/leases.py).
            if connection.in_atomic_block or not connection.connection.closed:
                raise
            connection.close()
            connection.ensure_connection()
            result = run(connection.connection, statement.text, bound)
    if connection.queries_logged:
        connection.queries_log.append({"sql": statement.text, "time": f"{monotonic() - started:.3f}"})
    return result


def run(session: psycopg.Connection, text: str, values: list[Any]) -> Any:
    if not session.autocommit and session.pgconn.transaction_status == pq.TransactionStatus.IDLE:
        session.execute("")  # psycopg begins the transaction with its own first statement
    known = statement_names.setdefault(session, OrderedDict())
    prepared_before = text in known
    try:
        return checked(session.pgconn.exec_prepared(prepare(session, known, text), values))
    except STALE:
        if not prepared_before or session.pgconn.transaction_status != pq.TransactionStatus.IDLE:
            raise
        session.pgconn.exec_(b"DEALLOCATE " + known.pop(text))
        return checked(session.pgconn.exec_prepared(prepare(session, known, text), values))


def prepare(session: psycopg.Connection, known: OrderedDict[str, bytes], text: str) -> bytes:
    """The name of the prepared statement; prepares the statement where the connection has not done so yet."""
    if text in known:
        known.move_to_end(text)
        return known[text]
    if len(known) >= MAX_STATEMENTS:
        _, evicted = known.popitem(last=False)
        checked(session.pgconn.exec_(b"DEALLOCATE " + evicted))
    name = f"read_{next(numbers)}".encode()
    checked(session.pgconn.prepare(name, numbered(text).encode()))
    known[text] = name
    return name


def numbered(text: str) -> str:
    """The text with libpq's placeholders: `$1`, `$2` … instead of `%s`."""
    first, *others = text.split("%s")
    return (first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))).replace("%%", "%")


def encoded(value: Any) -> bytes | None:
    """A value as the text that PostgreSQL parses, whichever type the statement casts it to."""
    return None if value is None else str(value).encode()


def checked(result: Any) -> Any:
    if result.status not in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
        error = errors.error_from_result(result, encoding="utf-8")
        # Without an SQLSTATE, the error is libpq's: the connection is broken.
        raise error if error.sqlstate else psycopg.OperationalError(str(error))
    return result
