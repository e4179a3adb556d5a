"""Rows read in plain SQL, where Django takes longer to make a statement than PostgreSQL to answer it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


@cache
def small_fields(model: type[Model]) -> tuple[Field, ...]:
    """The fields of a row without the text of a source and what is generated for searching, which are large."""
    return tuple(each for each in model._meta.concrete_fields if not each.generated and each.name != "content")


@cache
def columns(model: type[Model], table: str) -> str:
    """The SQL of the columns of the `small_fields`; `table` is the name of the table in the statement."""
    return ", ".join(f"{table}.{connection.ops.quote_name(each.column)}" for each in small_fields(model))


def row(model: type[Model], values: Sequence[Any]) -> Any:
    """A row from the values of its `columns`. Django reads the large fields when they are asked for."""
    return model.from_db(connection.alias, [each.attname for each in small_fields(model)], values)


def answers(statements: Sequence[tuple[str, Sequence[Any]]]) -> list[list[tuple[Any, ...]]]:
    """The rows of some statements, each with its parameters, which are sent in one message."""
    with connection.cursor() as cursor:
        cursor.execute("; ".join(each for each, _ in statements), [value for _, given in statements for value in given])
        found = [cursor.fetchall()]
        while cursor.nextset():
            found.append(cursor.fetchall())
        return found
