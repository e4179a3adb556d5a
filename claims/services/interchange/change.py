"""Changes a row to what a file now has for it, under the same rules as every change."""

from collections.abc import Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction

from claims.models import Stance
from claims.services import policy
from claims.services.fixtures.errors import sentence
from claims.services.fixtures.keys import Keys
from claims.services.interchange.drafts import Draft, Refused
from claims.services.interchange.rows import keys_of
from claims.services.interchange.tables import Table, table_of
from claims.services.rules import refusal


def change(draft: Draft, content: Mapping[str, Any], row: str, actor: policy.Actor) -> list[str]:
    """Changes the row `row` to the content of a draft, and returns the names of the fields that differed.

    A stance is that of the statement on the claim.

    Raises:
        Refused: the policy or a rule does not allow it. What was reviewed stays as it was.
    """
    table = table_of(draft.collection)
    try:
        with transaction.atomic():
            names = changed(table, row_of(table, content, row), content, actor)
            connection.check_constraints()
    except policy.NotPermittedError as error:
        raise Refused(error.refused.words) from error
    except DatabaseError as error:
        refused = refusal(error)
        raise Refused(sentence(error), refused.rule if refused else "") from error
    return [f"{draft.collection}: {name}" for name in names]


def row_of(table: Table, content: Mapping[str, Any], row: str) -> Any:
    if table.model is not Stance:
        return table.model.objects.get(**{"slug" if "slug" in table.columns else "pk": row})
    of = Stance.objects.filter(statement__slug=content["statement"], claim__slug=content["claim"])
    return of.order_by("-review_status", "id").first() or Stance()


def changed(table: Table, row: Any, content: Mapping[str, Any], actor: policy.Actor) -> list[str]:
    """Saves what differs.

    Raises:
        NotPermittedError: `actor` may not change it.
    """
    values = {}
    # A file changes neither the address of a row that is there nor what the team decided about it.
    kept = {"slug", *table.left_out} if row.pk else set()
    for field in table.fields:
        if field.name not in content or field.primary_key or field.name in kept:
            continue
        value = content[field.name]
        if field.is_relation and value is not None:
            key = tuple(value) if isinstance(value, list) else (value,)
            value = keys_of(Keys(DEFAULT_DB_ALIAS, later=False), field.related_model, {key}).get(key)
        elif not field.is_relation:
            value = field.to_python(value)
        if getattr(row, field.attname) != value:
            values[field] = value
    parts = [part for part in table.parts if part.name in content and differs(part, row, content[part.name])]
    names = [each.name for each in (*values, *parts)]
    if names:
        stored = row if row.pk else None
        policy.require(actor, "change" if stored else "add", table.model, row=stored, changes=names)
    for field, value in values.items():
        setattr(row, field.attname, value)
    if values:
        row.save()
    for part in parts:
        replace(part, row, content[part.name])
    return names


def differs(part: Table, row: Any, wanted: list[dict[str, Any]]) -> bool:
    """Whether a row has other parts than these, as far as these say."""
    rows = part.model.objects.filter(**{part.owner: row}).order_by("pk")
    there = [{name: getattr(each, column) for name, column in part.columns.items()} for each in rows]
    same = len(there) == len(wanted)
    return not same or any(
        any(each.get(name) != value for name, value in new.items()) for each, new in zip(there, wanted, strict=True)
    )


def replace(part: Table, row: Any, wanted: list[dict[str, Any]]) -> None:
    """Makes a row have exactly these parts."""
    part.model.objects.filter(**{part.owner: row}).delete()
    for new in wanted:
        part.model(**{part.owner: row}, **new).save()
