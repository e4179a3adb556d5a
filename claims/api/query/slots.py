"""Slots: the places in a compiled SQL statement where the values of a request are bound."""

from typing import Any, NamedTuple

from django.db.models import DateField, Expression, Field
from django.db.models.sql.compiler import SQLCompiler

# A parameter's name and the number of the value in it: `speaker=a&speaker=b` binds ("speaker", 0) and ("speaker", 1).
SlotKey = tuple[str, int]


class Marker(NamedTuple):
    """Stands in a statement's list of parameters for a value that only the request knows."""

    key: SlotKey


class Slot(Expression):
    """A Django expression for a value that only the request knows.

    Args:
        key: the name that the value is bound by.
        field: gives the SQL type that the value is cast to.
    """

    def __init__(self, key: SlotKey, field: Field) -> None:
        super().__init__(output_field=field)
        self.key = key

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        kind = self.output_field.db_type(connection) or "text"
        # A cast to varchar(n) would truncate a longer value, which would then match rows that were not asked for.
        return f"%s::{'text' if kind.startswith(('varchar', 'text')) else kind}", [Marker(self.key)]


# The day that the parameter `as_of` names.
AS_OF = Slot(("as_of", 0), DateField())
