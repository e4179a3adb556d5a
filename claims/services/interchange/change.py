"""Changes a row to what a file now has for it, under the same rules as every change."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import DatabaseError, connection, transaction

from claims.models import Stance
from claims.services import policy
from claims.services.fixtures.errors import sentence
from claims.services.interchange.drafts import Draft, Refused
from claims.services.interchange.entries import listed
from claims.services.interchange.rows import NotThereError, as_python, keys_of_links, references, row_of
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
            names = changed(table, row_to_change(table, content, row), content, actor)
            connection.check_constraints()
    except policy.NotPermittedError as error:
        raise Refused(error.refused.words) from error
    except (NotThereError, ValueError) as error:
        raise Refused(str(error)) from error
    except DatabaseError as error:
        refused = refusal(error)
        raise Refused(sentence(error), refused.rule if refused else "") from error
    return [f"{draft.collection}: {name}" for name in names]


def row_to_change(table: Table, content: Mapping[str, Any], row: str) -> Any:
    if table.model is not Stance:
        return table.model.objects.get(**{"slug" if "slug" in table.columns else "pk": row})
    of = Stance.objects.filter(statement__slug=content["statement"], claim__slug=content["claim"])
    return of.order_by("-review_status", "id").first() or Stance()


def changed(table: Table, row: Any, content: Mapping[str, Any], actor: policy.Actor) -> list[str]:
    """Saves what differs.

    Raises:
        NotPermittedError: `actor` may not change it.
        NotThereError, ValueError: as of `row_of`, `as_python` and `listed`.
    """
    # A file changes neither the address of a row that is there nor what the team decided about it.
    kept = {"slug", *table.left_out} if row.pk else set()
    given = columns_of(table, [{name: value for name, value in content.items() if name not in kept}])[0]
    values = {column: value for column, value in given.items() if getattr(row, column) != value}
    parts = {
        part: wanted
        for part in table.parts
        if part.name in content and differs(part, row, wanted := columns_of(part, listed(content, part.name)))
    }
    links = {link: keys_of_links(link, listed(content, link.name, str)) for link in table.links if link.name in content}
    links = {
        link: pks for link, pks in links.items() if pks != set(getattr(row, link.name).values_list("pk", flat=True))
    }
    names = [field.name for field in table.fields if field.column in values]
    names += [each.name for each in (*parts, *links)]
    if names:
        stored = row if row.pk else None
        policy.require(actor, "change" if stored else "add", table.model, row=stored, changes=names)
    for column, value in values.items():
        setattr(row, column, value)
    if values:
        row.save()
    for part, wanted in parts.items():
        replace(part, row, wanted)
    for link, pks in links.items():
        getattr(row, link.name).set(pks)
    return names


def columns_of(table: Table, contents: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The values of rows by column, as Django has them: of those columns that the contents name."""
    named = references(table, contents)
    fields = [field for field in table.fields if not field.primary_key]
    rows = [row_of(table, content, named, {}) for content in contents]
    return [
        {
            field.column: row[field.column] if field.is_relation else as_python(field, row[field.column])
            for field in fields
            if field.name in content
        }
        for row, content in zip(rows, contents, strict=True)
    ]


def differs(part: Table, row: Any, wanted: list[dict[str, Any]]) -> bool:
    """Whether a row has other parts than these, as far as these say."""
    there = part.model.objects.filter(**{part.owner: row}).order_by("pk")
    return len(there) != len(wanted) or any(
        any(getattr(each, column) != value for column, value in new.items())
        for each, new in zip(there, wanted, strict=True)
    )


def replace(part: Table, row: Any, wanted: list[dict[str, Any]]) -> None:
    """Makes a row have exactly these parts."""
    part.model.objects.filter(**{part.owner: row}).delete()
    for new in wanted:
        part.model(**{part.owner: row}, **new).save()
