"""The SQL that finds the contradictions of one page without reading others.

A claim that a thousand speakers affirm and a thousand others deny has a million contradictions. They are sorted by
their claims, on each claim by one of both positions, and for this position by the other one, so that two indexes have
them in this order. The planner does not see that: it would join, and then sort all of one claim. The statement below
reads the positions of one side in the order of their index and, for each, of the other side no more than a page has.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import BooleanField, F, QuerySet
from django.db.models.expressions import RawSQL

from claims.api.query.orderings import RowComparison
from claims.api.query.shape import QueryShape
from claims.api.query.slots import Marker, Slot
from claims.api.resources.contradictions.filters import ContradictedClaimFilters, ContradictionFilters
from claims.api.sql.fragments import Fragment
from claims.api.sql.plan import Subject
from claims.choices import Capacity, ContradictionKind
from claims.models import Claim, Contradiction, Position
from claims.models.position import CONTRADICTING
from claims.querysets import Reader

# What the rows are sorted by, all in one direction: `last_on` and `position_id` are those of the first side.
ORDER = ("claim_created_at", "claim_id", "last_on", "position_id", "other_last_on", "other_position_id")
# What each position `p` is opposed to: positions of others in either capacity, and the holder's own former one.
KEYS = """
    SELECT p.claim_created_at, p.claim_id, p.last_on, p.id AS position_id, o.last_on AS other_last_on,
           o.id AS other_position_id
    FROM ({positions}) p
    CROSS JOIN LATERAL (
        SELECT 'between_speakers' AS kind, held AS other_capacity,
               CASE WHEN p.capacity = 'own' AND held = 'own' THEN 'own' ELSE 'represented' END AS capacity
        FROM (VALUES ('own'), ('represented')) holding (held) WHERE p.position IN ('affirms', 'denies') AND {once}
        UNION ALL
        SELECT 'change_of_mind', '', p.capacity WHERE p.{reversed}
    ) side
    CROSS JOIN LATERAL (
        SELECT * FROM (
            (SELECT o.id, o.speaker_id, o.last_on FROM claims_position o
             WHERE side.kind = 'between_speakers' AND o.claim_id = p.claim_id AND o.capacity = side.other_capacity
               AND o.position = CASE p.position WHEN 'affirms' THEN 'denies' ELSE 'affirms' END
               AND o.speaker_id <> p.speaker_id AND o.contradicted AND {chosen} {first})
            UNION ALL
            SELECT p.id, p.speaker_id, p.last_on WHERE side.kind = 'change_of_mind'
        ) o WHERE {chosen}
    ) o
    WHERE {side}
    ORDER BY {order} LIMIT {limit}
