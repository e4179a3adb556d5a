"""The feed of changes: rows it does not serve yet, and its numbering after a restore into another server."""

from django.db import connection, transaction

from claims.models import Change


def waiting() -> set[tuple[str, str]]:
    """The collection and key of each row with changes that the feed does not serve yet.

    It does not serve the changes of a transaction while an earlier transaction is still running.
    """
    return set(Change.objects.beyond_horizon().values_list("collection", "key"))


def is_ahead() -> bool:
    """Whether changes have transaction numbers that this server has not reached, as after a restore from another one.

    The feed would serve such changes only after the server has reached their numbers.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(transaction) >= claims_feed_base() + greatest("
            "pg_snapshot_xmax(pg_current_snapshot())::text::bigint, "
            "pg_current_xact_id_if_assigned()::text::bigint + 1) FROM claims_change"
        )
        (ahead,) = cursor.fetchone() or (False,)
    return bool(ahead)


def continue_numbering() -> int:
    """Numbers new changes after those in the database; returns by how much the numbers have been raised, 0 if not.

    Each PostgreSQL server counts its transactions. After a restore, the new server's count may be lower than the
    numbers in the dump. The feed tokens of mirrors stay valid.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE claims_change IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(
            "SELECT claims_feed_base(), coalesce(max(transaction), 0) - claims_transaction() FROM claims_change"
        )
        base, behind = cursor.fetchone() or (0, 0)
        if behind < 0:
            return 0
        # The base is the body of a function, since a dump includes it and PostgreSQL inlines its calls.
        body = f"AS 'SELECT {int(base) + int(behind) + 1}::bigint'"
        cursor.execute(f"CREATE OR REPLACE FUNCTION claims_feed_base() RETURNS bigint LANGUAGE sql STABLE {body}")
    return int(behind) + 1
