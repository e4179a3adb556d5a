"""Prepared statements, executed by libpq's blocking call, with parameters and results as text.

psycopg's cursors wait for a result in Python, and release and take the interpreter lock a dozen times for a result of
60 kB, while other threads wait for the lock. libpq's blocking call releases it once: with four threads, that gave a
tenth more answers a second (docs/decisions/0013-read-path.md).

A pooler such as PgBouncer may send each transaction of a connection to another session of the server. So the name of a
statement is a hash of its text: whichever session answers, a name never means another statement
(docs/decisions/0029-poolers.md).
"""

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from hashlib import sha256
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import errors, pq
from psycopg.adapt import Transformer

# For each connection; beyond it the least recently used statement is deallocated. The server needs up to half a
# megabyte for the plan of one.
MAX_STATEMENTS = 100

# The session does not know the statement, or a table that it reads has changed since it was prepared.
STALE = (errors.InvalidSqlStatementName, errors.FeatureNotSupported)

# The names of prepared statements by their texts, the least recently used first.
Known = OrderedDict[str, bytes]

# For each connection: the statements that it has prepared; and the texts of those that it has to prepare anew, although
# the session still knows them, since a table may have changed.
known_texts: WeakKeyDictionary[psycopg.Connection, Known] = WeakKeyDictionary()
stale_texts: WeakKeyDictionary[psycopg.Connection, set[str]] = WeakKeyDictionary()

# Whether each connection is one without a pooler.
direct: WeakKeyDictionary[psycopg.Connection, bool] = WeakKeyDictionary()


