"""Running work in one transaction, again after a deadlock; and telling transient database errors from others."""

from collections.abc import Callable
from typing import TypeVar

from django.db import Error, InterfaceError, OperationalError, transaction
from psycopg import errors

ATTEMPTS = 5
# Classes of SQLSTATE (its first two characters) for errors that the statement did not cause: connection exception,
# transaction rollback, insufficient resources, operator intervention.
TRANSIENT = ("08", "40", "53", "57", "55P03")  # and a lock that was not granted in time

Result = TypeVar("Result")


def in_one_transaction(work: Callable[[], Result]) -> Result:
    """The result of `work`, done in one transaction. After a deadlock, which rolls it back, it is done again.

    Raises:
        OperationalError: each of the attempts ended in a deadlock.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            with transaction.atomic():
                return work()
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.DeadlockDetected | errors.SerializationFailure):
                raise
    with transaction.atomic():
        return work()


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