"""
# The same claim by claim.
OF_CLAIMS = "SELECT k.* FROM ({claims}) c CROSS JOIN LATERAL ({keys}) k ORDER BY {order} LIMIT {limit}"
# LIMIT 1 keeps the planner from joining the whole view.
ROWS = """claims_contradiction AS MATERIALIZED (
    SELECT r.* FROM ({}) k CROSS JOIN LATERAL (
        SELECT * FROM claims_contradiction r
        WHERE r.position_id = k.position_id AND r.other_position_id = k.other_position_id LIMIT 1
    ) r
)"""
# Of the other side, the rows beyond the cursor's row, if `p` is its position; of other positions all.
BEYOND = """(o.last_on, o.id) {} (
    CASE WHEN p.id = %s::bigint THEN %s::date ELSE '{}' END, CASE WHEN p.id = %s::bigint THEN %s::bigint ELSE 0 END
)"""
# Conditions of partial indexes. They are literals, so that the planner sees that the index holds whatever they select.
REVERSED = "taken @> ARRAY['affirms', 'denies']::varchar(9)[]"
FIRST = f"({REVERSED} OR NOT (position = 'denies'))"
REPRESENTED = "capacity = 'represented'"

Given = Mapping[str, list[Any]]


def only(given: Given, name: str, value: str) -> bool:
    """Whether a filter selects this value and no other one."""
    return {str(each) for asked in (name, f"{name}__in") for each in given.get(asked, ())} == {value}


def sides(given: Given) -> tuple[QuerySet, str]:
    """The positions by which contradictions are found, and the condition for listing each of these once.

    It is the point of view of the speaker who is asked for, if any. Else it is that of the one who affirms: of
    contradictions of those spoken for, that of the one who was, if it is one.
    """
    positions = Position.objects.all()
    if "speaker" in given or "other" in given:
        return positions.filter(contradicted=True), "true"
    if only(given, "kind", ContradictionKind.CHANGE_OF_MIND):
        return positions.filter(literally(REVERSED)), "true"
    if only(given, "capacity", Capacity.REPRESENTED):
        found = positions.filter(literally(REPRESENTED), contradicted=True)
        return found, "(p.position = 'affirms' OR held = 'own')"
    return positions.filter(literally(FIRST), contradicted=True), "p.position = 'affirms'"


def contradictions_of_page(subject: Subject, shape: QueryShape, reader: Reader) -> Sequence[Fragment]:
    """The table of contradictions with the rows of one page, in place of the view."""
    given = shape.slots(ContradictionFilters)
    of_claims = {name: slots for name, slots in given.items() if name in ContradictedClaimFilters.parameters()}
    of_side = {name: slots for name, slots in given.items() if name.partition("__")[0] in {"kind", "capacity"}}
    speaker = given.get("speaker") or given.get("other")
    backwards, keyset = shape.cursor or (False, ())
    down = shape.ordering.startswith("-") != backwards
    way = "DESC" if down else "ASC"
    limit = str(shape.limit + 1)
    order = ", ".join(f"{column} {way}" for column in ORDER)

    positions, once = sides(given)
    # Few claims are about one incident or topic, but many about one aspect: those are found along with the positions.
    by_claims = not speaker and not of_claims.keys() <= {"aspect", "aspect__in"}
    if by_claims:
        positions = positions.filter(claim_id=literally("c.id"), claim_created_at=literally("c.created_at"))
    else:
        by_position = {**of_claims, **({"speaker": speaker} if speaker else {})}
        positions = positions.filter(*ContradictionFilters.conditions(by_position, reader))
    chosen, first = [Fragment("true")], f"ORDER BY o.last_on {way}, o.id {way} LIMIT {limit}"
    if "speaker" in given and "other" in given:
        is_other = ContradictionFilters.conditions({"speaker": given["other"]}, reader)
        chosen.append(Fragment.where(Position.objects.filter(*is_other), "o"))
        first = ""  # there is one position at most
    if keyset:
        bound = BEYOND.format("<" if down else ">", "infinity" if down else "-infinity")
        chosen.append(Fragment(bound, tuple(Marker(("cursor", number)) for number in (3, 4, 3, 5))))
    keys = Fragment.named(
        KEYS,
        positions=from_cursor(positions, CONTRADICTING, down=down, keyset=keyset),
        once=once,
        reversed=REVERSED,
        chosen=Fragment.joined(" AND ", chosen),
        first=first,
        side=Fragment.where(Contradiction.objects.filter(*ContradictionFilters.conditions(of_side, reader)), "side"),
        order=order,
        limit=limit,
    )
    if by_claims:
        claims = Claim.objects.filter(*ContradictedClaimFilters.conditions(of_claims, reader))
        found = from_cursor(claims, ("created_at", "id"), down=down, keyset=keyset)
        keys = Fragment.named(OF_CLAIMS, claims=found, keys=keys, order=order, limit=limit)
    return [Fragment.of(ROWS, keys)]


def literally(condition: str) -> RawSQL:
    return RawSQL(condition, (), output_field=BooleanField())  # noqa: S611 - no values


def from_cursor(rows: QuerySet, columns: Sequence[str], *, down: bool, keyset: Sequence[bool]) -> Fragment:
    """The rows that do not come before the cursor's row, whose first columns of the order are `columns`."""
    if keyset:
        fields: list[Any] = [rows.model._meta.get_field(name) for name in columns]
        slots = [Slot(("cursor", number), field) for number, field in enumerate(fields)]
        rows = rows.filter(RowComparison(*map(F, columns), *slots, operator="<=" if down else ">="))
    return Fragment.select(rows)
