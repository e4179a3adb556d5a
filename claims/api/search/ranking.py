"""How the rows of one type are found, ranked, counted and highlighted: pieces of the statement of a search.

They read the common table expressions with which the statement begins (`plan.py`).
"""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet

from claims.api.sql.fragments import Fragment
from claims.search.searched import MAX_INDEXED, MAX_READ, SearchedTexts

# The rows that match. Rare words are looked up in the GIN index, and of the rows found, those that are closest to the
# query are ranked; for common words, the newest rows are read until enough have matched. Where all of these would
# probably be read, those that match are read alone (`is_scarce`). The conditions that choose refer to no row, so
# PostgreSQL executes only one branch. One row more than is ranked is read, to tell whether there are more.
FOUND = """{type}_frequency AS MATERIALIZED (
        SELECT frequency <= {indexed} AS is_rare, {scarce} AS is_scarce
        FROM frequencies WHERE relation = '{table}'::regclass
    ), {newest}{type}_found AS MATERIALIZED (
        (SELECT id, document, place, {closeness} AS closeness FROM ({{}}) m WHERE (SELECT is_rare FROM {type}_frequency)
        ORDER BY closeness DESC, id DESC LIMIT {ranked} + 1)
        UNION ALL
        (SELECT id, document, place, 0 FROM ({{}}) m WHERE (SELECT NOT is_rare AND NOT is_scarce FROM {type}_frequency)
        ORDER BY id DESC LIMIT {ranked} + 1)
        {{}}
    )"""
# The newest rows that match, where both the GIN index and the primary key find them: of a condition with two bounds,
# PostgreSQL expects so few rows that it reads both.
SCARCE = """UNION ALL
        (SELECT id, document, place, 0 FROM ({{}}) m WHERE (SELECT NOT is_rare AND is_scarce FROM {type}_frequency)
        ORDER BY id DESC LIMIT {ranked} + 1)"""
IS_SCARCE = """frequency <= {read} AND frequency * {read} <= {ranked} * (
            SELECT reltuples FROM pg_class WHERE oid = relation
        )"""
NEWEST = """{type}_newest AS MATERIALIZED (
        SELECT coalesce((SELECT id FROM {table} ORDER BY id DESC OFFSET {read} - 1 LIMIT 1), min(id)) AS first,
               max(id) AS last
        FROM {table}
    ), """
AMONG_NEWEST = """AND id BETWEEN (SELECT first FROM {type}_newest) AND (SELECT last FROM {type}_newest) """
# `place` is that of the row's languages among `pairs`. OFFSET 0 keeps it from being computed again.
MATCHES = """SELECT id, document, place FROM (
                SELECT id, document,
                       array_position((SELECT pairs FROM query), text_language || ' ' || language_of_original) AS place
                FROM ({}) m WHERE document @@ (SELECT in_any_language FROM query) {}OFFSET 0
            ) m WHERE document @@ (SELECT queries FROM query)[place]"""
# A first ranking: all lexemes count the same, but for the most telling one. BM25 with the weights of all takes longer.
CLOSENESS = """(
            (SELECT sizes FROM query)[place] * ts_rank(document, (SELECT marks FROM query)[place])
            + ts_rank(document, (SELECT telling FROM query)[place])
        ) / (1.3::float8 + 0.9::float8 * length(document) / (SELECT average FROM query))"""
RANKED = """SELECT -sum(claims_bm25(m.document, l.lexeme, l.weight, query.average)), {type_rank}, m.id
        FROM (SELECT * FROM {type}_found ORDER BY closeness DESC, id DESC LIMIT {ranked}) m
        JOIN lexemes l USING (place) CROSS JOIN query GROUP BY m.id"""
CUT = """(SELECT count(*) FROM {type}_found) > {ranked}
        OR (SELECT NOT is_rare FROM {type}_frequency) AND EXISTS ({{}})"""
OLDER = "SELECT FROM {table} WHERE id < (SELECT first FROM {type}_newest)"
COUNTED = """CASE WHEN (SELECT is_rare FROM {type}_frequency)
        THEN (SELECT json_build_object('count', count(*), 'count_is_estimate', false) FROM ({{}}) m)
        ELSE (SELECT {estimate} FROM ({{}}) m) END"""
