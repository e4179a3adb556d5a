"""Rows read in plain SQL, where Django takes longer to make a statement than PostgreSQL to answer it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field, Model


@cache
def small_fields(model: type[Model]) -> tuple[Field, ...]:
    """The fields of a row without the text of a source and what is generated for searching, which are large."""
    return tuple(each for each in model._meta.concrete_fields if not each.generated and each.name != "content")


@cache
def columns(model: type[Model], table: str) -> str:
    """The SQL of the columns of the `small_fields`; `table` is the name of the table in the statement."""
    return ", ".join(f"{table}.{connection.ops.quote_name(each.column)}" for each in small_fields(model))


@cache
def converted(model: type[Model]) -> tuple[tuple[int, Any], ...]:
    """The `small_fields` whose values in Python are others than psycopg's, such as JSON, with their places."""
    return tuple((place, each) for place, each in enumerate(small_fields(model)) if hasattr(each, "from_db_value"))


def row(model: type[Model], values: Sequence[Any]) -> Any:
    """A row from the values of its `columns`. Django reads the large fields when they are asked for."""
    if fields := converted(model):
        values = list(values)
        for place, field in fields:
            values[place] = field.from_db_value(values[place], None, connection)
    return model.from_db(DEFAULT_DB_ALIAS, names(model), values)


@cache
def names(model: type[Model]) -> list[str]:
    """The names of the `small_fields`."""
    return [each.attname for each in small_fields(model)]
