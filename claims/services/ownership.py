"""Whose a row is: who recorded it, and everything that refers to it."""

from typing import Any

from django.db.models import Model

from claims.choices import ChangeKind, PublicationStatus, ReviewStatus
from claims.models import Change, Review, Stance
from claims.models.redirect import collection_of
from claims.services.references import PARTS, references

MOST_VISITED = 500  # a row that more rows rest on counts as everybody's


def used_by_nobody_else(row: Model, user: int | None) -> bool:
    """Whether `user` recorded the row and whatever rests on it, and nobody has reviewed any of it.

    A row rests on another one if it refers to it, directly or through other rows. The history says who recorded what;
    rows of fixtures are nobody's.
    """
    visited: set[tuple[type[Model], Any]] = set()
    waiting = [row]
    while waiting:
        each = waiting.pop()
        if (type(each), each.pk) in visited:
            continue
        visited.add((type(each), each.pk))
        if len(visited) > MOST_VISITED or not is_own(each, user):
            return False
        waiting += rows_on(each)
    return True


def is_own(row: Model, user: int | None) -> bool:
    """Whether `user` recorded the row; of a stance or a review, whether it is a suggestion or a draft of `user`."""
    if user is None:
        return False
    if isinstance(row, Stance):
        return row.coder_id == user and row.review_status == ReviewStatus.SUGGESTED
    if isinstance(row, Review):
        return row.coder_id == user and row.status == PublicationStatus.DRAFT
    made = Change.objects.filter(collection=collection_of(type(row)), row_id=row.pk, kind=ChangeKind.CREATED)
    return bool(made.filter(user=user).exists())


def rows_on(row: Model) -> list[Model]:
    """The rows that refer to a row; in place of a part, the row that shows it."""
    found: list[Model] = []
    for reference in references(type(row)):
        if not reference.is_of_a_part:
            shown_in = PARTS.get(reference.model)
            rows = reference.rows(row)[: MOST_VISITED + 1]
            found += [getattr(each, shown_in) for each in rows] if shown_in else list(rows)
    return found
