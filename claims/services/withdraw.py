"""Deleting a row that no other row cites. Statements are corrected instead (corrections.py)."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Model

from claims.models.redirect import collection_of
from claims.services.references import PARTS, Reference, references

MAX_KEYS = 5  # how many of the citing rows a message names


@dataclass(frozen=True)
class Citing:
    """The rows of a collection that cite a row: their number, and the slugs or ids of the first few."""

    collection: str
    keys: tuple[str, ...]
    count: int

    def __str__(self) -> str:
        return f"{self.count} {self.collection} ({', '.join(self.keys)}{' …' if self.count > len(self.keys) else ''})"


class CitedError(Exception):
    """A row cannot be deleted, because the rows in `citing` cite it."""

    def __init__(self, row: Model, citing: list[Citing]) -> None:
        self.row, self.citing = row, citing
        noun = row._meta.verbose_name
        super().__init__(f"This {noun}, “{row}”, is cited by {' and '.join(map(str, citing))}: it stays.")


def withdraw(row: Model) -> None:
    """Deletes a row with its parts, for example an incident with its actors.

    The row is locked, so a transaction that begins to cite it at the same time either is seen here or is refused.

    Raises:
        CitedError: other rows cite the row, and it was not deleted.
        DoesNotExist: the row has been deleted already.
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
    """The rows that cite a row, grouped by collection."""
    keys: dict[str, set[str]] = {}
    for reference in references(type(row)):
        if not reference.is_of_a_part:
            collection, found = citing(reference, row)
            keys.setdefault(collection, set()).update(found)
    return [
        Citing(collection, tuple(sorted(found)[:MAX_KEYS]), len(found)) for collection, found in keys.items() if found
    ]


def citing(reference: Reference, row: Model) -> tuple[str, set[str]]:
    """The collection in which the API shows the rows that cite `row` by a reference, and their slugs or ids there."""
    model, path = reference.model, ""
    if part_of := PARTS.get(model):
        model, path = model._meta.get_field(part_of).related_model, f"{part_of}__"  # type: ignore[assignment]
    has_slug = any(field.name == "slug" for field in model._meta.fields)
    keys = reference.rows(row).values_list(F(f"{path}{'slug' if has_slug else 'pk'}"), flat=True)
    return collection_of(model), {str(key) for key in keys}
