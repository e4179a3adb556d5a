"""The plan of a search: one statement that finds, ranks and composes the rows of a page, of all types in one list."""

from collections.abc import Mapping
from functools import partial

from django.db.models import BigIntegerField, FloatField, IntegerField, QuerySet, TextField
from rest_framework import serializers

from claims.api.query.orderings import Ordering, SortColumn
from claims.api.query.shape import QueryShape
from claims.api.query.slots import Marker, SlotKey
from claims.api.resources.claims.holders import HOLDERS, holders_of
from claims.api.search.ranking import NameSearch, TextSearch
from claims.api.sql.compile import RowCompiler
from claims.api.sql.fragments import Fragment
from claims.api.sql.plan import ROW, Plan, build_plan
from claims.choices import Searched
from claims.querysets import Reader
from claims.search.searched import MAX_RANKED, TEXTS

MAX_HOLDERS = 3  # speakers who affirm a claim, and who deny it
ASKED_KEY: SlotKey = ("q", 0)
# The best score first; rows with the same score by the rank of their type, then the oldest first. The sort key has the
# negative of the score, so that all columns have the same direction. The last column is the same for all rows: the
# statistics that the first page was ranked by. A cursor carries them, so that the other pages have the same scores.
BY_RANK = Ordering(
    "rank",
    (
        SortColumn("score", False, FloatField(), "sort_0"),
        SortColumn("type", False, IntegerField(), "sort_1"),
        SortColumn("id", False, BigIntegerField(), "sort_2"),
        SortColumn("statistics", False, TextField(), "sort_3"),
    ),
)
SORTED_BY = BY_RANK.columns[:-1]
KEYSET = ", ".join(column.alias for column in SORTED_BY)

# The query: with the names in it (`asked`), in each language that texts are in (`readings`), and as arrays that rows
# are compared with (`query`): `queries` are those of the `pairs` of languages, at the same places. `lexemes` are what
# rows in the pair at a `place` are ranked by.
ASKED = """asked AS MATERIALIZED (
        SELECT claims_query_terms(given -> 'alternatives', spoken) AS terms, spoken,
               given ->> 'words' AS words, given -> 'names' AS names,
               ARRAY(
                   SELECT '% ' || claims_fold(word) || ' %' FROM jsonb_array_elements_text(given -> 'without') word
                   WHERE claims_fold(word) <> ''
               ) AS unwanted
        FROM (SELECT {}) q (given), (SELECT array_agg(pair) FROM claims_language_pairs() pair) p (spoken)
    ), basis AS MATERIALIZED (
        SELECT {} AS given FROM asked
    ), readings AS MATERIALIZED (
        SELECT r.* FROM asked, basis, claims_readings(asked.terms, asked.spoken, basis.given) r
    ), query AS MATERIALIZED (
        SELECT (SELECT claims_index_query(terms, spoken) FROM asked) AS in_any_language,
               array_agg(language || ' ' || original) AS pairs, array_agg(query) AS queries,
               array_agg(marked) AS marks, array_agg((numnode(marked) + 1) / 2) AS sizes, array_agg(telling) AS telling,
               (SELECT (given ->> 'average')::float8 FROM basis) AS average
        FROM readings
    ), lexemes AS MATERIALIZED (
        SELECT array_position(pairs, r.language || ' ' || r.original) AS place, lexeme, weight
        FROM query, readings r CROSS JOIN unnest(lexemes, weights) l (lexeme, weight)
    ), frequencies AS MATERIALIZED (
        SELECT f.* FROM asked, claims_frequencies(asked.terms, {}) f
    )"""
# Who affirms and who denies a claim.
WHO = {name: partial(holders_of, position, most=MAX_HOLDERS) for name, position in HOLDERS.items()}
# The query, in which the last word is marked as a beginning.
TYPED = "claims_typed(%s::jsonb)"
# Beside the rows: the types of which only the newest rows were ranked, and a suggestion where nothing matches.
EXTRA = """(SELECT json_build_object(
        'newest_only', array_remove(ARRAY[{}], NULL),
        'suggestion', CASE WHEN NOT EXISTS (SELECT FROM ranked) THEN claims_suggestion(words) END{}
    )::text FROM asked)"""
