"""Refusals of the database: a sentence about a broken rule, for the author of the row."""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import DatabaseError
from django.db.models import ProtectedError
from psycopg import errors

GONE = "A row that this refers to is not there any more, or another one refers to what should go."
TAKEN = "There is one like this already (perhaps saved a moment ago): change it, or save once more."
# The function of PostgreSQL that reports the error of a RAISE in PL/pgSQL. The DETAIL of other errors is not ours.
RAISED = "exec_stmt_raise"
BROKEN_OFF = "Somebody else saved something at the same moment, and this was broken off. Save once more."


@dataclass(frozen=True)
class Refusal:
    """The name of the rule that was broken, or "" where it has none, and a sentence about it.

    `meant` is the text that its author may have meant: the words as they stand in the source. `table` and `column` name
    the text that is refused, where it is one.
    """

    rule: str
    words: str
    meant: str = ""
    table: str = ""
    column: str = ""


def refusal(error: DatabaseError) -> Refusal | None:
    """The refusal behind a database error; None if the error is a fault of the program or the server.

    Functions and triggers raise their own sentence; a constraint has it in its `violation_error_message`.
    """
    cause = error.__cause__
    if isinstance(error, ProtectedError):
        return Refusal("", GONE)
    if isinstance(cause, errors.DeadlockDetected | errors.SerializationFailure):
        return Refusal("", BROKEN_OFF)
    if isinstance(cause, errors.IntegrityError | errors.DataError):
        diag = cause.diag
        rule, said = diag.constraint_name or "", diag.message_primary or ""
        if diag.source_function == RAISED:
            return Refusal(rule, said, diag.message_detail or "", diag.table_name or "", diag.column_name or "")
        return Refusal(rule, constraint_words().get(rule) or general_words(cause) or said)
    return None


@cache
def constraint_words() -> dict[str, str]:
    """The sentence of every constraint that a model declares, by the constraint's name."""
    constraints = (each for model in apps.get_app_config("claims").get_models() for each in model._meta.constraints)
    return {each.name: str(each.violation_error_message) for each in constraints}


def general_words(cause: errors.Error) -> str:
    """A sentence by the kind of the error, for what has none of its own; "" if the error's message is a sentence."""
    match cause:
        case errors.ForeignKeyViolation() | errors.RestrictViolation():
            return GONE
        case errors.UniqueViolation():
            return TAKEN
        case errors.DataError():
            return f"Something here cannot be kept: {cause.diag.message_primary}."
    return ""
