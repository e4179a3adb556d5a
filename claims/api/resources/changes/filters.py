"""Filters of changes, and `since`: the token that says how far a client has read the feed."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, F, Func, Q

from claims.api.query.filters import ChoiceFilter, Filter, MomentFilter, any_of
from claims.api.query.filterset import FilterSet
from claims.api.query.orderings import RowComparison
from claims.choices import ChangeKind, Collection

SIGNER = signing.Signer(salt="since")
# How far the feed was read: the last change's transaction number, and its own number.
Progress = tuple[int, int]
BEGINNING: Progress = (0, 0)
# What a client sends for the progress up to now, and the progress after which there is nothing.
NOW = "now"
END: Progress = (2**63 - 1, 2**63 - 1)


def since(progress: Progress) -> str:
    """The token that a client sends back to go on after `progress`. It is signed, so that a client cannot forge one."""
    return SIGNER.sign_object(list(progress), compress=False)


def progress_of(token: str) -> Progress:
    """The progress that a token stands for.

    Raises:
        ValidationError: the token was not made by `since`.
    """
    if token == NOW:
        return END
    try:
        transaction, number = SIGNER.unsign_object(token)
        return int(transaction), int(number)
    except (signing.BadSignature, ValueError, TypeError):
        raise ValidationError(f"is neither what an earlier answer gave as `since` nor “{NOW}”.") from None


class SinceFilter(Filter):
    """Changes after the progress that a token stands for."""

    lookups = ("exact",)
    single = True
    schema = {"type": "string", "minLength": 1, "maxLength": 200}
    slot = ArrayField(BigIntegerField())

    def clean(self, value: str) -> str:
        """The progress as a PostgreSQL array."""
        return "{{{},{}}}".format(*progress_of(value))

    def equal(self, path: str, values: list[Any]) -> Q:
        return any_of(Q(RowComparison(F(path), F("id"), item(v, 1), item(v, 2), operator=">")) for v in values)


def item(array: Any, number: int) -> Func:
    """The expression for an item of an array; the first one has the number 1."""
    return Func(array, template=f"(%(expressions)s)[{number}]", output_field=BigIntegerField())


class ChangeFilters(FilterSet):
    since = SinceFilter("transaction", "Only what happened after that: `since` of an earlier answer, or `now`")
    collection = ChoiceFilter("collection", "what happened to rows of this collection", Collection)
    kind = ChoiceFilter("shown", "what happened in this way", ChangeKind)
    changed_at = MomentFilter("changed_at", "what was done in this time; to go on from, there is `since`")
