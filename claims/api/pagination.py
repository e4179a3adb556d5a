"""Keyset pages: a cursor says after which row to go on, so that page 10,000 costs what page 1 costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, F, Field, Func, Model, Q, QuerySet

from claims.querysets import THEN

DEFAULT_LIMIT = 30
MAX_LIMIT = 200


@dataclass(frozen=True)
class Term:
    """One column of an ordering: its path from the row, its direction, the field behind it.

    The rows that it is applied to have its value in an annotation called `place`. So the order, and what lies beyond a
    row, mean the same joined row where the path leads through a to-many relation.
    """

    path: str
    descending: bool
    field: Field
    place: str

    def order(self, backwards: bool) -> Any:
        """The ORDER BY expression. NULL comes last, whichever way the column is sorted."""
        descending = self.descending != backwards
        nulls = {} if not self.field.null else {"nulls_first" if backwards else "nulls_last": True}
        return F(self.place).desc(**nulls) if descending else F(self.place).asc(**nulls)

    def equal(self, value: Any) -> Q:
        return Q(**{f"{self.place}__isnull": True}) if value is None else Q(**{self.place: value})

    def beyond(self, value: Any, backwards: bool) -> Q | None:
        """Rows that come after `value` in this column; None where there cannot be any."""
        if value is None:
            return Q(**{f"{self.place}__isnull": False}) if backwards else None
        further = Q(**{f"{self.place}__{'lt' if self.descending != backwards else 'gt'}": value})
        return further | Q(**{f"{self.place}__isnull": True}) if self.field.null and not backwards else further


@dataclass(frozen=True)
class Ordering:
    """A total order of the rows of a model; the primary key breaks every tie."""

    name: str
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, model: type[Model], name: str, paths: Mapping[str, str], key: str = "pk") -> "Ordering":
        """The ordering called `name` (`-made_on,slug`), whose names stand for `paths`; `key` breaks ties."""
        parts = [(paths[part.removeprefix("-")], part.startswith("-")) for part in name.split(",")]
        # What is unique in its own table may be there several times behind a relation.
        if not any("__" not in path and field_at(model, path).unique for path, _ in parts):
            parts.append((key, parts[-1][1]))
        return cls(
            name,
            tuple(
                Term(path, descending, field_at(model, path), f"place_{number}")
                for number, (path, descending) in enumerate(parts)
            ),
        )

    def placed(self, rows: QuerySet) -> Any:
        """The rows with their places in this ordering."""
        return rows.annotate(**{term.place: F(term.path) for term in self.terms})

    def apply(self, rows: QuerySet, backwards: bool) -> QuerySet:
        return rows.order_by(*(term.order(backwards) for term in self.terms))

    def after(self, position: Sequence[Any], backwards: bool) -> list[Q]:
        """Rows beyond the row whose values are `position`: in one stretch, or in two to be read one after the other.

        Each stretch is a range of an index, whatever the depth: a comparison of rows, where all columns are sorted the
        same way; and since NULL comes last, those with a value and those without follow each other.
        """
        first = self.terms[0]
        alike = len({term.descending for term in self.terms}) == 1
        if not alike or any(term.field.null for term in self.terms[1:]):
            return [self.after_by_steps(position, backwards)]
        null = Q(**{f"{first.place}__isnull": True})
        if position[0] is None:
            rest = [null & self.beyond(self.terms[1:], position[1:], backwards)]
            return [*rest, ~null] if backwards else rest
        with_value = [self.beyond(self.terms, position, backwards)]
        return [*with_value, null] if first.field.null and not backwards else with_value

    @staticmethod
    def beyond(terms: Sequence[Term], position: Sequence[Any], backwards: bool) -> Q:
        """Rows beyond `position` in columns that are sorted the same way and hold no NULL."""
        places = [F(term.place) for term in terms]
        return Q(RowComparison(*places, *position, operator="<" if terms[0].descending != backwards else ">"))

    def after_by_steps(self, position: Sequence[Any], backwards: bool) -> Q:
        """Rows beyond `position` in any columns: equal in the first ones, beyond in the next."""
        condition, equal = Q(pk__in=[]), Q()
        for term, value in zip(self.terms, position, strict=True):
            beyond = term.beyond(value, backwards)
            if beyond is not None:
                condition |= equal & beyond
            equal &= term.equal(value)
        return condition


class RowComparison(Func):
    """`(a, b) > (x, y)`: PostgreSQL compares rows column by column, and finds the place in an index at once."""

    output_field = BooleanField()
    conditional = True

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override]
        sources = self.get_source_expressions()
        compiled = [compiler.compile(source) for source in sources]
        left, right = (
            ", ".join(sql for sql, _ in half) for half in (compiled[: len(sources) // 2], compiled[len(sources) // 2 :])
        )
        return f"({left}) {self.extra['operator']} ({right})", [p for _, params in compiled for p in params]


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


@dataclass(frozen=True)
class Cursor:
    """A place between two rows, and the direction to read from there; values as PostgreSQL writes them.

    Without values, it is the end that the direction starts from: the first page, or backwards the last one.
    """

    position: tuple[str | None, ...]
    backwards: bool

    @staticmethod
    def signer(place: str, ordering: str) -> signing.Signer:
        """Cursors are signed for one list and one ordering: a foreign or altered one does not verify.

        They have no character that an address would have to escape.
        """
        return signing.Signer(salt=f"cursor {place} {ordering}", sep=".")

    def encode(self, place: str, ordering: str) -> str:
        return self.signer(place, ordering).sign_object([self.backwards, *self.position])

    @classmethod
    def decode(cls, text: str, place: str, ordering: Ordering) -> "Cursor":
        try:
            backwards, *position = cls.signer(place, ordering.name).unsign_object(text)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise CursorError(text) from error
        if len(position) not in {0, len(ordering.terms)}:
            raise CursorError(text)
        return cls(tuple(position), bool(backwards))


class CursorError(ValueError):
    """The cursor is not one that this list gave for this ordering."""
