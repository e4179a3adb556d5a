"""Words that others rely on: what was reviewed is not turned into something else by whoever may write."""

from claims.choices import ReviewStatus, StatementStatus
from claims.models import Claim, Statement

# By model: the columns that hold the words.
WORDS = {Statement: ("text", "original_text"), Claim: ("text",)}


def relied_on(row: Statement | Claim) -> bool:
    """Whether confirmed stances rest on the words of a statement or a claim: it takes an editor to change them."""
    return bool(row.stances.filter(review_status=ReviewStatus.CONFIRMED).exists())


def corrected(row: Statement | Claim) -> bool:
    """Whether the words stay for ever, since a correction is about them."""
    return isinstance(row, Statement) and row.status != StatementStatus.ACTIVE
