"""Pieces of SQL text with their parameters."""

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any, NamedTuple, Self

from django.core.exceptions import FullResultSet
from django.db import connection
from django.db.models import QuerySet

from claims.api.query.slots import Marker, SlotKey


class Fragment(NamedTuple):
    """SQL text with `%s` for each of its parameters. A parameter is a value, or a `Marker` for one to be bound."""

    text: str
    params: tuple[Any, ...] = ()

    @classmethod
    def of(cls, template: str, *parts: "Fragment | str") -> Self:
        """`template` with each `{}` replaced by the next part, and the parameters in that order."""
        texts = [part if isinstance(part, str) else part.text for part in parts]
        params = tuple(param for part in parts if isinstance(part, Fragment) for param in part.params)
        return cls(template.format(*texts), params)

    @classmethod
    def named(cls, template: str, **parts: "Fragment | str") -> Self:
        """`template` with each `{name}` replaced by the part of that name."""
        names = [name for _, name, _, _ in Formatter().parse(template) if name]
        return cls.of(template.format_map(dict.fromkeys(names, "{}")), *(parts[name] for name in names))

    @classmethod
    def joined(cls, separator: str, parts: Iterable["Fragment"]) -> Self:
        """The parts with `separator` between them."""
        parts = list(parts)
        return cls(separator.join(part.text for part in parts), tuple(p for part in parts for p in part.params))

    @classmethod
    def select(cls, rows: QuerySet) -> Self:
        """The SELECT of a queryset."""
        text, params = rows.query.get_compiler(connection=connection).as_sql()
        return cls(text, tuple(params))

    @classmethod
    def where(cls, rows: QuerySet, alias: str) -> "Fragment":
        """The conditions of a queryset over a single table, with `alias` for that table.

        Raises:
            TypeError: the queryset joins another table.
        """
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

    def bound(self, values: Mapping[SlotKey, Any]) -> list[Any]:
        """The parameters, with `values` in place of the markers."""
        return [values[param.key] if isinstance(param, Marker) else param for param in self.params]
