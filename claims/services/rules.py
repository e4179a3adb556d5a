"""Refusals of the database: a sentence about a broken rule, for the author of the row."""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import DatabaseError
from django.db.models import ProtectedError
from psycopg import errors

GONE = "A row that this refers to is not there any more, or another one refers to what should go."
TAKEN = "There is one like this already (perhaps saved a moment ago): change it, or save once more."
BROKEN_OFF = "Somebody else saved something at the same moment, and this was broken off. Save once more."


@dataclass(frozen=True)
class Refusal:
    """The name of the rule that was broken, or "" where it has none, and a sentence about it."""

    rule: str
    words: str


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
        rule, said = cause.diag.constraint_name or "", cause.diag.message_primary or ""
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
            # psycopg refuses some values itself, without asking PostgreSQL.
            return f"Something here cannot be kept: {cause.diag.message_primary or cause}."
    return ""
