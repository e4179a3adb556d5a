"""On whose behalf a transaction writes, so that the triggers of the history can write it down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection, transaction
from psycopg import pq


class Author(NamedTuple):
    """A user by primary key, if one is known, and the id of a request, if there is one."""

    user: int | None = None
    request: str = ""


class Signature:
    """Names the author to the database with the first statement of every transaction.

    For the transaction only: behind a pool, the next one on the same connection may be somebody else's. And anew for
    each: what was set in a transaction that is rolled back is forgotten with it.
    """

    def __init__(self, author: Callable[[], Author]) -> None:
        self.author = author
        self.signed: Author | None = None
        self.signing = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        status = connection.connection.info.transaction_status
        # To know the author may itself take statements, which write nothing.
        if self.signing or status == pq.TransactionStatus.INERROR:
            return execute(sql, params, many, context)
        if not connection.in_atomic_block:
            return self.in_transaction(execute, sql, params, many, context)
        self.sign(begins=status == pq.TransactionStatus.IDLE)
        return execute(sql, params, many, context)

    def in_transaction(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Runs a statement that is a transaction by itself; one that only reads needs no signature."""
        if str(arguments[0]).lstrip()[:6].upper() == "SELECT":
            return execute(*arguments)
        with transaction.atomic():
            self.sign(begins=True)
            return execute(*arguments)

    def sign(self, begins: bool) -> None:
        self.signing = True
        try:
            author = self.author()
            if begins or author != self.signed:
                name_author(author)
                self.signed = author
        finally:
            self.signing = False


def name_author(author: Author) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('claims.writing_user', %s, true), set_config('claims.writing_request', %s, true)",
            ["" if author.user is None else str(author.user), author.request],
        )


@contextmanager
def written_by(author: Callable[[], Author]) -> Iterator[None]:
    """What is written meanwhile on this connection is written down as the author's, who is asked for when needed."""
    signature = Signature(author)
    with connection.execute_wrapper(signature):
        yield
    if signature.signed and connection.in_atomic_block and not connection.needs_rollback:
        name_author(Author())
