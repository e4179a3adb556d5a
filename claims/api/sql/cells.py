"""Compiles a serializer's declaration to the SQL expression that composes a record of CSV (RFC 4180).

A to-one relation is as many cells as its row has, named by dotted paths as `fields` names them: `speaker.slug`. What is
no single value, such as the stances of a statement, is one cell with the JSON that the row has for it.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from rest_framework import serializers

from claims.api.query.selection import children
from claims.api.sql.compile import RowCompiler
from claims.api.sql.fragments import Fragment
from claims.api.sql.rows import Link
from claims.texts.formulas import FORMULA

# What has an apostrophe in front: formulas, and what begins with an apostrophe, so that whoever takes off the first one
# has the text; and no cell begins as the trailer does.
RISKY = f"^(''|{FORMULA}|#complete)"
# Most texts begin with a letter, which is seen sooner than that they do not match: 65 is A, 122 is z.
GUARDED = "CASE WHEN ascii({value}) BETWEEN 65 AND 122 OR {value} !~ '{risky}' THEN {value} ELSE '''' || {value} END"
# Fields whose values have neither commas and quotation marks nor a sign at their beginning, unless they are numbers.
PLAIN = (
    *(serializers.BooleanField, serializers.ChoiceField, serializers.SlugField, Link),
    *(serializers.DateField, serializers.DateTimeField, serializers.DecimalField),
    *(serializers.FloatField, serializers.IntegerField),
)
NUMBERS = (serializers.DecimalField, serializers.FloatField, serializers.IntegerField)


def is_row(field: Any) -> bool:
    """Whether a field is the row at the other end of a to-one relation."""
    return isinstance(field, serializers.Serializer)


def columns(serializer: serializers.Serializer, above: str = "") -> dict[str, Any]:
    """The field of each cell of a record, by the name of its column."""
    named: dict[str, Any] = {}
    for name, field in children(serializer).items():
        named |= columns(field, f"{above}{name}.") if is_row(field) else {f"{above}{name}": field}
    return named


class CellCompiler(RowCompiler):
    """Compiles serializers to records of CSV whose texts no spreadsheet takes for formulas."""

    guarded = True

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.json = RowCompiler(*args)
        self.json.aliases = self.aliases  # a name means one row in the whole statement

    def row(self, serializer: serializers.Serializer, alias: str) -> Fragment:
        """The cells of the row called `alias`, as a text."""
        model = serializer.Meta.model  # type: ignore[attr-defined]
        cells = [self.cells(field, model, alias) for field in serializer.fields.values()]
        return Fragment.joined(" || ',' || ", cells)

    def cells(self, field: Any, model: type[models.Model], alias: str) -> Fragment:
        """The cells of one field; of a row that is not there they are empty."""
        value = self.field(field, model, alias) if is_row(field) else self.json.field(field, model, alias)
        if is_row(field):
            return Fragment.of("coalesce({}, '{}')", value, "," * (len(columns(field)) - 1))
        if isinstance(field, PLAIN):
            return Fragment.of("coalesce(({})::text, '')", value)
        if is_array(field, model):
            value = Fragment.of("to_json({})", value)
        if self.guarded and isinstance(field, serializers.CharField):
            value = Fragment.named(GUARDED, value=value, risky=RISKY)
        return Fragment.of("coalesce('\"' || replace(({})::text, '\"', '\"\"') || '\"', '')", value)


class PlainCellCompiler(CellCompiler):
    """The same with texts as they are, for a form in which a text is never a formula."""

    guarded = False


def is_array(field: Any, model: type[models.Model]) -> bool:
    try:
        return isinstance(model._meta.get_field(str(field.source)), ArrayField)
    except FieldDoesNotExist:
        return isinstance(field, serializers.ListField)