ROW_OF = """WHEN {} THEN (SELECT {} FROM (
        SELECT n.*, '{}' AS type, round(-{}.sort_0::numeric, 3) AS score, ({}) AS highlights FROM ({}) n
        WHERE n.id = {}.sort_2
    ) f)"""
HIGHLIGHTS = "SELECT coalesce(json_agg(h ORDER BY h.field, h.start), '[]') FROM ({}) h"


def search_plan(
    rows: Mapping[str, QuerySet],
    serializers: Mapping[str, serializers.Serializer],
    shape: QueryShape,
    reader: Reader,
    *,
    missing: Fragment | None,
    facets: bool,
    prefix: bool,
) -> Plan:
    """The plan of a page: the `rows` of each type that match, each composed by its serializer."""
    share = MAX_RANKED // len(rows)
    searches = [search_of(name, each, share) for name, each in rows.items()]
    relations = ", ".join(f"'{each.table}'" for each in searches if each.type in TEXTS) or "VARIADIC '{}'"
    ranked = Fragment.joined(" UNION ALL ", [each.ranked() for each in searches])
    tables = [
        Fragment.of(
            ASKED, Fragment(TYPED if prefix else "%s::jsonb", (Marker(ASKED_KEY),)), statistics(shape), relations
        ),
        *(each.found() for each in searches),
        Fragment.of(f"ranked ({KEYSET}) AS MATERIALIZED ({{}})", ranked),
    ]
    cut = [Fragment.of("CASE WHEN {} THEN '{}' END", each.cut(), each.type) for each in searches]
    counted = [Fragment.of("'{}', {}", each.type, each.counted()) for each in searches]
    extra = Fragment.of(
        EXTRA,
        Fragment.joined(", ", cut),
        Fragment.of(", 'facets', json_build_object({})", Fragment.joined(", ", counted)) if facets else "",
    )
    compiler = RowCompiler(reader, chosen=WHO)
    composed = [
        Fragment.of(
            ROW_OF,
            str(each.type_rank),
            compiler.row(serializers[each.type], "f"),
            each.type,
            ROW,
            Fragment.of(HIGHLIGHTS, each.marks()),
            Fragment.select(each.row()),
            ROW,
        )
        for each in searches
    ]
    body = Fragment.of(
        "SELECT CASE {}.sort_1 {} END, {}, (SELECT given::text FROM basis) FROM ({}) {}",
        ROW,
        Fragment.joined(" ", composed),
        ", ".join(f"{ROW}.{column.alias}::text" for column in SORTED_BY),
        page(shape),
        ROW,
    )
    return build_plan(body, width=1 + len(BY_RANK.columns), missing=missing, tables=tables, extra=extra)


def search_of(name: str, rows: QuerySet, most: int) -> NameSearch:
    """The pieces of SQL for the rows of one type."""
    type_rank = list(Searched).index(Searched(name))
    if name in TEXTS:
        return TextSearch(name, type_rank, rows, most, TEXTS[name])
    return NameSearch(name, type_rank, rows, most)


def statistics(shape: QueryShape) -> Fragment:
    """The statistics to rank by: those of the cursor, or those of now."""
    if shape.cursor and shape.cursor[1]:
        return Fragment("%s::jsonb", (Marker(("cursor", len(SORTED_BY))),))
    return Fragment("claims_statistics(asked.terms)")


def page(shape: QueryShape) -> Fragment:
    """The sort keys of the rows of a page, and of one row more."""
    backwards, nulls = shape.cursor or (False, ())
    direction = "DESC" if backwards else "ASC"
    order = ", ".join(f"{column.alias} {direction}" for column in SORTED_BY)
    beyond = Fragment("")
    if nulls:
        types = ("float8", "integer", "bigint")
        slots = [Fragment(f"%s::{kind}", (Marker(("cursor", number)),)) for number, kind in enumerate(types)]
        beyond = Fragment.of(f"WHERE ({KEYSET}) {'<' if backwards else '>'} ({{}})", Fragment.joined(", ", slots))
    return Fragment.of("SELECT * FROM ranked {} ORDER BY {} LIMIT {}", beyond, order, str(shape.limit + 1))