# The matches among the newest rows, scaled up to the whole table; for filtered rows, a lower bound.
ESTIMATE = """json_build_object('count_is_estimate', true, 'count', round({scale} * count(*) FILTER (
            WHERE document @@ (SELECT in_any_language FROM query) AND document @@ (SELECT queries FROM query)[
                array_position((SELECT pairs FROM query), text_language || ' ' || language_of_original)
            ]
        )))"""
SCALE = "greatest(1, (SELECT reltuples FROM pg_class WHERE oid = '{table}'::regclass) / greatest(1, count(*)))"
MARKS = """SELECT {field} AS field, k.* FROM readings r{each} CROSS JOIN LATERAL claims_marks(
                claims_search_config({language}), {words}, r.marked, {phrases}
            ) k
            WHERE r.language = n.text_language AND r.original = n.language_of_original
            AND {words} <> '' AND (ts_filter(n.document, ARRAY['{weight}'::"char"]) @@ r.marked OR {size} > {places})"""
# A text is only read if the document has one of the words with its weight. The document has at most 256 places of a
# word, which are those of the other texts where these are long. A word and what separates it take two bytes or more.
PLACES = 2 * 256
# A phrase may reach from one text into the next; then its words are marked wherever they are.
PHRASES_OR_WORDS = """WITH phrases AS MATERIALIZED ({}) SELECT * FROM phrases
        UNION ALL SELECT * FROM ({}) words WHERE NOT EXISTS (SELECT FROM phrases)"""

SPEAKERS_FOUND = """speaker_found AS MATERIALIZED (
        SELECT m.id, s.score FROM ({{}}) m
        JOIN claims_speakers_named((SELECT names FROM asked), (SELECT (given ->> 'documents')::bigint FROM basis)) s
        ON s.speaker = m.id
        WHERE ' ' || m.folded_names || ' ' NOT LIKE ALL ((SELECT unwanted FROM asked)::text[])
        ORDER BY s.score DESC, m.id LIMIT {ranked} + 1
    )"""
SPEAKERS_RANKED = """SELECT -score, {type_rank}, id
        FROM (SELECT * FROM speaker_found ORDER BY score DESC, id LIMIT {ranked}) m"""
SPEAKERS_CUT = "(SELECT count(*) FROM speaker_found) > {ranked}"
SPEAKERS_COUNTED = """(SELECT json_build_object('count', count(*), 'count_is_estimate', count(*) > {ranked})
        FROM speaker_found)"""
SPEAKER_MARKED = "SELECT k.* FROM asked CROSS JOIN LATERAL claims_name_marks(n.name, n.other_names, names) k"


@dataclass(frozen=True)
class NameSearch:
    """Searches speakers by their names.

    Attributes:
        type: the name of the type.
        type_rank: where rows of this type stand among rows with the same score.
        rows: the rows to search.
        most: how many matches are ranked.
    """

    type: str
    type_rank: int
    rows: QuerySet
    most: int

    @property
    def table(self) -> str:
        """The name of the table."""
        return str(self.rows.model._meta.db_table)

    def sql(self, template: str, *parts: Fragment) -> Fragment:
        return Fragment.of(template.format(type=self.type, type_rank=self.type_rank, ranked=self.most), *parts)

    def found(self) -> Fragment:
        """The common table expressions of the matching rows, which the other pieces read."""
        return self.sql(SPEAKERS_FOUND, Fragment.select(self.rows.values("id", "folded_names")))

    def ranked(self) -> Fragment:
        """The sort key of each row: the negative of its score, the rank of its type, its id."""
        return self.sql(SPEAKERS_RANKED)

    def cut(self) -> Fragment:
        """Whether more rows match than are ranked."""
        return self.sql(SPEAKERS_CUT)

    def counted(self) -> Fragment:
        """The JSON of how many rows match, and whether that is an estimate."""
        return self.sql(SPEAKERS_COUNTED)

    def row(self) -> QuerySet:
        """The rows, with the annotations that highlights are found by."""
        return self.rows

    def marks(self) -> Fragment:
        """Where in the row `n` the words of the query are."""
        return self.sql(SPEAKER_MARKED)


