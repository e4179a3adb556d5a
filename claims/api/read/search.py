"""The plan of a search: one statement that finds, ranks and composes the rows of a page, of all types in one list."""

from collections.abc import Mapping

from django.db.models import BigIntegerField, FloatField, IntegerField, QuerySet
from rest_framework import serializers

from claims.api.pagination import Ordering, Term
from claims.api.query import Form
from claims.api.read.compile import RowCompiler
from claims.api.read.finding import Finding, TextFinding
from claims.api.read.fragments import Fragment, Key, Marker
from claims.api.read.plan import ROW, Plan, compose
from claims.choices import Searched
from claims.querysets import Reader
from claims.search.subjects import MOST_RANKED, TEXTS

ASKED_KEY: Key = ("q", 0)
# The best first; of equals, by type and then the oldest. A page's place is kept as the negative of its score.
BY_RANK = Ordering(
    "rank",
    (
        Term("score", False, FloatField(), "place_0"),
        Term("type", False, IntegerField(), "place_1"),
        Term("id", False, BigIntegerField(), "place_2"),
    ),
)
PLACES = ", ".join(term.place for term in BY_RANK.terms)

# What is asked for, in each language that texts have; and as a name, as it sounds.
ASKED = """asked AS MATERIALIZED (
        SELECT given -> 'alternatives' AS terms, given ->> 'words' AS words,
               ARRAY(SELECT claims_fold(name) FROM jsonb_array_elements_text(given -> 'names') name) AS names,
               ARRAY(
                   SELECT '% ' || claims_fold(word) || ' %' FROM jsonb_array_elements_text(given -> 'without') word
                   WHERE claims_fold(word) <> ''
               ) AS unwanted
        FROM (SELECT {}::jsonb) q (given)
    ), readings AS MATERIALIZED (
        SELECT r.* FROM asked, claims_readings(asked.terms) r
    ), query AS MATERIALIZED (
        SELECT claims_any(DISTINCT each) AS anyhow, (SELECT average FROM claims_totals()) AS average
        FROM readings CROSS JOIN unnest(alternatives) each
    )"""
# Beside the rows: the types of which only the newest rows were ranked; what else could have been meant.
BESIDE = """(SELECT json_build_object(
        'newest_only', array_remove(ARRAY[{}], NULL),
        'suggestion', CASE WHEN NOT EXISTS (SELECT FROM ranked) THEN claims_suggestion(words) END{}
    )::text FROM asked)"""
ROW_OF = """WHEN {} THEN (SELECT {} FROM (
        SELECT n.*, '{}' AS type, round(-{}.place_0::numeric, 3) AS score, ({}) AS highlights FROM ({}) n
        WHERE n.id = {}.place_2
    ) f)"""
HIGHLIGHTS = "SELECT coalesce(json_agg(h ORDER BY h.field, h.start), '[]') FROM ({}) h"


def search_plan(
    rows: Mapping[str, QuerySet],
    serializers: Mapping[str, serializers.Serializer],
    form: Form,
    reader: Reader,
    *,
    missing: Fragment | None,
    facets: bool,
) -> Plan:
    """The plan of a page: of the `rows` of each type, those that answer, each composed as its serializer says."""
    share = MOST_RANKED // len(rows)
    findings = [finding(name, each, share) for name, each in rows.items()]
    ranked = Fragment.joined(" UNION ALL ", [each.ranked() for each in findings])
    tables = [
        Fragment.of(ASKED, Fragment("%s::text", (Marker(ASKED_KEY),))),
        *(each.found() for each in findings),
        Fragment.of(f"ranked ({PLACES}) AS MATERIALIZED ({{}})", ranked),
    ]
    cut = [Fragment.of("CASE WHEN {} THEN '{}' END", each.cut(), each.type) for each in findings]
    counted = [Fragment.of("'{}', {}", each.type, each.counted()) for each in findings]
    beside = Fragment.of(
        BESIDE,
        Fragment.joined(", ", cut),
        Fragment.of(", 'facets', json_build_object({})", Fragment.joined(", ", counted)) if facets else "",
    )
    compiler = RowCompiler(reader)
    composed = [
        Fragment.of(
            ROW_OF,
            str(each.place),
            compiler.row(serializers[each.type], "f"),
            each.type,
            ROW,
            Fragment.of(HIGHLIGHTS, each.marks()),
            Fragment.select(each.row()),
            ROW,
        )
        for each in findings
    ]
    body = Fragment.of(
        "SELECT (CASE {}.place_1 {} END)::text, {} FROM ({}) {}",
        ROW,
        Fragment.joined(" ", composed),
        ", ".join(f"{ROW}.{term.place}::text" for term in BY_RANK.terms),
        page(form),
        ROW,
    )
    return compose(body, width=1 + len(BY_RANK.terms), missing=missing, tables=tables, beside=beside)


def finding(name: str, rows: QuerySet, most: int) -> Finding:
    place = list(Searched).index(Searched(name))
    return TextFinding(name, place, rows, most, TEXTS[name]) if name in TEXTS else Finding(name, place, rows, most)


def page(form: Form) -> Fragment:
    """The places of a page, and of one row more."""
    backwards, nulls = form.cursor or (False, ())
    direction = "DESC" if backwards else "ASC"
    order = ", ".join(f"{term.place} {direction}" for term in BY_RANK.terms)
    beyond = Fragment("")
    if nulls:
        types = ("float8", "integer", "bigint")
        slots = [Fragment(f"%s::{kind}", (Marker(("cursor", number)),)) for number, kind in enumerate(types)]
        beyond = Fragment.of(f"WHERE ({PLACES}) {'<' if backwards else '>'} ({{}})", Fragment.joined(", ", slots))
    return Fragment.of("SELECT * FROM ranked {} ORDER BY {} LIMIT {}", beyond, order, str(form.limit + 1))
