"""Tells the database who writes in a transaction, so that the triggers of the history can record it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection, transaction
from psycopg import pq

from tracker.postgres import prepared


class Author(NamedTuple):
    """Who writes: the primary key of a user and the id of a request, if there are any."""

    user: int | None = None
    request: str = ""


class AuthorWrapper:
    """An execute wrapper of Django that sets the author in the database before the first statement of a transaction.

    The settings last for one transaction only, since behind a connection pool the next transaction may be another
    client's.
    """

    def __init__(self, author: Callable[[], Author]) -> None:
        self.author = author
        self.current: Author | None = None
        self.is_setting = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        status = connection.connection.info.transaction_status
        # `author()` may itself run queries, which only read. After an error, PostgreSQL refuses all statements.
        if self.is_setting or status == pq.TransactionStatus.INERROR:
            return execute(sql, params, many, context)
        if not connection.in_atomic_block:
            return self.in_transaction(execute, sql, params, many, context)
        self.set_author(is_new=status == pq.TransactionStatus.IDLE)
        return execute(sql, params, many, context)

    def in_transaction(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Runs a statement in a transaction of its own, which sets the author first; one that only reads needs none."""
        if str(arguments[0]).lstrip()[:6].upper() == "SELECT":
            return execute(*arguments)
        with transaction.atomic():
            self.set_author(is_new=True)
            return execute(*arguments)

    def set_author(self, is_new: bool) -> None:
        """Sets the author, unless the transaction is not new and has this author already."""
        self.is_setting = True
        try:
            author = self.author()
            if is_new or author != self.current:
                set_author(author)
                self.current = author
        finally:
            self.is_setting = False


def set_author(author: Author) -> None:
    """Sets the author of the present transaction, which the triggers of the history read."""
    prepared.rows(
        "SELECT set_config('claims.writing_user', %s, true), set_config('claims.writing_request', %s, true)",
        ["" if author.user is None else author.user, author.request],
    )


@contextmanager
def written_by(author: Callable[[], Author]) -> Iterator[None]:
    """The history names `author()` as the author of what this connection writes in the `with` block.

    `author` is called when a statement is executed, so that a request need not be authenticated before.
    """
    wrapper = AuthorWrapper(author)
    with connection.execute_wrapper(wrapper):
        yield
    # A surrounding transaction continues without an author.
    if wrapper.current and connection.in_atomic_block and not connection.needs_rollback:
        set_author(Author())
