"""What feeds tell: new statements and reviews, changed positions and corrections, in the order of the changes.

Only changes below the feed horizon are told (docs/decisions/0015-history-and-feed.md), so that nothing is ever inserted
between entries that somebody has read. An entry is one recorded change and never moves. It may vanish: what does not
stand or is not public any more is not told, and what was told again later is told there alone.
"""

import re
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection

from claims.api.http.kept import ReadFrom
from claims.api.sql.versions import VERSION
from claims.choices import Collection

# Entries of a feed in one answer.
MOST = 50
# How far back a feed about a row goes: so many rows of each kind, those that were written last.
NEWEST = 2_000
PLACE = re.compile(r"([0-9]{1,18})-([0-9]{1,18})", re.ASCII)


class News(NamedTuple):
    """One entry: what happened, when, and which rows of the API show it.

    Attributes:
        place: where it stands in the order: the number of its transaction and its own.
        known_at: when the transaction began that recorded it.
        collection: of the row: a new statement, a correction, or a stance or a review that a reader can see now.
        contradicts: the capacity in which a speaker took both sides with this stance; "" where that is not the news.
        key: of the correction, the stance or the review; "" for a statement.
        statement: the slug of the statement; "" for a review.
        affirms, denies: for a changed position, the last stance that took each side.
    """

    place: str
    known_at: datetime
    collection: str
    contradicts: str
    key: str
    statement: str
    affirms: int | None
    denies: int | None


# What is read of a change, `e`. `contradicts` and `stance` are there for a changed position alone.
COLUMNS = """e.transaction, e.id, e.changed_at, e.collection, e.row_id, e.key,
    CASE WHEN e.row_id IS NULL THEN e.new ->> 'contradicts' END AS contradicts,
    CASE WHEN e.row_id IS NULL THEN (e.new ->> 'stance')::bigint END AS stance"""
# The condition is that of the index `change_news`, which is read in its order until there are enough entries.
EVERYTHING = f"""SELECT {COLUMNS} FROM claims_change e WHERE
    e.collection || ' ' || e.shown IN ('statements created', 'corrections created', 'reviews created')
    OR e.collection = 'stances' AND e.new ? 'contradicts' AND e.row_id IS NULL
"""  # noqa: S608


def recorded(collection: str, rows: str) -> str:
    """The SQL of the changes by which rows became public; `rows` selects their primary keys, each once."""
    return f"""SELECT {COLUMNS} FROM ({rows}) r (id) JOIN claims_change e
        ON e.collection = '{collection}' AND e.row_id = r.id AND e.shown = 'created'"""  # noqa: S608


def contradicting(stances: str, capacity: str = "true") -> str:
    """The SQL of the changes that say that a speaker has taken both sides, the last one by one of these stances."""
    return f"""SELECT {COLUMNS} FROM ({stances}) r (id, is_own) JOIN claims_change e ON e.key = r.id::text
        WHERE e.collection = 'stances' AND e.row_id IS NULL AND e.new ? 'contradicts' AND {capacity}"""  # noqa: S608


def newest(column: str, table: str, condition: str, order: str = "id") -> str:
    """The SQL of the rows of a table that were written last, by number or by time."""
    return f"SELECT {column} FROM {table} t WHERE {condition} ORDER BY t.{order} DESC LIMIT {NEWEST}"  # noqa: S608


def in_order(*changes: str) -> str:
    """The SQL of all of these changes, sorted before more is read for them: OFFSET keeps PostgreSQL to that."""
    listed = " UNION ALL ".join(f"({each})" for each in changes)
    return f"SELECT * FROM ({listed}) e ORDER BY transaction DESC, id DESC OFFSET 0"  # noqa: S608


def corrections(statements: str) -> str:
    return recorded("corrections", newest("t.id", "claims_correction", f"t.statement_id IN ({statements})"))


def about(claims: str) -> str:
    """The SQL of what is told about claims: the stances on them, what became of their statements, and reviews."""
    on_claims = f"t.claim_id IN ({claims})"
    statements = f"SELECT t.statement_id FROM claims_stance t WHERE {on_claims} AND t.review_status = 'confirmed'"  # noqa: S608
    return in_order(
        recorded("stances", newest("t.id", "claims_stance", on_claims, "updated_at")),
        recorded("reviews", newest("t.id", "claims_review", on_claims, "updated_at")),
        corrections(statements),
        contradicting(newest("t.id, true", "claims_stance", on_claims, "updated_at")),
    )


def row(collection: str) -> str:
    """The SQL of the primary key of the row whose slug is given."""
    return f"(SELECT id FROM claims_{collection[:-1]} WHERE slug = %(slug)s)"  # noqa: S608


