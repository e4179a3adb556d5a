"""Pieces of SQL with their parameters, and slots for the values that only a request knows."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self

from django.core.exceptions import FullResultSet
from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Key = tuple[str, int]


class Marker(NamedTuple):
    """Stands among the parameters of a compiled statement for a value to come."""

    key: Key


class Slot(Expression):
    """A value to come, in an expression of Django's: `key` names it, `field` gives its type."""

    def __init__(self, key: Key, field: Field) -> None:
        super().__init__(output_field=field)
        self.key = key

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        kind = self.output_field.db_type(connection) or "text"
        # A cast to varchar(n) would cut a longer value off, and find what was not asked for.
        return f"%s::{'text' if kind.startswith(('varchar', 'text')) else kind}", [Marker(self.key)]


class Fragment(NamedTuple):
    """SQL text with `%s` for each of its parameters; some of these may be markers."""

    text: str
    params: tuple[Any, ...] = ()

    @classmethod
    def of(cls, template: str, *parts: "Fragment | str") -> Self:
        """`template` with each `{}` replaced by the next part, and the parameters in that order."""
        texts = [part if isinstance(part, str) else part.text for part in parts]
        params = tuple(param for part in parts if isinstance(part, Fragment) for param in part.params)
        return cls(template.format(*texts), params)

    @classmethod
    def joined(cls, separator: str, parts: Iterable["Fragment"]) -> Self:
        parts = list(parts)
        return cls(separator.join(part.text for part in parts), tuple(p for part in parts for p in part.params))

    @classmethod
    def select(cls, rows: QuerySet) -> Self:
        """The SELECT that a queryset stands for."""
        text, params = rows.query.get_compiler(connection=connection).as_sql()
        return cls(text, tuple(params))

    @classmethod
    def where(cls, rows: QuerySet, alias: str) -> "Fragment":
        """The conditions of a queryset over a single table, which is called `alias` here."""
        query = rows.query.clone()
        query.get_initial_alias()
        if sum(bool(references) for references in query.alias_refcount.values()) > 1:
            raise TypeError(f"A nested list of {rows.model.__name__} must be narrowed by its own columns.")
        query.change_aliases({rows.model._meta.db_table: alias})
        try:
            text, params = query.where.as_sql(query.get_compiler(connection=connection), connection)
        except FullResultSet:
            return cls("TRUE")
        return cls(text, tuple(params))

    def bound(self, values: Mapping[Key, Any]) -> list[Any]:
        """The parameters, with the values in their slots."""
        return [values[param.key] if isinstance(param, Marker) else param for param in self.params]
