"""Versions of the database: what an answer was read from, and whether it would be the same now."""

from collections.abc import Sequence

from claims.api.sql.fragments import Fragment
from tracker.postgres.prepared import execute

# The version that a statement reads. Two answers with the same version were read from the same rows: a transaction that
# writes changes the snapshot when it is assigned its number and when it ends. NULL where no version can be told, as
# within a transaction that has written, which sees its own changes.
VERSION = (
    "CASE WHEN pg_is_in_recovery() THEN claims_standby_version()"
    " WHEN pg_current_xact_id_if_assigned() IS NULL THEN pg_current_snapshot()::text || ' ' || claims_era() END"
)
HOLDS = Fragment(
    f"""
    SELECT version FROM (SELECT {VERSION}, %s::text, %s::text[]) v (version, former, collections)
    -- A version of a standby has counts of recorded changes, so equal ones say nothing of what is not recorded.
    WHERE CASE WHEN version = former AND strpos(former, '{{') = 0 THEN true
               WHEN collections IS NOT NULL THEN claims_unchanged_since(former, collections) END
"""  # noqa: S608
)


def renewed(version: bytes, collections: Sequence[str] | None) -> bytes:
    """The present version, if what was read from `version` and from the rows of `collections` is the same now.

    Args:
        collections: the API's collections whose changes can change the answer; None where any change can.

    Returns:
        b"" where the answer may have changed.
    """
    listed = None if collections is None else f"{{{','.join(collections)}}}"
    result = execute(HOLDS.text, [version.decode(), listed])
    return (result.get_value(0, 0) or b"") if result.ntuples else b""
