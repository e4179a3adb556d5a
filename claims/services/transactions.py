"""One transaction for one piece of work, tried again where nobody is to blame; and which errors pass by themselves."""

from collections.abc import Callable
from typing import TypeVar

from django.db import Error, InterfaceError, OperationalError, transaction
from psycopg import errors

ATTEMPTS = 5
# Classes of errors (the first two characters of SQLSTATE) that say nothing about what was asked: the connection broke,
# the transaction was ended to let others go on, a limit of the server was reached, an administrator intervened.
PASSING = ("08", "40", "53", "57")

Result = TypeVar("Result")


def in_one_transaction(work: Callable[[], Result]) -> Result:
    """Does the work in one transaction. Where a deadlock ended that, nothing of it was done: it is tried again.

    Raises:
        OperationalError: the server chose this transaction to end a deadlock each time.
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


def passes(error: Error) -> bool:
    """Whether the database was not to be reached, or busy, so that the same may succeed a moment later.

    Where the connection broke, it is not known whether what was written last has been committed.
    """
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return isinstance(error, OperationalError) and state.startswith(PASSING)
    # The server did not say it: libpq found the connection broken, or could not make one.
    return isinstance(error, OperationalError | InterfaceError)
