"""Orderings of lists, and the conditions that select the rows beyond a given row (keyset pagination)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, F, Field, Func, Model, Q, QuerySet


@dataclass(frozen=True)
class SortColumn:
    """One column of an ordering.

    The rows have the column's value as the annotation `alias`. ORDER BY and the keyset condition both use the
    annotation, so that they mean the same joined row where the path leads through a to-many relation.

    Attributes:
        path: the path from the row to the column, in Django's notation.
        descending: the direction.
        field: the model field at the end of the path.
        alias: the name of the annotation.
    """

    path: str
    descending: bool
    field: Field
    alias: str

    def order(self, backwards: bool) -> Any:
        """The ORDER BY expression. NULL comes last in both directions."""
        descending = self.descending != backwards
        nulls = {} if not self.field.null else {"nulls_first" if backwards else "nulls_last": True}
        return F(self.alias).desc(**nulls) if descending else F(self.alias).asc(**nulls)

    def equal(self, value: Any) -> Q:
        return Q(**{f"{self.alias}__isnull": True}) if value is None else Q(**{self.alias: value})

    def beyond(self, value: Any, backwards: bool) -> Q | None:
        """The condition for values that come after `value` in this column; None where none can."""
        if value is None:
            return Q(**{f"{self.alias}__isnull": False}) if backwards else None
        further = Q(**{f"{self.alias}__{'lt' if self.descending != backwards else 'gt'}": value})
        return further | Q(**{f"{self.alias}__isnull": True}) if self.field.null and not backwards else further


@dataclass(frozen=True)
class Ordering:
    """A total order of the rows of a model. The last column is unique, so that it breaks every tie."""

    name: str
    columns: tuple[SortColumn, ...]

    @classmethod
    def of(cls, model: type[Model], name: str, paths: Mapping[str, str], key: str | Sequence[str] = "pk") -> "Ordering":
        """The ordering called `name` (as in `-made_on,slug`).

        Args:
            paths: the path of each name.
            key: the path of the column that breaks ties, or the paths of several that do so together.
        """
        parts = [(paths[part.removeprefix("-")], part.startswith("-")) for part in name.split(",")]
        # A column that is unique in its own table can repeat behind a relation, so only columns of the model count.
        if not any("__" not in path and field_at(model, path).unique for path, _ in parts):
            keys = [key] if isinstance(key, str) else key
            parts += [(path, parts[-1][1]) for path in keys]
        return cls(
            name,
            tuple(
                SortColumn(path, descending, field_at(model, path), f"sort_{number}")
                for number, (path, descending) in enumerate(parts)
            ),
        )

    def annotate(self, rows: QuerySet) -> Any:
        """The rows with the annotations of all columns."""
        return rows.annotate(**{column.alias: F(column.path) for column in self.columns})

    def apply(self, rows: QuerySet, backwards: bool) -> QuerySet:
        """The annotated rows, sorted."""
        return rows.order_by(*(column.order(backwards) for column in self.columns))

    def after(self, keyset: Sequence[Any], backwards: bool) -> list[Q]:
        """The conditions for the rows beyond the row whose values are `keyset`.

        There is one condition, or there are two whose rows follow each other. Each selects one range of an index, so
        that its cost does not depend on the depth of the page: a row comparison where all columns are sorted in the
        same direction; and, since NULL comes last, rows with a value before rows without one.
        """
        first = self.columns[0]
        same_direction = len({column.descending for column in self.columns}) == 1
        if not same_direction or any(column.field.null for column in self.columns[1:]):
            return [self.after_by_steps(keyset, backwards)]
        null = Q(**{f"{first.alias}__isnull": True})
        if keyset[0] is None:
            rest = [null & self.beyond(self.columns[1:], keyset[1:], backwards)]
            return [*rest, ~null] if backwards else rest
        with_value = [self.beyond(self.columns, keyset, backwards)]
        return [*with_value, null] if first.field.null and not backwards else with_value

    @staticmethod
    def beyond(columns: Sequence[SortColumn], keyset: Sequence[Any], backwards: bool) -> Q:
        """The row comparison with `keyset`, for columns that have the same direction and hold no NULL."""
        annotations = [F(column.alias) for column in columns]
        return Q(RowComparison(*annotations, *keyset, operator="<" if columns[0].descending != backwards else ">"))

    def after_by_steps(self, keyset: Sequence[Any], backwards: bool) -> Q:
        """The same for any columns: equal in the first n and beyond in the next one, for each n, joined by OR."""
        condition, equal = Q(pk__in=[]), Q()
        for column, value in zip(self.columns, keyset, strict=True):
            beyond = column.beyond(value, backwards)
            if beyond is not None:
                condition |= equal & beyond
            equal &= column.equal(value)
        return condition


class RowComparison(Func):
    """`(a, b) > (x, y)`: PostgreSQL compares rows column by column, which is one condition on a composite index."""

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
    """The field that a path ends in.

    Raises:
        FieldDoesNotExist: the path leads nowhere, or to a relation without a column.
    """
    field: Any = None
    for step in path.split("__"):
        field = model._meta.pk if step == "pk" else model._meta.get_field(step)
        if field.is_relation:
            model = field.related_model
    if not isinstance(field, Field):
        raise FieldDoesNotExist(path)
    return field
