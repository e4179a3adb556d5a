"""A world among many other rows, for tests of what a request costs as tables grow."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Model

from claims.services.dataset.load import generate, vacuum
from tests.support.world import make_world

SHOWN = 12
# The generated data set has a fixed number of speakers and topics at this size, and no redirects and changes.
MORE_ROWS = (
    """
    INSERT INTO claims_speaker
        (slug, kind, name, sort_name, other_names, summary, country, identifiers, website, image_url)
    SELECT 'other-' || n, CASE n %% 2 WHEN 0 THEN 'person' ELSE 'organization' END, 'Other ' || n, 'Other ' || n,
        '{}', '', 'DE', '{}', '', ''
    FROM generate_series(1, %(number)s) n
    """,
    """
    INSERT INTO claims_affiliation
        (person_id, organization_id, role, start_date_precision, end_date_precision, former)
    SELECT person.id, body.id, 'Member', '', '', false
    FROM generate_series(2, %(number)s, 2) n
    JOIN claims_speaker person ON person.slug = 'other-' || n
    JOIN claims_speaker body ON body.slug = 'other-' || n - 1
    """,
    "INSERT INTO claims_topic (slug, name) SELECT 'other-' || n, 'Other ' || n FROM generate_series(1, %(number)s) n",
    """
    INSERT INTO claims_redirect (collection, old_slug, new_slug)
    SELECT 'topics', 'former-other-' || n, 'other-' || n FROM generate_series(1, %(number)s) n
    """,
    """
    INSERT INTO claims_change
        (collection, key, row_id, kind, shown, old, new, transaction, changed_at, request)
    SELECT 'topics', 'other-' || 1 + n / 4, -n, 'changed', 'changed', '{}', '{}', 1, now(), ''
    FROM generate_series(1, %(number)s) n
    """,
)
# A search of a GIN index also reads its pending list, whose length depends on the last writes.
MERGE_PENDING_ENTRIES = """
    SELECT gin_clean_pending_list(i.oid) FROM pg_class i JOIN pg_am a ON a.oid = i.relam
    WHERE a.amname = 'gin' AND i.relname !~ '^pg_' AND i.relnamespace = 'public'::regnamespace
"""


@contextmanager
def large_world(number: int) -> Iterator[dict[type[Model], Model]]:
    """Rows with SHOWN related rows each, by model, in tables with some `number` other rows; all are rolled back."""
    # Dead rows and index entries of a rolled-back world would be read as well.
    vacuum()
    with transaction.atomic(), connection.cursor() as cursor:
        generate(number, 7, lambda *step: None)
        rows = make_world(SHOWN)
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in MORE_ROWS:
            cursor.execute(statement, {"number": number})
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute(MERGE_PENDING_ENTRIES)
        cursor.execute("ANALYZE")
        yield rows
        transaction.set_rollback(True)
