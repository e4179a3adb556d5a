"""From a serializer's declaration to the SQL that composes its JSON: the declaration is the only one there is.

A field is a column, a nested serializer a `json_build_object` over a foreign key, a list of them an ordered `json_agg`.
"""

from collections.abc import Mapping
from itertools import count
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from rest_framework import serializers

from claims.api.read.fragments import Fragment
from claims.api.serializers.base import PresentLink, RowLink, SelfLink
from claims.querysets import Reader, RecordQuerySet

# Where a statement keeps the API's root as the client reached it; see `plan.py`.
ROOT = "(SELECT url FROM root)"
# More key-value pairs than fit into the 100 arguments of a function are two objects joined.
PAIRS = 50


class UncompilableError(TypeError):
    """A field that is no column, relation or annotation."""


class RowCompiler:
    """Compiles serializers for one reader. `narrow` restricts nested lists, by their field's name."""

    def __init__(self, reader: Reader, narrow: Mapping[str, Q] | None = None) -> None:
        self.reader = reader
        self.narrow = narrow or {}
        self.aliases = (f"n{number}" for number in count(1))

    def row(self, serializer: serializers.Serializer, alias: str) -> Fragment:
        """The JSON object of the row called `alias`."""
        model = serializer.Meta.model  # type: ignore[attr-defined]
        pairs = [
            Fragment.of("'{}', {}", name, self.field(field, model, alias)) for name, field in serializer.fields.items()
        ]
        if len(pairs) > PAIRS:
            raise UncompilableError(f"{type(serializer).__name__} has more than {PAIRS} fields.")
        return Fragment.of("json_build_object({})", Fragment.joined(", ", pairs))

    def selection(self, field: Any, rows: Fragment) -> Fragment:
        """The JSON of a SELECT: an array of its rows in its order, or its only row."""
        alias = next(self.aliases)
        if isinstance(field, serializers.ListSerializer):
            row = self.row(field.child, alias)  # type: ignore[arg-type]
            return Fragment.of("(SELECT coalesce(json_agg({}), '[]'::json) FROM ({}) {})", row, rows, alias)
        return Fragment.of("(SELECT {} FROM ({}) {})", self.row(field, alias), rows, alias)

    def field(self, field: Any, model: type[models.Model], alias: str) -> Fragment:
        """The value of one field."""
        if isinstance(field, PresentLink):
            return Fragment(f"{ROOT} || {alias}.\"collection\" || '/' || {alias}.\"{field.source}\" || '/'")
        if isinstance(field, RowLink):
            return Fragment(f"{ROOT} || {alias}.collection || '/' || {alias}.key || '/'")
        if isinstance(field, SelfLink):
            return Fragment(f"{ROOT} || '{field.collection}/' || {alias}.\"{field.source}\" || '/'")
        if isinstance(field, serializers.ListSerializer):
            return self.many(field, model, alias)
        if isinstance(field, serializers.Serializer):
            relation = model._meta.get_field(str(field.source))
            nested = next(self.aliases)
            return Fragment.of("(SELECT {} FROM {})", self.row(field, nested), self.joined(relation, alias, nested))
        if isinstance(field, serializers.SerializerMethodField) or field.source == "*":
            raise UncompilableError(f"{field.field_name} of {model.__name__} is code, not a column.")
        return self.column(str(field.source), model, alias, field)

    def column(self, path: str, model: type[models.Model], alias: str, field: Any) -> Fragment:
        """A column; behind a dotted path, one of a row reached through to-one relations."""
        step, _, rest = path.partition(".")
        if rest:
            relation = model._meta.get_field(step)
            nested = next(self.aliases)
            value = self.column(rest, relation.related_model, nested, field)  # type: ignore[arg-type]
            return Fragment.of("(SELECT {} FROM {})", value, self.joined(relation, alias, nested))
        try:
            column = model._meta.get_field(step).column  # type: ignore[union-attr]
        except FieldDoesNotExist:
            column = attname_column(model, step)
        quoted = f'{alias}."{column}"'
        if isinstance(field, serializers.DateTimeField):
            # As Django REST Framework writes it: UTC, and no fraction where it is zero.
            moment = f"to_char({quoted} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
            return Fragment(f"replace({moment}, '.000000Z', 'Z')")
        return Fragment(quoted)

    @staticmethod
    def joined(relation: Any, alias: str, nested: str) -> str:
        """The row at the other end of a to-one relation, as a FROM item with its WHERE."""
        table = relation.related_model._meta.db_table
        if relation.concrete:
            return f'"{table}" {nested} WHERE {nested}."{relation.target_field.column}" = {alias}."{relation.column}"'
        back = relation.field
        return f'"{table}" {nested} WHERE {nested}."{back.column}" = {alias}."{back.target_field.column}"'

    def many(self, field: serializers.ListSerializer, model: type[models.Model], alias: str) -> Fragment:
        """The rows at the other end of a to-many relation: those that the reader may see, in their order."""
        relation: Any = model._meta.get_field(str(field.source))
        related = relation.related_model
        nested = next(self.aliases)
        table = f'"{related._meta.db_table}" {nested}'
        if relation.many_to_many:
            through = relation.remote_field.through._meta.db_table
            link = next(self.aliases)
            source = (
                f'{table} JOIN "{through}" {link} ON {link}."{relation.m2m_reverse_name()}" = {nested}."id" '
                f'WHERE {link}."{relation.m2m_column_name()}" = {alias}."id"'
            )
        else:
            source = f'{table} WHERE {nested}."{relation.field.column}" = {alias}."{model._meta.pk.column}"'
        rows: Any = related._default_manager.all()
        if isinstance(rows, RecordQuerySet):
            rows = rows.visible_to(self.reader)
        if chosen := self.narrow.get(str(field.field_name)):
            rows = rows.filter(chosen)
        ordering = ", ".join(f'{nested}."{column_of(related, name)}"' for name in field.child.Meta.ordering)  # type: ignore[union-attr]
        return Fragment.of(
            "(SELECT coalesce(json_agg({} ORDER BY {}), '[]'::json) FROM {} AND {})",
            self.row(field.child, nested),  # type: ignore[arg-type]
            ordering,
            source,
            Fragment.where(rows, nested),
        )


def attname_column(model: type[models.Model], name: str) -> str:
    """The column of a foreign key named by its raw value (`kind_id`); any other name is an annotation's."""
    for field in model._meta.concrete_fields:
        if field.attname == name:
            return str(field.column)
    return name


def column_of(model: type[models.Model], name: str) -> str:
    """The column that a name in an ordering stands for."""
    if name == "pk":
        return str(model._meta.pk.column)
    try:
        return str(model._meta.get_field(name).column)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return attname_column(model, name)
