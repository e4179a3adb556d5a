"""Correcting statements: the only way to change whether a statement stands."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model

from claims.models import Citation, Correction, Statement

# Fields that a replacement does not take over from the statement that it replaces.
OWN_FIELDS = {
    "id",
    "created_at",
    "updated_at",
    "slug",  # names one row
    "status",  # follows from the corrections of the row
    "supersedes",  # the statement that is replaced
    "statement",  # of a citation: the replacement
}
# A new value of one of these may mean another role.
DECIDE_ROLE = {"speaker", "made_on", "made_on_precision"}


def taken_over(model: type[Model]) -> tuple[str, ...]:
    """The fields that a replacement takes over: all that people write, but `OWN_FIELDS`."""
    return tuple(
        field.name for field in model._meta.concrete_fields if not field.generated and field.name not in OWN_FIELDS
    )


@transaction.atomic
def correct(statement: Statement, by: User | None, **said: Any) -> Correction:
    """Corrects a statement. `said` has the fields of the correction: `status`, `what`, `why` and maybe `replacement`.

    Triggers set the status of the statement and recompute positions.

    Raises:
        IntegrityError: a rule is broken; some rules are checked when the transaction commits.
    """
    hold(statement)
    supersede(said.get("replacement"), statement)
    correction: Correction = Correction.objects.create(statement=statement, editor=by, **said)
    return correction


def hold(statement: Statement) -> None:
    """Locks a statement until the transaction ends, so that two corrections of it are made one after the other."""
    Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)


def supersede(replacement: Statement | None, statement: Statement) -> None:
    """Sets `supersedes` of a replacement that has none. The database refuses one that supersedes another statement."""
    if replacement is not None and replacement.supersedes_id is None:
        replacement.supersedes = statement
        replacement.save(update_fields=["supersedes"])


def as_corrected(statement: Statement, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a replacement: those of the statement, with `changes`.

    A change of the speaker or the day drops the role, which a trigger then finds anew. A change of the source drops the
    citations.
    """
    fields: dict[str, Any] = {name: getattr(statement, name) for name in taken_over(Statement)}
    fields |= {field.name: list(getattr(statement, field.name).all()) for field in Statement._meta.many_to_many}
    if DECIDE_ROLE & changes.keys():
        del fields["affiliation"]
    if "source" not in changes:
        fields["citations"] = list(statement.citations.order_by("pk").values(*taken_over(Citation)))
    return {**fields, **changes, "supersedes": statement}
