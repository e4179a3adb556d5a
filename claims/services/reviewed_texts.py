"""Texts that confirmed stances depend on: only an editor may change them after the review."""

from claims.choices import ReviewStatus, StatementStatus
from claims.models import Claim, Statement

# The columns with such texts, by model.
REVIEWED_TEXTS = {Statement: ("text", "original_text"), Claim: ("text",)}


def has_confirmed_stances(row: Statement | Claim) -> bool:
    """Whether confirmed stances refer to a statement or a claim, so that only an editor may change its texts."""
    return bool(row.stances.filter(review_status=ReviewStatus.CONFIRMED).exists())


def is_corrected(row: Statement | Claim) -> bool:
    """Whether the row is a statement that was corrected or retracted, so that nobody may change its texts any more."""
    return isinstance(row, Statement) and row.status != StatementStatus.ACTIVE
