"""The positions below a speaker or a claim: as they are now, or with `as_of` as they were at the end of a day."""

from collections.abc import Mapping
from functools import partial

from django.db.models import Q

from claims.api.query.filterset import FilterSet
from claims.api.query.parameters import Parameters
from claims.api.query.shape import QueryShape
from claims.api.query.slots import AS_OF
from claims.api.resources.positions.serializers import PositionSerializer, PositionThenSerializer
from claims.api.sql.plan import Subject
from claims.api.views.variants import SubjectPage, Variant, has_any
from claims.models import Position
from claims.querysets import THEN, PositionQuerySet, Reader


def positions(subject: Subject, reader: Reader, column: str) -> PositionQuerySet:
    """The positions that refer to the subject by `column`."""
    return Position.objects.filter(**{column: subject.key})


def positions_then(subject: Subject, reader: Reader, column: str) -> PositionQuerySet:
    """The same as they were at the end of the day that `as_of` names."""
    return positions(subject, reader, column).as_of(AS_OF)


def timeline_then(shape: QueryShape) -> Mapping[str, Q]:
    """The timeline up to the day that `as_of` names."""
    return {"timeline": Q(made_on__lte=AS_OF)}


def position_variants(column: str, other: str, now: type[FilterSet], then: type[FilterSet]) -> tuple[Variant, ...]:
    """The variants of the action `positions` below a row.

    Args:
        column: the column of a position that refers to the row, `speaker` or `claim`.
        other: the other one of these two; positions can be sorted by its slug.
        now: filters of positions as they are.
        then: the same parameters for positions as they were on a day.
    """
    dated = ("last_on", "first_on")
    by_other = {other: f"{other}__slug"}
    return (
        SubjectPage(
            when=has_any("as_of"),
            serializer=PositionThenSerializer,
            parameters=Parameters(then, {name: f"{THEN}{name}" for name in dated} | by_other, "-last_on"),
            rows=partial(positions_then, column=column),
            narrow=timeline_then,
        ),
        SubjectPage(
            serializer=PositionSerializer,
            parameters=Parameters(now, {name: name for name in dated} | by_other, "-last_on"),
            rows=partial(positions, column=column),
        ),
    )
