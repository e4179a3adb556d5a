"""Prepared statements, run by libpq's own blocking call, with parameters and answers as text.

psycopg's cursors wait for an answer in Python: at 60 KB they take and leave the interpreter's lock a dozen times, for
which the other threads wait. Here a thread leaves it once. With four threads that is a tenth more answers a second.
"""

from collections import OrderedDict
from itertools import count
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection
from psycopg import errors, pq

from claims.api.read.fragments import Fragment

# Of each connection; beyond it the statement that was not used for longest is forgotten. A plan takes the server up to
# half a megabyte.
MOST_STATEMENTS = 100

# The server does not know the statement (any more), or its plan is of a table that has changed since.
STALE = (errors.InvalidSqlStatementName, errors.FeatureNotSupported)

numbers = count(1)
# By connection: the names of its prepared statements, the least recently used first.
names: WeakKeyDictionary[psycopg.Connection, OrderedDict[str, bytes]] = WeakKeyDictionary()


def execute(statement: Fragment, values: list[Any]) -> Any:
    """Runs a statement with `values` for its parameters; returns libpq's result.

    It shows in `connection.queries` like any other, where that is asked for.

    Raises:
        django.db.Error: as from a cursor of Django's.
    """
    connection.ensure_connection()
    started = monotonic()
    bound = [encoded(value) for value in values]
    with connection.wrap_database_errors:
        try:
            result = run(connection.connection, statement.text, bound)
        except psycopg.OperationalError:
            # The server was restarted since the last request: reading once more does no harm.
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
        session.execute("")  # psycopg begins a transaction with the first statement of its own
    known = names.setdefault(session, OrderedDict())
    prepared_before = text in known
    try:
        return checked(session.pgconn.exec_prepared(prepare(session, known, text), values))
    except STALE:
        if not prepared_before or session.pgconn.transaction_status != pq.TransactionStatus.IDLE:
            raise
        session.pgconn.exec_(b"DEALLOCATE " + known.pop(text))
        return checked(session.pgconn.exec_prepared(prepare(session, known, text), values))


def prepare(session: psycopg.Connection, known: OrderedDict[str, bytes], text: str) -> bytes:
    """The name of the prepared statement."""
    if text in known:
        known.move_to_end(text)
        return known[text]
    if len(known) >= MOST_STATEMENTS:
        _, forgotten = known.popitem(last=False)
        checked(session.pgconn.exec_(b"DEALLOCATE " + forgotten))
    name = f"read_{next(numbers)}".encode()
    checked(session.pgconn.prepare(name, numbered(text).encode()))
    known[text] = name
    return name


def numbered(text: str) -> str:
    """`%s` as libpq has it: `$1`, `$2` …"""
    first, *others = text.split("%s")
    return (first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))).replace("%%", "%")


def encoded(value: Any) -> bytes | None:
    """A value as PostgreSQL reads it, whatever the type that the statement gives it."""
    return None if value is None else str(value).encode()


def checked(result: Any) -> Any:
    if result.status not in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
        error = errors.error_from_result(result, encoding="utf-8")
        # What the server did not say itself, libpq says of the connection.
        raise error if error.sqlstate else psycopg.OperationalError(str(error))
    return result
