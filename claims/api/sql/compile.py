"""Compiles a serializer's declaration to the SQL expression that composes its JSON, as a text.

A field is a column, a nested serializer a row over a foreign key, a list of them an ordered array of its first rows, so
that no row grows with the data. An object is composed by `concat`, which takes half as long as `json_build_object` and
gives the same bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import count, groupby
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from rest_framework import serializers

from claims.api.sql.fragments import Fragment
from claims.api.sql.rows import ROOT, Link
from claims.querysets import Reader, RecordQuerySet

# So many arguments can a function have in PostgreSQL.
MAX_ARGUMENTS = 100
# Fields whose texts have no characters that JSON escapes (an address begins with the root, whose host Django has
# checked), and fields whose values are no strings in JSON.
WORDS = (Link, serializers.ChoiceField, serializers.DateTimeField, serializers.SlugField)
NUMBERS = (serializers.BooleanField, serializers.IntegerField)


class UncompilableError(TypeError):
    """A field that is no column, relation or annotation, so that SQL cannot compose it."""


class RowCompiler:
    """Compiles serializers.

    Args:
        reader: nested lists hold the rows that this role may see.
        narrow: conditions on the rows of nested lists, by the name of the list's field.
        chosen: of nested lists that are no relation: the SELECT of their rows, for the alias of the row around them.
    """

    def __init__(
        self,
        reader: Reader,
        narrow: Mapping[str, Q] | None = None,
        chosen: Mapping[str, Callable[[str], Fragment]] | None = None,
    ) -> None:
        self.reader = reader
        self.narrow = narrow or {}
        self.chosen = chosen or {}
        self.aliases = (f"n{number}" for number in count(1))

    def row(self, serializer: serializers.Serializer, alias: str) -> Fragment:
        """The JSON object of the row called `alias`."""
        model = serializer.Meta.model  # type: ignore[attr-defined]
        return json_object({name: self.member(field, model, alias) for name, field in serializer.fields.items()})

    def member(self, field: Any, model: type[models.Model], alias: str) -> list[Fragment | str]:
        """The JSON of one field, in pieces of which none is NULL."""
        value = self.field(field, model, alias)
        if isinstance(field, serializers.ListSerializer):
            return [value]
        if isinstance(field, serializers.Serializer):
            return [Fragment.of("coalesce({}, 'null')", value)]
        filled = is_filled(model, str(field.source))
        if isinstance(field, WORDS):
            return ['"', value, '"'] if filled else [Fragment.of("""coalesce('"' || {} || '"', 'null')""", value)]
        written = Fragment.of("({})::text" if isinstance(field, NUMBERS) else "to_json({})", value)
        return [written if filled else Fragment.of("coalesce({}, 'null')", written)]

    def subselect(self, field: Any, rows: Fragment) -> Fragment:
        """The JSON of a SELECT: an array of its rows in their order where `field` is a list, else its only row."""
        alias = next(self.aliases)
        if isinstance(field, serializers.ListSerializer):
            row = self.row(field.child, alias)  # type: ignore[arg-type]
            array = Fragment.of("coalesce('[' || string_agg({}, ', ') || ']', '[]')", row)
            return Fragment.of("(SELECT {} FROM ({}) {})", array, rows, alias)
        return Fragment.of("(SELECT {} FROM ({}) {})", self.row(field, alias), rows, alias)

    def field(self, field: Any, model: type[models.Model], alias: str) -> Fragment:
        """The value of one field; of a row or a list of rows, its JSON."""
        if isinstance(field, Link):
            return Fragment(f"{ROOT} || {field.sql(alias)}")
        if isinstance(field, serializers.ListSerializer):
            if rows := self.chosen.get(str(field.field_name)):
                return self.subselect(field, rows(alias))
            return self.many(field, model, alias)
        if isinstance(field, serializers.Serializer):
            relation = model._meta.get_field(str(field.source))
            nested = next(self.aliases)
            return Fragment.of("(SELECT {} FROM {})", self.row(field, nested), self.joined(relation, alias, nested))
        if isinstance(field, serializers.SerializerMethodField) or field.source == "*":
            raise UncompilableError(f"{field.field_name} of {model.__name__} is code, not a column.")
        return self.column(str(field.source), model, alias, field)

    def column(self, path: str, model: type[models.Model], alias: str, field: Any) -> Fragment:
        """A column; for a dotted path, a column of the row that its to-one relations lead to."""
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
            # Django REST Framework writes moments in UTC, without a fraction where it is zero.
            moment = f"to_char({quoted} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
            return Fragment(f"replace({moment}, '.000000Z', 'Z')")
        return Fragment(quoted)

    @staticmethod
    def joined(relation: Any, alias: str, nested: str) -> str:
        """The FROM item and WHERE condition of the row at the other end of a to-one relation."""
        table = relation.related_model._meta.db_table
        if relation.concrete:
            return f'"{table}" {nested} WHERE {nested}."{relation.target_field.column}" = {alias}."{relation.column}"'
        back = relation.field
        return f'"{table}" {nested} WHERE {nested}."{back.column}" = {alias}."{back.target_field.column}"'

    def many(self, field: serializers.ListSerializer, model: type[models.Model], alias: str) -> Fragment:
        """The rows at the other end of a to-many relation that the reader may see: the first `Meta.most` of them."""
        shown: Any = field.child.Meta  # type: ignore[union-attr]
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
        ordering = ", ".join(
            f'{nested}."{column_of(related, name.removeprefix("-"))}"{" DESC" if name.startswith("-") else ""}'
            for name in shown.ordering
        )
        first = Fragment.of(
            "SELECT {}.* FROM {} AND {} ORDER BY {} LIMIT {}",
            nested,
            source,
            Fragment.where(rows, nested),
            ordering,
            str(shown.most),
        )
        return self.subselect(field, first)


def json_object(members: Mapping[str, Sequence[Fragment | str]]) -> Fragment:
    """The JSON object of these members, each in pieces: expressions, none of them NULL, and strings of JSON."""
    pieces: list[Fragment | str] = ["{"]
    for number, (name, value) in enumerate(members.items()):
        pieces += [f'{", " if number else ""}"{name}" : ', *value]
    arguments: list[Any] = []
    for is_json, group in groupby([*pieces, "}"], key=lambda piece: isinstance(piece, str)):
        found: list[Any] = list(group)
        arguments += [Fragment(f"'{''.join(found)}'")] if is_json else found
    if len(arguments) > MAX_ARGUMENTS:
        raise UncompilableError(f"A row of {', '.join(members)} has too many fields.")
    return Fragment.of("concat({})", Fragment.joined(", ", arguments))


def is_filled(model: type[models.Model], name: str) -> bool:
    """Whether a name is that of a column that is never NULL."""
    return any(name in {field.name, field.attname} and not field.null for field in model._meta.concrete_fields)


def attname_column(model: type[models.Model], name: str) -> str:
    """The column of a foreign key that is named by its raw value (`kind_id`); any other name is an annotation."""
    for field in model._meta.concrete_fields:
        if field.attname == name:
            return str(field.column)
    return name


def column_of(model: type[models.Model], name: str) -> str:
    """The column that a name in `Meta.ordering` stands for."""
    if name == "pk":
        return str(model._meta.pk.column)
    try:
        return str(model._meta.get_field(name).column)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return attname_column(model, name)
