"""Running work in one transaction, again after a deadlock; locks between transactions; transient database errors."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from django.db import (
    Error,
    InterfaceError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)
from django.db.models import Model
from psycopg import errors

from tracker.postgres import prepared

ATTEMPTS = 5
# Classes of SQLSTATE (its first two characters) for errors that the statement did not cause: connection exception,
# transaction rollback, insufficient resources, operator intervention.
TRANSIENT = ("08", "40", "53", "57", "55P03")  # and a lock that was not granted in time

Result = TypeVar("Result")


def in_one_transaction(work: Callable[[], Result]) -> Result:
    """The result of `work`, done in one transaction. After a deadlock, which rolls it back, it is done again.

    So it is where a table has changed since a statement was prepared.

    Raises:
        django.db.Error: each of the attempts ended so.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            with transaction.atomic():
                return work()
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.DeadlockDetected | errors.SerializationFailure):
                raise
        except (NotSupportedError, ProgrammingError) as error:
            if not isinstance(error.__cause__, prepared.STALE):
                raise
    with transaction.atomic():
        return work()


def lock_for_share(model: type[Model], keys: Collection[Any]) -> None:
    """Locks rows by their primary keys, in the order of these, against changes until the transaction ends.

    Other transactions may lock the same rows in this way. Django's `select_for_update` has no FOR SHARE.
    """
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT FROM {table} WHERE {key} = ANY (%s) ORDER BY {key} FOR SHARE",
            [list(keys)],
        )


def lock_new_rows(model: type[Model]) -> None:
    """Takes the lock on the creation of rows of a table until the transaction ends.

    Whoever has it may compare a new row with those that are there: no other transaction that asks for it has created a
    row that is not committed yet.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{model._meta.db_table}.new"])


def is_transient(error: Error) -> bool:
    """Whether the same work may succeed later, since the database was busy or could not be reached.

    If the connection broke during a commit, nobody knows whether the transaction was committed.
    """
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return isinstance(error, OperationalError) and state.startswith(TRANSIENT)
    # Without an SQLSTATE, the error is libpq's: the connection broke, or could not be made.
    return isinstance(error, OperationalError | InterfaceError)
