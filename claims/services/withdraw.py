"""Withdrawing rows: what nothing cites is deleted, and what is cited stays. Statements are corrected instead."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Model

from claims.models.redirect import collection_of
from claims.services.references import PARTS, Reference, references

FIRST = 5  # of the rows that cite another one, those that are named


@dataclass(frozen=True)
class Citing:
    """Rows of a collection that cite a row: the slugs or ids of the first few, and how many there are."""

    collection: str
    keys: tuple[str, ...]
    count: int

    def __str__(self) -> str:
        return f"{self.count} {self.collection} ({', '.join(self.keys)}{' …' if self.count > len(self.keys) else ''})"


class CitedError(Exception):
    """A row cannot be deleted, because others cite it: `citing` says which."""

    def __init__(self, row: Model, citing: list[Citing]) -> None:
        self.row, self.citing = row, citing
        noun = row._meta.verbose_name
        super().__init__(f"This {noun}, “{row}”, is cited by {' and '.join(map(str, citing))}: it stays.")


def withdraw(row: Model) -> None:
    """Deletes a row with its parts: an incident's actors, a claim's links …

    A row that is cited meanwhile is kept: whoever cites it waits, and is refused, or this finds what they wrote.

    Raises:
        CitedError: others cite the row, so that it was not deleted.
        DoesNotExist: the row has gone meanwhile.
    """
    with transaction.atomic():
        locked = type(row)._default_manager.select_for_update().get(pk=row.pk)
        if citing := cited_by(locked):
            raise CitedError(locked, citing)
        for reference in references(type(locked)):
            if reference.is_of_a_part:
                reference.rows(locked).delete()
        locked.delete()


def cited_by(row: Model) -> list[Citing]:
    """The rows that cite a row, by their collection."""
    keys: dict[str, set[str]] = {}
    for reference in references(type(row)):
        if not reference.is_of_a_part:
            collection, found = citing(reference, row)
            keys.setdefault(collection, set()).update(found)
    return [Citing(collection, tuple(sorted(found)[:FIRST]), len(found)) for collection, found in keys.items() if found]


def citing(reference: Reference, row: Model) -> tuple[str, set[str]]:
    """The collection that rows behind a reference are shown in, and the slugs, or ids, that it shows them by."""
    model, path = reference.model, ""
    if part_of := PARTS.get(model):
        model, path = model._meta.get_field(part_of).related_model, f"{part_of}__"  # type: ignore[assignment]
    has_slug = any(field.name == "slug" for field in model._meta.fields)
    keys = reference.rows(row).values_list(F(f"{path}{'slug' if has_slug else 'pk'}"), flat=True)
    return collection_of(model), {str(key) for key in keys}
