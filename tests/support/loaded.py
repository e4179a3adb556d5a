"""Rows for all tests of a module, which are rolled back after them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def loaded(blocker: Any, *makers: Callable[[], Any]) -> Iterator[None]:
    """The rows that `makers` make.

    What PostgreSQL checks of them at the end of a transaction is checked here; each test would check it again
    otherwise, and each commit that a test asks for.
    """
    with blocker.unblock(), transaction.atomic():
        for each in makers:
            each()
        connection.check_constraints()
        yield
        transaction.set_rollback(True)
