"""How the rows of one type are found, ranked, counted and marked: pieces of the statement that a search is.

They read `asked`, `readings` and `query`, which that statement begins with.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from claims.api.read.fragments import Fragment
from claims.search.subjects import MOST_INDEXED, MOST_READ, TextSubject

# The newest rows that answer, found in an index or by reading the newest rows of all. Which of the two, a condition
# says that is about no row, so that PostgreSQL carries out only one of them. One row more than is ranked is looked for.
FOUND = """{type}_frequency AS MATERIALIZED (
        SELECT claims_frequency('{table}', terms) <= {indexed} AS is_rare FROM asked
    ), {type}_found AS MATERIALIZED (
        SELECT * FROM (
            SELECT * FROM ({{}}) m WHERE (SELECT is_rare FROM {type}_frequency) AND {answers}
            UNION ALL
            (SELECT * FROM ({{}}) m WHERE (SELECT NOT is_rare FROM {type}_frequency) AND {answers}
            ORDER BY id DESC LIMIT {ranked} + 1)
        ) m ORDER BY id DESC LIMIT {ranked} + 1
    )"""
ANSWERS = """document @@ (SELECT anyhow FROM query) AND document @@ (
                SELECT r.query FROM readings r WHERE r.language = m.said_in AND r.original = m.said_before
            )"""
RANKED = """SELECT -s.score, {place}, m.id
        FROM (SELECT * FROM {type}_found ORDER BY id DESC LIMIT {ranked}) m
        JOIN readings r ON r.language = m.said_in AND r.original = m.said_before
        CROSS JOIN query
        CROSS JOIN LATERAL claims_bm25(m.document, r.lexemes, r.weights, query.average) s"""
CUT = """(SELECT count(*) FROM {type}_found) > {ranked}
        OR (SELECT NOT is_rare FROM {type}_frequency) AND EXISTS (SELECT FROM ({{}}) m OFFSET {read})"""
COUNTED = """CASE WHEN (SELECT is_rare FROM {type}_frequency)
        THEN (SELECT {count} FROM ({{}}) m WHERE {answers})
        ELSE (SELECT {estimate} FROM ({{}}) m) END"""
COUNT = "json_build_object('count', count(*), 'count_is_estimate', false)"
# What is counted among the newest rows, as if all were like them; of rows that are filtered, at least.
ESTIMATE = (
    """json_build_object('count', round(count(*) FILTER (WHERE {answers}) * {scale}), 'count_is_estimate', true)"""
)
SCALE = "greatest(1, (SELECT reltuples FROM pg_class WHERE oid = '{table}'::regclass) / greatest(1, count(*)))"
MARKED = """SELECT '{field}' AS field, k.* FROM readings r
            CROSS JOIN LATERAL claims_marks(claims_search_config({language}), n.{field}, r.query) k
            WHERE r.language = n.said_in AND r.original = n.said_before"""

SPEAKERS_FOUND = """speaker_found AS MATERIALIZED (
        SELECT m.id, s.score FROM ({{}}) m JOIN claims_speakers_named((SELECT names FROM asked)) s ON s.speaker = m.id
        WHERE ' ' || m.folded_names || ' ' NOT LIKE ALL ((SELECT unwanted FROM asked)::text[])
        ORDER BY s.score DESC, m.id LIMIT {ranked} + 1
    )"""
SPEAKERS_RANKED = """SELECT -score, {place}, id
        FROM (SELECT * FROM speaker_found ORDER BY score DESC, id LIMIT {ranked}) m"""
SPEAKERS_CUT = "(SELECT count(*) FROM speaker_found) > {ranked}"
SPEAKERS_COUNTED = """(SELECT json_build_object('count', count(*), 'count_is_estimate', count(*) > {ranked})
        FROM speaker_found)"""
SPEAKER_MARKED = "SELECT 'name' AS field, k.* FROM asked CROSS JOIN LATERAL claims_name_marks(n.name, asked.names) k"


@dataclass(frozen=True)
class Finding:
    """Finds speakers by their names, among `rows`; of them, `most` are ranked."""

    type: str
    place: int
    rows: QuerySet
    most: int

    def sql(self, template: str, *parts: Fragment) -> Fragment:
        return Fragment.of(template.format(type=self.type, place=self.place, ranked=self.most), *parts)

    def found(self) -> Fragment:
        """The common table expressions that the others read."""
        return self.sql(SPEAKERS_FOUND, Fragment.select(self.rows.values("id", "folded_names")))

    def ranked(self) -> Fragment:
        """The place of each row in the list: the negative of its score, the place of its type, its id."""
        return self.sql(SPEAKERS_RANKED)

    def cut(self) -> Fragment:
        """Whether there are more rows than were looked at."""
        return self.sql(SPEAKERS_CUT)

    def counted(self) -> Fragment:
        """How many rows answer, and whether that is an estimate, as JSON."""
        return self.sql(SPEAKERS_COUNTED)

    def row(self) -> QuerySet:
        """The rows with what their marks are found by."""
        return self.rows

    def marks(self) -> Fragment:
        """Where in the row `n` the words are that were asked for."""
        return self.sql(SPEAKER_MARKED)


@dataclass(frozen=True)
class TextFinding(Finding):
    """Finds rows by their texts."""

    subject: TextSubject

    def sql(self, template: str, *parts: Fragment) -> Fragment:
        numbers = {"type": self.type, "place": self.place, "ranked": self.most, "indexed": MOST_INDEXED}
        names = {"read": MOST_READ, "table": self.rows.model._meta.db_table, "answers": ANSWERS, "count": COUNT}
        scale = "1" if self.rows.query.where else SCALE.format(**names)
        estimate = ESTIMATE.format(**names, scale=scale)
        return Fragment.of(template.format(**numbers, **names, estimate=estimate), *parts)

    def row(self) -> QuerySet:
        rows: QuerySet = self.rows.annotate(said_in=self.subject.language, said_before=self.subject.original)
        return rows

    def every(self) -> Fragment:
        """All rows, with what is compared."""
        return Fragment.select(self.row().values("id", "document", "said_in", "said_before"))

    def newest(self, most: int) -> Fragment:
        rows = self.row().order_by("-pk").values("id", "document", "said_in", "said_before")
        return Fragment.select(rows[:most])

    def found(self) -> Fragment:
        return self.sql(FOUND, self.every(), self.newest(MOST_READ))

    def ranked(self) -> Fragment:
        return self.sql(RANKED)

    def cut(self) -> Fragment:
        return self.sql(CUT, Fragment.select(self.rows.order_by("-pk").values("id")[: MOST_READ + 1]))

    def counted(self) -> Fragment:
        return self.sql(COUNTED, self.every(), self.newest(MOST_READ))

    def marks(self) -> Fragment:
        each = (
            self.sql(MARKED.replace("{field}", field).replace("{language}", f"n.{language}" if language else "''"))
            for field, language in self.subject.marked
        )
        return Fragment.joined(" UNION ALL ", each)
