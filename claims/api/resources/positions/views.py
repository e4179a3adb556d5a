"""The positions below a speaker or a claim: as they are now, or with `as_of` as they were at the end of a day."""

from collections.abc import Mapping, Sequence
from functools import partial

from django.db.models import Q

from claims.api.query.filterset import FilterSet
from claims.api.query.parameters import Parameters
from claims.api.query.shape import QueryShape
from claims.api.query.slots import AS_OF, Marker
from claims.api.resources.positions.serializers import PositionSerializer, PositionThenSerializer
from claims.api.sql.fragments import Fragment
from claims.api.sql.plan import Subject
from claims.api.views.variants import SubjectPage, Variant, has_any
from claims.models import Position
from claims.querysets import Reader, RecordQuerySet

# The positions of a speaker or on a claim as they were on a day, under the name of the table of positions: filters,
# orderings, counts and fields that read the table then read these. They are derived in one pass, all of them, since
# the day decides which there are and how they are sorted. PostgreSQL inlines the expression where it is read once, so
# that of a speaker on a claim only those positions are derived.
THEN = """claims_position AS (
    SELECT known.id, known.claim_created_at, known.contradicted, known.created_at, known.updated_at,
           claims_position_change(d.taken, d.changed) AS change, d.*
    FROM claims_derive_positions({}) d JOIN claims_position known USING (speaker_id, claim_id, capacity)
    WHERE d.{}_id = ({})
)"""


def positions(subject: Subject, reader: Reader, column: str) -> RecordQuerySet:
    """The positions that refer to the subject by `column`."""
    rows: RecordQuerySet = Position.objects.filter(**{column: subject.key})
    return rows


def positions_then(subject: Subject, reader: Reader, column: str) -> RecordQuerySet:
    """The same, and the day that `as_of` names, for `table_then`."""
    rows: RecordQuerySet = positions(subject, reader, column).annotate(as_of=AS_OF)
    return rows


def table_then(subject: Subject, column: str) -> Sequence[Fragment]:
    """The table of these positions as they were at the end of that day."""
    day = Fragment("%s::date", (Marker(AS_OF.key),))
    return [Fragment.of(THEN, day, column, Fragment.select(subject.rows.values("pk")))]


def timeline_then(shape: QueryShape) -> Mapping[str, Q]:
    """The timeline up to the day that `as_of` names."""
    return {"timeline": Q(made_on__lte=AS_OF)}


def position_variants(column: str, other: str, filters: type[FilterSet]) -> tuple[Variant, ...]:
    """The variants of the action `positions` below a row.

    Args:
        column: the column of a position that refers to the row, `speaker` or `claim`.
        other: the other one of these two; positions can be sorted by its slug.
        filters: what they are filtered by.
    """
    orderings = {
        **{name: name for name in ("last_on", "first_on", "stance_count")},
        other: f"{other}__slug",
    }
    parameters = Parameters(filters, orderings, "-last_on")
    return (
        SubjectPage(
            when=has_any("as_of"),
            serializer=PositionThenSerializer,
            parameters=parameters,
            rows=partial(positions_then, column=column),
            tables=partial(table_then, column=column),
            narrow=timeline_then,
        ),
        SubjectPage(serializer=PositionSerializer, parameters=parameters, rows=partial(positions, column=column)),
    )