@dataclass(frozen=True)
class TextSearch(NameSearch):
    """Searches rows by their texts; `texts` says which columns have their languages."""

    texts: SearchedTexts

    def sql(self, template: str, *parts: Fragment) -> Fragment:
        numbers = {"type_rank": self.type_rank, "ranked": self.most, "indexed": MAX_INDEXED, "read": MAX_READ}
        names = {"type": self.type, "table": self.table, "closeness": CLOSENESS}
        scale, scarce, newest = (SCALE, IS_SCARCE, NEWEST) if self.is_whole else ("1", "false", "")
        names |= {"scarce": scarce.format(**numbers), "newest": newest.format(**numbers, **names)}
        names |= {"estimate": ESTIMATE.format(scale=scale.format(**names))}
        return Fragment.of(template.format(**numbers, **names), *parts)

    @property
    def is_whole(self) -> bool:
        """Whether all rows of the table are searched, and no filter selects some of them."""
        return not self.rows.query.where

    def row(self) -> QuerySet:
        rows: QuerySet = self.rows.annotate(text_language=self.texts.language, language_of_original=self.texts.original)
        return rows

    def compared(self) -> QuerySet:
        """The rows, with the columns that are compared with the query alone."""
        return self.row().values("id", "document", "text_language", "language_of_original")

    def newest(self) -> Fragment:
        """The newest rows, as many as are read for common words, as they are compared with the query."""
        return Fragment.select(self.compared().order_by("-pk")[:MAX_READ])

    def matches(self) -> Fragment:
        """The rows that match, by the index."""
        return Fragment.of(MATCHES, Fragment.select(self.compared()), "")

    def found(self) -> Fragment:
        newest, scarce = Fragment.of(MATCHES, self.newest(), "ORDER BY id DESC "), Fragment("")
        if self.is_whole:
            among = Fragment.of(MATCHES, Fragment.select(self.compared()), self.sql(AMONG_NEWEST))
            scarce = self.sql(SCARCE, among)
        return self.sql(FOUND, self.matches(), newest, scarce)

    def ranked(self) -> Fragment:
        return self.sql(RANKED)

    def cut(self) -> Fragment:
        # Of rows that a filter selects, any order would do: sorting them takes longer.
        another = Fragment.select(self.rows.values("id")[MAX_READ : MAX_READ + 1])
        return self.sql(CUT, self.sql(OLDER) if self.is_whole else another)

    def counted(self) -> Fragment:
        return self.sql(COUNTED, self.matches(), self.newest())

    def marks(self) -> Fragment:
        return Fragment.of(PHRASES_OR_WORDS, self.marks_of("r.phrases"), self.marks_of("NULL"))

    def marks_of(self, phrases: str) -> Fragment:
        """Where the words are that belong to one of the phrases."""
        return Fragment.joined(
            " UNION ALL ",
            (
                self.marks_in(field, f"n.{language}" if language else "''", weight, phrases)
                for field, language, weight in self.texts.highlighted
            ),
        )

    def marks_in(self, field: str, language: str, weight: str, phrases: str) -> Fragment:
        """Where the words are in one column; in an array of texts, `field/0` is the first of them."""
        others = [f"octet_length(n.{other})" for other, *_ in self.texts.highlighted if not self.is_array(other)]
        of_row: dict[str, object] = {"language": language, "weight": weight, "phrases": phrases, "places": PLACES}
        of_row["size"] = " + ".join(others)
        if not self.is_array(field):
            return self.sql(MARKS.format(field=f"'{field}'", each="", words=f"n.{field}", **of_row))
        place, each = f"'{field}/' || place - 1", f" CROSS JOIN unnest(n.{field}) WITH ORDINALITY o (words, place)"
        return self.sql(MARKS.format(field=place, each=each, words="o.words", **of_row))

    def is_array(self, field: str) -> bool:
        """Whether a column is an array of texts."""
        return isinstance(self.texts.model._meta.get_field(field), ArrayField)
