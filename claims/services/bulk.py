"""Rows saved many at a time, as Django saves each: all their columns and links."""

import json
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault
from django.db.models.signals import m2m_changed, post_save, pre_save

from claims.models.base import Citable, Stamped
from claims.models.slugs import Slugs, stem_of
from tracker.postgres import prepared

# The slugs among some that rows have, or had before.
USED_SLUGS = """
    SELECT slug FROM {table} WHERE slug = ANY (%s)
    UNION ALL SELECT old_slug FROM claims_redirect WHERE collection = %s AND old_slug = ANY (%s)
"""
# Instead of an error, which would end the transaction.
UNLESS_TAKEN = "ON CONFLICT (slug) DO NOTHING"


def works(model: type[Model]) -> bool:
    """Whether rows of this model can be saved so: it is ours, and nobody wants a signal for each row."""
    links = [field.remote_field.through for field in model._meta.local_many_to_many]
    return issubclass(model, Stamped) and not (
        any(signal.has_listeners(model) for signal in (pre_save, post_save))
        or any(m2m_changed.has_listeners(each) for each in links)
    )


class SlugTaken(Exception):  # noqa: N818 - named for what happened
    """Another transaction has taken the slug that a new row was given; the row was not saved."""


def create(model: Any, contents: Collection[Mapping[str, Any]], conflict: str = "") -> list[Any]:
    """Saves new rows from the values of their fields, the rows that many-to-many fields link them to included.

    Raises:
        SlugTaken: where `conflict` is UNLESS_TAKEN, which only a single row can have.
    """
    linked = model._meta.many_to_many
    names = {field.name for field in linked}
    links = [{name: others for name, others in each.items() if name in names} for each in contents]
    rows = [model(**{name: value for name, value in each.items() if name not in names}) for each in contents]
    if issubclass(model, Citable):
        give_slugs(model, rows)
    insert(model, rows, conflict=conflict)
    for field in linked:
        wanted = {row.pk: each.get(field.name) for row, each in zip(rows, links, strict=True)}
        if wanted := {key: [one.pk for one in others] for key, others in wanted.items() if others}:
            link(field, wanted, DEFAULT_DB_ALIAS)
    return rows


def give_slugs(model: type[Citable], rows: Collection[Any]) -> None:
    """Gives slugs to those of some new rows that have none, as `save` does to one after the other."""
    lacking = [row for row in rows if not row.slug]
    used = {row.slug for row in rows}
    for row, slug in zip(lacking, slugs(model, [row.slug_source() for row in lacking], used), strict=True):
        row.slug = slug


def slugs(model: type[Citable], words: Sequence[str], used: set[str]) -> list[str]:
    """Slugs that are made of some words: neither a row nor a redirect has one of them, and none is among `used`."""
    statement, noun = USED_SLUGS.format(table=model._meta.db_table), str(model._meta.model_name)

    def taken(some: list[str]) -> list[str]:
        return [slug for (slug,) in prepared.rows(statement, [some, f"{noun}s", some])]

    return Slugs(noun, taken, used).choose([stem_of(each) for each in words])


def insert(model: Any, rows: Collection[Model], using: str = DEFAULT_DB_ALIAS, conflict: str = "") -> None:
    """Inserts new rows of one model in their order, and gives them the primary keys that they get.

    Raises:
        SlugTaken: as of `create`.
    """
    for columns, some in by_columns(model, rows).items():
        keys = write(model, columns, some, using, f"{conflict} RETURNING {quoted(model._meta.pk.column, using)}")
        if len(keys) < len(some):
            raise SlugTaken
        for row, (key,) in zip(some, keys, strict=True):
            row.pk = key
            row._state.adding, row._state.db = False, using  # noqa: SLF001 - as Django's `bulk_create` does


def by_columns(model: Any, rows: Iterable[Model]) -> dict[tuple[str, ...], list[Model]]:
    """The rows by their columns: without those that the database fills, such as the time of recording and a new key."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    alike: defaultdict[tuple[str, ...], list[Model]] = defaultdict(list)
    for row in rows:
        filled = (
            field.column
            for field in fields
            if not isinstance(value := getattr(row, field.attname), DatabaseDefault)
            and not (field.primary_key and value is None)
        )
        alike[tuple(filled)].append(row)
    return alike


def write(model: Any, columns: Collection[str], rows: Iterable[Model], using: str, clause: str) -> list[Any]:
    """Inserts rows by column, in their order; the result is that of `clause`, the end of the statement.

    The rows are one JSON document, since a parameter for each value takes Django and PostgreSQL longer than the rest.
    """
    fields = [field for field in model._meta.concrete_fields if field.column in columns]
    values = [
        {each.column: as_json(each.get_prep_value(getattr(row, each.attname))) for each in fields} for row in rows
    ]
    return write_values(model, columns, values, using, clause)


def write_values(
    model: Any, columns: Collection[str], values: Sequence[Mapping[str, Any]], using: str, clause: str = ""
) -> list[Any]:
    """The same for rows that are values by column already, as JSON has them."""
    statement, document = f"{insertion(model, tuple(columns))} {clause}", json.dumps(values, default=str)
    if using == DEFAULT_DB_ALIAS:
        return prepared.rows(statement, [document])
    with connections[using].cursor() as cursor:
        cursor.execute(statement, [document])
        return cursor.fetchall() if cursor.description else []


@cache
def insertion(model: Any, columns: tuple[str, ...]) -> str:
    """The SQL that inserts rows by column, without its end."""
    table, *named = (quoted(each, DEFAULT_DB_ALIAS) for each in (model._meta.db_table, *columns))
    names = ", ".join(named)
    return (
        f"INSERT INTO {table} ({names}) SELECT {names} "  # noqa: S608
        f"FROM json_populate_recordset(NULL::{table}, %s) WITH ORDINALITY ORDER BY ordinality"
    )


def as_json(value: Any) -> Any:
    """A value for the JSON document, which has no infinite numbers. PostgreSQL reads them from their names."""
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def quoted(name: str, using: str) -> str:
    return connections[using].ops.quote_name(name)


def link(field: Any, wanted: dict[Any, Any], using: str) -> None:
    """Makes rows have exactly the links `wanted` of a many-to-many field: primary keys by those of the rows."""
    through, owner, other = field.remote_field.through, field.m2m_column_name(), field.m2m_reverse_name()
    links = through._default_manager.using(using)
    there = {tuple(link): pk for pk, *link in links.filter(**{f"{owner}__in": wanted}).values_list("pk", owner, other)}
    here = dict.fromkeys((one, each) for one, others in wanted.items() for each in others)
    links.filter(pk__in=[pk for link, pk in there.items() if link not in here]).delete()
    links.bulk_create(through(**{owner: one, other: each}) for one, each in here if (one, each) not in there)
