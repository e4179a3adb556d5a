"""The SQL that finds the publishers of one page without reading all sources of each."""

from collections.abc import Sequence

from claims.api.query.shape import QueryShape
from claims.api.query.slots import Marker
from claims.api.sql.fragments import Fragment
from claims.api.sql.plan import Subject
from claims.querysets import Reader

ROWS = """claims_publisher AS (
    SELECT r.* FROM ({}) k CROSS JOIN LATERAL (SELECT * FROM claims_publisher r WHERE r.key = k.key LIMIT 1) r
)"""
NAMED = "SELECT claims_same(%s) AS key"
# From each publisher to the next one, by the index of sources: it has the sources of each together.
NEXT = """
    WITH RECURSIVE found (key, number) AS (
        SELECT ({first}), 1
        UNION ALL
        SELECT ({next}), number + 1 FROM found WHERE key IS NOT NULL AND number < {limit}
    )
    SELECT key FROM found WHERE key IS NOT NULL
"""
BESIDE = """SELECT claims_same(publisher) FROM claims_source
    WHERE claims_same(publisher) > '' AND {} ORDER BY claims_same(publisher) {} LIMIT 1"""


def publishers_of_page(subject: Subject, shape: QueryShape, reader: Reader) -> Sequence[Fragment]:
    """The table of publishers with those of one page, in place of the view."""
    if "name" in dict(shape.given_filters):
        return [Fragment.of(ROWS, Fragment(NAMED, (Marker(("name", 0)),)))]
    backwards, keyset = shape.cursor or (False, ())
    down = shape.ordering.startswith("-") != backwards
    beyond = "claims_same(publisher) " + ("<" if down else ">")
    way = "DESC" if down else "ASC"
    start = Fragment(f"{beyond} %s::text", (Marker(("cursor", 0)),)) if keyset else Fragment("true")
    keys = Fragment.named(
        NEXT,
        first=Fragment.of(BESIDE, start, way),
        next=Fragment.of(BESIDE, f"{beyond} found.key", way),
        limit=str(shape.limit + 1),
    )
    return [Fragment.of(ROWS, keys)]
