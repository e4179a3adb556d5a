"""Keyset pages: a cursor says after which row to go on, so that page 10,000 costs what page 1 costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.core.exceptions import ValidationError as InvalidValue
from django.db.models import F, Field, Model, Q, QuerySet

from claims.querysets import THEN

DEFAULT_LIMIT = 30
MAX_LIMIT = 200


@dataclass(frozen=True)
class Term:
    """One column of an ordering: its path from the row, its direction, and the field behind it."""

    path: str
    descending: bool
    field: Field

    def order(self, backwards: bool) -> Any:
        """The ORDER BY expression. NULL comes last, whichever way the column is sorted."""
        descending = self.descending != backwards
        nulls = {} if not self.field.null else {"nulls_first" if backwards else "nulls_last": True}
        return F(self.path).desc(**nulls) if descending else F(self.path).asc(**nulls)

    def equal(self, value: Any) -> Q:
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def beyond(self, value: Any, backwards: bool) -> Q | None:
        """Rows that come after `value` in this column; None where there cannot be any."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if backwards else None
        further = Q(**{f"{self.path}__{'lt' if self.descending != backwards else 'gt'}": value})
        return further | Q(**{f"{self.path}__isnull": True}) if self.field.null and not backwards else further

    def value(self, row: Any) -> Any:
        for step in self.path.split("__"):
            row = getattr(row, step)
        return row


@dataclass(frozen=True)
class Ordering:
    """A total order of the rows of a model; the primary key breaks every tie."""

    name: str
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, model: type[Model], name: str, paths: Mapping[str, str]) -> "Ordering":
        """The ordering called `name` (`-made_on,slug`), whose names stand for `paths`."""
        terms = [
            Term(paths[part.removeprefix("-")], part.startswith("-"), field_at(model, paths[part.removeprefix("-")]))
            for part in name.split(",")
        ]
        if not any(term.field.unique for term in terms):
            key = model._meta.pk
            terms.append(Term(key.name, terms[-1].descending, key))
        return cls(name, tuple(terms))

    def apply(self, rows: QuerySet, backwards: bool) -> QuerySet:
        return rows.order_by(*(term.order(backwards) for term in self.terms))

    def after(self, position: Sequence[Any], backwards: bool) -> Q:
        """Rows beyond the row whose values are `position`."""
        condition, equal = Q(pk__in=[]), Q()
        for term, value in zip(self.terms, position, strict=True):
            beyond = term.beyond(value, backwards)
            if beyond is not None:
                condition |= equal & beyond
            equal &= term.equal(value)
        return condition


def field_at(model: type[Model], path: str) -> Field:
    """The field that a path ends in; for a column as it was on a day, the column's."""
    field: Any = None
    for step in path.removeprefix(THEN).split("__"):
        field = model._meta.pk if step == "pk" else model._meta.get_field(step)
        if field.is_relation:
            model = field.related_model
    if not isinstance(field, Field):
        raise FieldDoesNotExist(path)
    return field


class CursorError(ValueError):
    """The cursor is not one that this list gave for this ordering."""


@dataclass(frozen=True)
class Cursor:
    """A place between two rows, and the direction to read from there."""

    position: tuple[Any, ...]
    backwards: bool

    @staticmethod
    def signer(place: str, ordering: Ordering) -> signing.Signer:
        """Cursors are signed for one list and one ordering: a foreign or altered one does not verify."""
        return signing.Signer(salt=f"cursor {place} {ordering.name}")

    def encode(self, place: str, ordering: Ordering) -> str:
        values = [
            None if value is None else term.field.value_to_string(Holder(term.field, value))  # type: ignore[arg-type]
            for term, value in zip(ordering.terms, self.position, strict=True)
        ]
        return self.signer(place, ordering).sign_object([self.backwards, *values])

    @classmethod
    def decode(cls, text: str, place: str, ordering: Ordering) -> "Cursor":
        try:
            backwards, *values = cls.signer(place, ordering).unsign_object(text)
            position = [
                None if value is None else term.field.to_python(value)
                for term, value in zip(ordering.terms, values, strict=True)
            ]
        except (signing.BadSignature, ValueError, TypeError, InvalidValue) as error:
            raise CursorError(text) from error
        return cls(tuple(position), bool(backwards))


class Holder:
    """Carries one value under its field's name, as `Field.value_to_string` wants it."""

    def __init__(self, field: Field, value: Any) -> None:
        setattr(self, field.attname, value)


@dataclass(frozen=True)
class Page:
    """The rows of a page, and where the pages before and after it start."""

    rows: list[Any]
    next: Cursor | None
    previous: Cursor | None


def page(rows: QuerySet, ordering: Ordering, cursor: Cursor | None, limit: int) -> Page:
    """Reads one page: `limit` rows and one more, which tells whether there is another page."""
    backwards = cursor is not None and cursor.backwards
    if cursor is not None:
        rows = rows.filter(ordering.after(cursor.position, backwards))
    found = list(ordering.apply(rows, backwards)[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    if backwards:
        found.reverse()

    def beside(row: Any, backwards: bool) -> Cursor:
        return Cursor(tuple(term.value(row) for term in ordering.terms), backwards)

    has_next = bool(found) and (backwards or more)
    has_previous = bool(found) and (more if backwards else cursor is not None)
    return Page(
        found,
        next=beside(found[-1], False) if has_next else None,
        previous=beside(found[0], True) if has_previous else None,
    )
