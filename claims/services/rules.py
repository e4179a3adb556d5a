"""Refusals of the database: a sentence about a broken rule, for the author of the row, and the row that is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db.models import BaseConstraint, F, Model, ProtectedError, QuerySet, UniqueConstraint, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext
from psycopg import errors

GONE = "A row that this refers to is not there any more, or another one refers to what should go."
TAKEN = "There is one like this already (perhaps saved a moment ago): change it, or save once more."
# The function of PostgreSQL that reports the error of a RAISE in PL/pgSQL. The HINT of other errors is not ours.
RAISED = "exec_stmt_raise"
BROKEN_OFF = "Somebody else saved something at the same moment, and this was broken off. Save once more."


@dataclass(frozen=True)
class Refusal:
    """The name of the rule that was broken, or "" where it has none, and a sentence about it.

    `meant` is the text that its author may have meant: the words as they stand in the source. `table` and `column` name
    the text that is refused, where it is one. `existing` is the row that is there already, where somebody asked for it.
    """

    rule: str
    words: str
    meant: str = ""
    table: str = ""
    column: str = ""
    existing: Model | None = None


def refusal(error: DatabaseError) -> Refusal | None:
    """The refusal behind a database error; None if the error is a fault of the program or the server.

    Functions and triggers raise their own sentence; a constraint has it in its `violation_error_message`.
    """
    cause = error.__cause__
    if isinstance(error, ProtectedError):
        return Refusal("", gettext(GONE))
    if isinstance(cause, errors.DeadlockDetected | errors.SerializationFailure):
        return Refusal("", gettext(BROKEN_OFF))
    if isinstance(cause, errors.IntegrityError | errors.DataError):
        diag = cause.diag
        rule, said = diag.constraint_name or "", diag.message_primary or ""
        if diag.source_function == RAISED:
            return Refusal(rule, gettext(said), diag.message_hint or "", diag.table_name or "", diag.column_name or "")
        return Refusal(rule, constraint_words().get(rule) or general_words(cause) or said)
    return None


def holder(error: DatabaseError) -> Model | None:
    """The row that has the value which a refused row may not have as well, by a unique constraint.

    To be asked after the rollback. None for other errors, and where that row is gone meanwhile. PostgreSQL reports the
    value in its message, whose words depend on the server's language.
    """
    cause = error.__cause__
    if not isinstance(cause, errors.UniqueViolation):
        return None
    model, constraint = constraints().get(cause.diag.constraint_name or "", (None, None))
    if model is None or not isinstance(constraint, UniqueConstraint):
        return None
    # As in “Key (person_id, md5(claims_url_key(url::text)))=(4, fed…) already exists.” Only the last may have a comma.
    said = (cause.diag.message_detail or "").partition(")=(")[2].rpartition(")")[0]
    number = len(parts_of(constraint))
    values = said.split(", ", number - 1)
    if len(values) != number:
        return None
    return holders(model, constraint, values).first()


def holder_before(row: Model, error: ValidationError) -> Model | None:
    """The same for a row that is not saved, by an error of Django's validation of unique constraints and fields."""
    constraint: BaseConstraint | None
    if error.code == "unique" and error.params:
        constraint = UniqueConstraint(fields=error.params["unique_check"], name="unique")
    else:
        # Django's error has the sentence of the constraint, and not its name.
        constraint = next(
            (each for each in row._meta.constraints if each.violation_error_message == error.message), None
        )
    if not isinstance(constraint, UniqueConstraint):
        return None
    fields = [field for field in row._meta.concrete_fields if not field.generated]
    own = {F(field.name): Value(getattr(row, field.attname), field) for field in fields}
    values = [each.replace_expressions(own) for each in parts_of(constraint)]
    return holders(type(row), constraint, values).exclude(pk=row.pk).first()


def parts_of(constraint: UniqueConstraint) -> list[Any]:
    """The expressions whose values are unique together."""
    return [*map(F, constraint.fields), *constraint.expressions]


def holders(model: type[Model], constraint: UniqueConstraint, values: Iterable[Any]) -> QuerySet:
    """The rows for which the expressions of a constraint have these values."""
    rows = model._default_manager.filter(*map(Exact, parts_of(constraint), values))
    return rows.filter(constraint.condition) if constraint.condition else rows


@cache
def constraints() -> dict[str, tuple[type[Model], BaseConstraint]]:
    """Every constraint that a model declares, with its model, by the constraint's name."""
    models = apps.get_app_config("claims").get_models()
    return {each.name: (model, each) for model in models for each in model._meta.constraints}


def constraint_words() -> dict[str, str]:
    """The sentence of every constraint that a model declares, by the constraint's name."""
    return {name: str(each.violation_error_message) for name, (_, each) in constraints().items()}


def field_of(diag: Any) -> str:
    """The name of the field whose column an error of PostgreSQL names; that of the column where no field has it."""
    models = (each for each in apps.get_models() if each._meta.db_table == diag.table_name)
    fields = (field for model in models for field in model._meta.concrete_fields)
    return next((field.name for field in fields if field.column == diag.column_name), diag.column_name or "")


def general_words(cause: errors.Error) -> str:
    """A sentence by the kind of the error, for what has none of its own; "" if the error's message is a sentence."""
    match cause:
        case errors.ForeignKeyViolation() | errors.RestrictViolation():
            return gettext(GONE)
        case errors.UniqueViolation():
            return gettext(TAKEN)
        case errors.NotNullViolation():
            return gettext("“{field}” is missing.").format(field=field_of(cause.diag))
        case errors.DataError():
            # psycopg refuses some values itself, without asking PostgreSQL.
            return gettext("Something here cannot be kept: {said}.").format(said=cause.diag.message_primary or cause)
    return ""
