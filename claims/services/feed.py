"""The feed of changes: what it waits for, and how it goes on when the database has moved to another server."""

from django.db import connection, transaction

from claims.models import Change


def waiting() -> set[tuple[str, str]]:
    """The rows, by collection and key, whose changes wait for an earlier transaction that is still under way."""
    return set(Change.objects.beyond_horizon().values_list("collection", "key"))


def is_ahead() -> bool:
    """Whether changes have numbers that this server has not given yet, so that they would be served much later."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(transaction) >= claims_feed_base() + greatest("
            "pg_snapshot_xmax(pg_current_snapshot())::text::bigint, "
            "pg_current_xact_id_if_assigned()::text::bigint + 1) FROM claims_change"
        )
        (ahead,) = cursor.fetchone() or (False,)
    return bool(ahead)


def go_on() -> int:
    """Makes the next transaction follow on the last one written down; returns how far its number was behind.

    Servers count transactions by themselves: one that a dump was restored into may have begun to count again. Mirrors
    keep their places in the feed.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE claims_change IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(
            "SELECT claims_feed_base(), coalesce(max(transaction), 0) - claims_transaction() FROM claims_change"
        )
        base, behind = cursor.fetchone() or (0, 0)
        if behind < 0:
            return 0
        # A function, since its body is part of a dump, and costs nothing where it is called.
        body = f"AS 'SELECT {int(base) + int(behind) + 1}::bigint'"
        cursor.execute(f"CREATE OR REPLACE FUNCTION claims_feed_base() RETURNS bigint LANGUAGE sql STABLE {body}")
    return int(behind) + 1
