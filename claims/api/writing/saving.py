"""Saves a body under the policy and all rules: for the endpoints, and for the desk's reading page."""

from dataclasses import replace
from typing import Any

from django.db import DatabaseError, connection

from claims.api.writing.bodies import Body
from claims.api.writing.changes import would_change
from claims.api.writing.errors import BodyError, RuleBroken, as_problem, explained, validated
from claims.services import policy


def saved(body: Body, actor: policy.Actor, pointer: str = "", **beside: Any) -> Any:
    """Saves a body and checks all rules, also those that are deferred to the commit.

    Args:
        pointer: the JSON pointer of the body, for errors.
        beside: fields that the body does not hold.

    Raises:
        APIException: the body is invalid, or breaks a rule, or the policy refuses one of its fields.
    """
    validated(body, pointer)
    refuse_fixed_fields(body, actor)
    try:
        row = body.save(**beside)
        connection.check_constraints()
    except DatabaseError as error:
        if (problem := explained(error, body)) is None:
            raise
        if isinstance(problem, RuleBroken) and pointer:
            problem.errors = [BodyError(pointer + each.pointer, each.code, each.detail) for each in problem.errors]
        raise problem from error
    return row


def refuse_fixed_fields(body: Body, actor: policy.Actor) -> None:
    """Refuses a body that changes a field which the policy does not let this actor change in this row."""
    row: Any = body.instance
    action = "add" if row is None else "change"
    for name, refused in policy.fixed_fields(actor, action, body.Meta.model, row).items():
        if would_change(body, name):
            raise as_problem(replace(refused, words=f"`{name}`: {refused.words}"))
