"""Filters of changes: where to go on from, and which collections."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, F, Func, Q

from claims.api.filters.base import ChoiceFilter, Filter, FilterSet, MomentFilter, any_of
from claims.api.pagination import RowComparison
from claims.choices import ChangeKind, Collection

SIGNER = signing.Signer(salt="since")
# Of a change: the number of its transaction, and its own.
Place = tuple[int, int]
BEGINNING: Place = (0, 0)


def since(place: Place) -> str:
    """What a client gives back to go on after `place`: signed, so that it cannot be made up."""
    return SIGNER.sign_object(list(place), compress=False)


def place_of(value: str) -> Place:
    """The place that `since` stands for; a ValidationError where it was not given by us."""
    try:
        transaction, number = SIGNER.unsign_object(value)
        return int(transaction), int(number)
    except (signing.BadSignature, ValueError, TypeError):
        raise ValidationError("is not what an earlier answer gave as `since`.") from None


class SinceFilter(Filter):
    """Changes after a place in the feed, as an earlier answer gave it."""

    lookups = ("exact",)
    schema = {"type": "string", "minLength": 1, "maxLength": 200}
    slot = ArrayField(BigIntegerField())

    def clean(self, value: str) -> str:
        """The place as PostgreSQL writes an array."""
        return "{{{},{}}}".format(*place_of(value))

    def equal(self, path: str, values: list[Any]) -> Q:
        return any_of(Q(RowComparison(F(path), F("id"), part(v, 1), part(v, 2), operator=">")) for v in values)


def part(place: Any, number: int) -> Func:
    return Func(place, template=f"(%(expressions)s)[{number}]", output_field=BigIntegerField())


class ChangeFilters(FilterSet):
    since = SinceFilter("transaction", "what happened after that: `since` of an earlier answer")
    collection = ChoiceFilter("collection", "what happened to rows of this collection", Collection)
    kind = ChoiceFilter("shown", "what happened in this way", ChangeKind)
    changed_at = MomentFilter("changed_at", "what was done in this time; to go on from, there is `since`")


class HistoryFilters(FilterSet):
    kind = ChoiceFilter("seen", "what happened in this way", ChangeKind)
    changed_at = MomentFilter("changed_at", "what was done in this time")