def rows(text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows that a statement answers with, as those of Django's cursors, whose execute wrappers it runs as well.

    Raises:
        django.db.Error: as raised by Django's cursors.
    """

    def work(text: str, values: Sequence[Any], *_: Any) -> Any:
        return execute(text, values)

    connection: Any = connections[DEFAULT_DB_ALIAS]  # its proxy `django.db.connection` looks it up at each access
    connection.ensure_connection()
    run_wrapped = work
    for wrapper in reversed(connection.execute_wrappers):
        run_wrapped = partial(wrapper, run_wrapped)
    result = run_wrapped(text, values, False, {"connection": connection, "cursor": None})
    if not result.ntuples:
        return []
    loaded = Transformer(connection.connection)
    loaded.set_pgresult(result)
    return loaded.load_rows(0, result.ntuples, tuple)


def execute(text: str, values: Sequence[Any] = (), *, once: bool = False) -> Any:
    """Executes a statement with `values` for its parameters; returns libpq's result.

    With `once`, it is not prepared. The statement is listed in `connection.queries`, where Django collects them.

    Raises:
        django.db.Error: as raised by Django's cursors.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    started = monotonic()
    with connection.wrap_database_errors:
        bound = [encoded(value) for value in values]
        try:
            result = run(connection.connection, text, bound, once=once)
        except psycopg.OperationalError:
            # The server was restarted since the last request. Nothing is lost by repeating the statement: it reads, or
            # it leases quota, where the client would at worst lose one lease (claims/api/http/leases.py). What writes
            # belongs to a transaction.
            if connection.in_atomic_block or not connection.connection.closed:
                raise
            connection.close()
            connection.ensure_connection()
            result = run(connection.connection, text, bound, once=once)
    # The connection works: Django need not ask it for that in this request.
    connection.health_check_done = True
    if connection.queries_logged:
        connection.queries_log.append({"sql": text, "time": f"{monotonic() - started:.3f}"})
    return result


def run(session: psycopg.Connection, text: str, values: list[Any], *, once: bool = False) -> Any:
    if not session.autocommit and session.pgconn.transaction_status == pq.TransactionStatus.IDLE:
        begin(session)
    if once or not settings.PREPARED_STATEMENTS:
        return unprepared(session, text, values)
    known = known_texts.setdefault(session, OrderedDict())
    if session.pgconn.transaction_status != pq.TransactionStatus.IDLE:
        return within_transaction(session, known, text, values)
    try:
        return checked(session.pgconn.exec_prepared(prepare(session, known, text), values))
    except STALE:
        # The next execution prepares it again.
        known.pop(text)
        deallocate(session, text)
        return unprepared(session, text, values)


def begin(session: psycopg.Connection) -> None:
    """Begins a transaction, as psycopg does with its own first statement."""
    if {session.isolation_level, session.read_only, session.deferrable} == {None}:
        checked(session.pgconn.exec_(b"BEGIN"))
    else:
        session.execute("")


def within_transaction(session: psycopg.Connection, known: Known, text: str, values: list[Any]) -> Any:
    """Executes a statement where an error aborts the transaction: prepared only without a pooler.

    To plan the answer to a write takes ten times as long as to execute it.

    Raises:
        psycopg.Error: among others one of `STALE`; once the transaction has ended, all statements are prepared anew.
    """
    if not is_direct(session) or (text not in known and len(known) >= MAX_STATEMENTS):
        return unprepared(session, text, values)
    try:
        return checked(session.pgconn.exec_prepared(prepare(session, known, text), values))
    except STALE as error:
        if isinstance(error, errors.FeatureNotSupported):
            stale_texts.setdefault(session, set()).update(known)
        known.clear()
        raise


def is_direct(session: psycopg.Connection) -> bool:
    """Whether the connection always has the same session of the server. A pooler tells another process than answers."""
    if session not in direct:
        result = checked(session.pgconn.exec_(b"SELECT pg_backend_pid()"))
        direct[session] = result.get_value(0, 0) == str(session.info.backend_pid).encode()
    return direct[session]


def unprepared(session: psycopg.Connection, text: str, values: list[Any]) -> Any:
    return checked(session.pgconn.exec_params(numbered(text).encode(), values))


def prepare(session: psycopg.Connection, known: Known, text: str) -> bytes:
    """The name of the prepared statement; prepares the statement where the connection has not done so yet."""
    if text in known:
        known.move_to_end(text)
        return known[text]
    if len(known) >= MAX_STATEMENTS:
        evicted, _ = known.popitem(last=False)
        deallocate(session, evicted)
    if text in (stale := stale_texts.get(session, set())):
        stale.remove(text)
        deallocate(session, text)
    name = name_of(text)
    # Another connection of a pooler may have prepared it in the same session.
    with suppress(errors.DuplicatePreparedStatement):
        checked(session.pgconn.prepare(name, numbered(text).encode()))
    known[text] = name
    return name


def name_of(text: str) -> bytes:
    """PostgreSQL reads the first 63 bytes of a name."""
    return f"read_{sha256(text.encode()).hexdigest()[:40]}".encode()


def deallocate(session: psycopg.Connection, text: str) -> None:
    with suppress(errors.InvalidSqlStatementName):
        checked(session.pgconn.exec_(b"DEALLOCATE " + name_of(text)))


def numbered(text: str) -> str:
    """The text with libpq's placeholders: `$1`, `$2` … instead of `%s`."""
    first, *others = text.split("%s")
    return (first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))).replace("%%", "%")


def encoded(value: Any) -> bytes | None:
    """A value as the text that PostgreSQL parses, whichever type the statement has for it; a list is an array.

    Raises:
        psycopg.DataError: it has the character NUL, at which libpq would cut it off.
    """
    if value is None:
        return None
    text = array_literal(value) if isinstance(value, list) else str(value)
    if "\0" in text:
        raise psycopg.DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return text.encode()


def array_literal(values: list[Any]) -> str:
    """An array as PostgreSQL writes it."""
    return "{" + ",".join('"{}"'.format(str(each).replace("\\", r"\\").replace('"', r"\"")) for each in values) + "}"


def checked(result: Any) -> Any:
    if result.status not in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
        error = errors.error_from_result(result, encoding="utf-8")
        # Without an SQLSTATE, the error is libpq's: the connection is broken.
        raise error if error.sqlstate else psycopg.OperationalError(str(error))
    return result
