"""From records to rows: values by column, the primary keys of the rows that they name, and slugs."""

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import DateField

from claims.services.fixtures.keys import Keys
from claims.services.interchange.tables import Table, kind_of, natural_key


class NotThereError(LookupError):
    """A record names a row that is not there."""

    def __init__(self, name: str, model: Any, key: Any) -> None:
        self.name, self.model, self.key = name, model, key
        super().__init__(f"there is no {model._meta.verbose_name} “{words(key)}” ({name}).")


def row_of(table: Table, content: dict[str, Any], named: dict[str, Any], here: dict[Any, Any]) -> dict[str, Any]:
    """The values of a row by column.

    Args:
        named: for each field that refers to other rows, their primary keys by their natural keys.
        here: primary keys of rows of the same table that are inserted along, by slug.

    Raises:
        NotThereError: it names a row that is neither there nor inserted along.
        ValueError: it has members that no record of the table has.
    """
    values = dict(table.defaults)
    columns, own = table.columns, table.key
    for name, value in content.items():
        if (column := columns.get(name)) is None:
            if name not in table.members and name != "id":
                raise ValueError(f"there is no “{name}” here, but {', '.join(table.members)}.")
        elif value is None or name not in named:
            if column != own:
                values[column] = value
        else:
            key = tuple(value) if isinstance(value, list) else (value,)
            found = named[name].get(key)
            related = table.related[name]
            if found is None and related is table.model and isinstance(value, str):
                found = here.get(value)
            if found is None:
                raise NotThereError(name, related, key)
            values[column] = found
    return values


def references(table: Table, contents: Sequence[dict[str, Any]]) -> dict[str, dict[Any, Any]]:
    """For each field that refers to other rows, the primary keys of those that the records name."""
    found = {}
    keys = Keys(DEFAULT_DB_ALIAS, later=False)
    for name, related in table.related.items():
        values = [content[name] for content in contents if content.get(name) is not None]
        written = {tuple(value) if isinstance(value, list) else (value,) for value in values}
        found[name] = keys_of(keys, related, written)
    return found


def keys_of(keys: Keys, model: Any, written: set[tuple[Any, ...]]) -> dict[Any, Any]:
    """The primary keys of rows by their natural keys. Accounts that are not there are made."""
    if model._meta.pk.name in natural_key(model):
        pks = model._default_manager.filter(pk__in=[key[0] for key in written]).values_list("pk", flat=True)
        return {(pk,): pk for pk in pks}
    found = keys.of(model, written)
    if model._meta.label == settings.AUTH_USER_MODEL:
        found |= new_accounts(written - set(found))
    return found


def keys_of_links(link: Any, slugs: Iterable[str]) -> set[Any]:
    """The primary keys of the rows that a many-to-many field links to.

    Raises:
        NotThereError: one of them is not there.
    """
    wanted = dict.fromkeys((slug,) for slug in slugs)
    found = Keys(DEFAULT_DB_ALIAS, later=False).of(link.related_model, wanted)
    for key in wanted:
        if key not in found:
            raise NotThereError(link.name, link.related_model, key)
    return {found[key] for key in wanted}


def new_accounts(names: Iterable[tuple[Any, ...]]) -> dict[Any, Any]:
    """Accounts in which nobody can log in, for people of the team who have none here."""
    users: Any = get_user_model().objects
    made = {}
    for key in sorted(names):
        made[key] = users.create_user(username=key[0], is_active=False).pk
    return made


def as_row(table: Table, content: dict[str, Any]) -> Any:
    """A record with the attributes that a row's slug is made of; in the place of other rows what has their slugs.

    Raises:
        ValueError: it has no date where one belongs.
    """
    row = SimpleNamespace()
    for each in table.fields:
        value = content.get(each.name, table.defaults.get(each.column))
        if isinstance(each, DateField):
            value = as_python(each, value)
        setattr(row, each.name, SimpleNamespace(slug=value) if each.is_relation and value is not None else value)
    return row


def as_python(field: Any, value: Any) -> Any:
    """A value as Django has it.

    Raises:
        ValueError: it is none of the field.
    """
    try:
        return field.to_python(value)
    except (ValidationError, TypeError) as error:
        raise ValueError(f"“{value}” is no {kind_of(field)} ({field.name}).") from error


def words(key: Any) -> str:
    return " ".join(str(part) for part in key if part not in ("", None)) if isinstance(key, tuple) else str(key)