SPEAKER, INCIDENT = row(Collection.SPEAKERS), row(Collection.INCIDENTS)
IN_INCIDENT = "SELECT {} FROM {} WHERE incident_id = " + INCIDENT  # noqa: S608
# What each feed tells. What the API lists under `speaker`, `incident`, `claim` and `topic`, its feed tells.
SCOPES = {
    "": EVERYTHING,
    Collection.CORRECTIONS.value: in_order(recorded("corrections", newest("t.id", "claims_correction", "true"))),
    Collection.SPEAKERS.value: in_order(
        recorded("statements", newest("t.id", "claims_statement", f"t.speaker_id = {SPEAKER}")),
        corrections(f"SELECT id FROM claims_statement WHERE speaker_id = {SPEAKER}"),  # noqa: S608
        contradicting(
            newest(
                f"t.id, t.speaker_id = {SPEAKER}",
                "claims_stance",
                f"(t.speaker_id = {SPEAKER} OR t.on_behalf_of_id = {SPEAKER})",
                "updated_at",
            ),
            "(e.new ->> 'contradicts' = 'own') = r.is_own",
        ),
    ),
    Collection.INCIDENTS.value: in_order(
        recorded(
            "statements",
            newest("t.statement_id", "claims_statement_incidents", f"t.incident_id = {INCIDENT}"),
        ),
        corrections(IN_INCIDENT.format("statement_id", "claims_statement_incidents")),
        contradicting(
            newest(
                "t.id, true",
                "claims_stance",
                f"t.claim_id IN ({IN_INCIDENT.format('claim_id', 'claims_incidentclaim')})",
                "updated_at",
            )
        ),
    ),
    Collection.CLAIMS.value: about(row(Collection.CLAIMS)),
    Collection.TOPICS.value: about(
        f"SELECT claim_id FROM claims_claim_topics WHERE topic_id = {row(Collection.TOPICS)}"  # noqa: S608
    ),
}
# One row at least, so that the version is there where nothing is told.
STATEMENT = """
    SELECT v.version, told.* FROM (SELECT {version}) v (version) LEFT JOIN LATERAL (
        SELECT c.transaction, c.id, c.changed_at, c.collection, coalesce(c.contradicts, ''),
               coalesce(v.slug, coalesce(k.id, x.id)::text), coalesce(s.slug, ''),
               claims_latest_stance(p.speaker_id, p.claim_id, p.capacity, 'affirms'),
               claims_latest_stance(p.speaker_id, p.claim_id, p.capacity, 'denies')
        FROM ({scope}) c
        LEFT JOIN claims_correction k ON c.collection = 'corrections' AND k.id = c.row_id
        LEFT JOIN claims_stance x ON c.collection = 'stances' AND x.id = coalesce(c.row_id, c.stance)
        LEFT JOIN claims_review v ON c.collection = 'reviews' AND v.id = c.row_id
        LEFT JOIN claims_statement s
            ON s.id = coalesce(k.statement_id, x.statement_id, CASE c.collection WHEN 'statements' THEN c.row_id END)
        LEFT JOIN claims_position p ON c.row_id IS NULL AND p.claim_id = x.claim_id AND p.capacity = c.contradicts
            AND p.speaker_id = CASE c.contradicts WHEN 'own' THEN x.speaker_id ELSE x.on_behalf_of_id END
            AND p.taken @> ARRAY['affirms', 'denies']::varchar(9)[]
        WHERE c.transaction < (SELECT claims_feed_horizon())
          AND (%(transaction)s::bigint IS NULL OR (c.transaction, c.id) < (%(transaction)s, %(number)s))
          AND CASE WHEN c.row_id IS NULL THEN p.id IS NOT NULL
                   WHEN c.collection = 'corrections' THEN s.id IS NOT NULL
                   WHEN c.collection = 'reviews' THEN v.status = 'published'
                   ELSE s.status = 'active' AND coalesce(x.review_status, 'confirmed') = 'confirmed' END
          AND (c.row_id IS NULL OR NOT EXISTS (
              SELECT FROM claims_change again WHERE again.collection = c.collection AND again.row_id = c.row_id
                AND again.id > c.id AND again.shown = 'created'
          ))
          AND (c.row_id IS NOT NULL OR NOT EXISTS (
              SELECT FROM claims_change again WHERE again.collection = 'stances' AND again.row_id IS NULL
                AND again.new ? 'contradicts' AND again.key = c.key AND again.id > c.id
                AND again.new ->> 'contradicts' = c.contradicts
          ))
        ORDER BY c.transaction DESC, c.id DESC LIMIT {most}
    ) told ON true
"""


def news(feed: str, slug: str | None, before: str | None) -> tuple[list[News], bool, ReadFrom]:
    """The entries of a feed, the last one first; whether there are more; and what they were read from.

    Args:
        feed: one of `SCOPES`.
        slug: the slug of the row that the feed is about; the feed of a row that does not exist has no entries.
        before: the place of the entry after which to go on.

    Raises:
        ValidationError: `before` is no place.
    """
    place = PLACE.fullmatch(before) if before is not None else None
    if before is not None and not place:
        raise ValidationError("is not what an earlier answer gave: follow its link “next”.")
    transaction, number = map(int, place.groups()) if place else (None, None)
    text = STATEMENT.format(version=VERSION, scope=SCOPES[feed], most=MOST + 1)
    with connection.cursor() as cursor:
        cursor.execute(text, {"slug": slug, "transaction": transaction, "number": number})
        rows = cursor.fetchall()
    told = [News(f"{each[1]}-{each[2]}", *each[3:]) for each in rows if each[1] is not None]
    # Which changes are below the horizon depends on every transaction that is running.
    read_from = ReadFrom((rows[0][0] or "").encode(), None)
    return told[:MOST], len(told) > MOST, read_from
