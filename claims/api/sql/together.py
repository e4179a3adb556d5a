"""Several plans executed as one statement, so that their results are of one moment, for one round trip."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from claims.api.query.slots import SlotKey
from claims.api.sql.plan import Plan, PlanResult
from tracker.postgres.prepared import execute


def run_together(asked: Sequence[tuple[Plan, Mapping[SlotKey, Any]]]) -> list[PlanResult]:
    """Executes several plans, each with its values, as one statement: their results are of one moment."""
    plans = [plan for plan, _ in asked]
    bound = [value for plan, values in asked for value in plan.statement.bound(values)]
    result = execute(statement_of(tuple((plan.statement.text, plan.width) for plan in plans)), bound)
    tops = [0] * len(plans)
    for row in reversed(range(result.ntuples)):
        tops[int(result.get_value(row, 0))] = row
    bottoms = [*tops[1:], result.ntuples]
    return [
        PlanResult.of(result, plan.keyset_size, top=top, bottom=bottom, left=1)
        for plan, top, bottom in zip(plans, tops, bottoms, strict=True)
    ]


@lru_cache(maxsize=200)
def statement_of(statements: tuple[tuple[str, int], ...]) -> str:
    """The statement that answers with the rows of several ones, each row after the number of its statement.

    Args:
        statements: the text and the number of columns of each.
    """
    widest = max(width for _, width in statements)
    parts = (
        f"SELECT {number}::text, r.*{', NULL' * (widest - width)} FROM ({text}) r"  # noqa: S608 - no values
        for number, (text, width) in enumerate(statements)
    )
    return " UNION ALL ".join(parts)
