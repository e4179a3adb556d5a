"""Reviewing stances: who may confirm or reject what, and what happens when two do it at once."""

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from claims.choices import ReviewStatus
from claims.models import Stance


class NotReviewed(Exception):  # noqa: N818 - named for what happened
    """Nothing was reviewed; the text says why, in a sentence. `code` is stable."""

    code = "not-reviewed"


class NotAllowed(NotReviewed):
    """This user may not do this to this stance."""

    code = "review-not-allowed"


class Overtaken(NotReviewed):
    """The stance is not what it was when the reviewer looked at it: somebody was faster."""

    code = "review-overtaken"


class Incomplete(NotReviewed):
    """A rejection needs a reason."""

    code = "review-needs-reason"


class Contested(NotReviewed):
    """Another stance of the statement on the claim is confirmed already."""

    code = "review-contested"


@transaction.atomic
def confirm(stance: Stance, by: User) -> Stance:
    """Confirms a suggested stance, as it was when `stance` was read; it counts from now on.

    Raises `NotReviewed`: `by` may not review or suggested it, somebody was faster, another one is confirmed already.
    """
    held = take(stance, by, "claims.review_stance", ReviewStatus.SUGGESTED)
    if held.coder_id == by.pk:
        raise NotAllowed("You suggested this yourself: somebody else has to confirm it.")
    try:
        with transaction.atomic():
            return settle(held, by, ReviewStatus.CONFIRMED, "")
    except IntegrityError as error:
        rivals = Stance.objects.filter(statement=held.statement_id, claim=held.claim_id).exclude(pk=held.pk)
        if rival := rivals.filter(review_status=ReviewStatus.CONFIRMED).first():
            raise Contested(f"It is confirmed already that this statement {rival.position} this claim.") from error
        raise


@transaction.atomic
def reject(stance: Stance, by: User, reason: str) -> Stance:
    """Rejects a suggested stance, as it was when `stance` was read, for a `reason` that its coder can learn from.

    Raises `NotReviewed`: `by` may not review, somebody was faster, there is no reason.
    """
    if not reason.strip():
        raise Incomplete("Say why: a rejection needs a reason.")
    held = take(stance, by, "claims.review_stance", ReviewStatus.SUGGESTED)
    return settle(held, by, ReviewStatus.REJECTED, reason.strip())


@transaction.atomic
def reopen(stance: Stance, by: User, reason: str) -> Stance:
    """Makes a confirmed or rejected stance a suggestion again: it does not count until it is confirmed anew.

    Raises `NotReviewed`: `by` may not do this, somebody was faster, there is no reason.
    """
    if not reason.strip():
        raise Incomplete("Say why it is taken up again.")
    held = take(stance, by, "claims.reopen_stance", ReviewStatus.CONFIRMED, ReviewStatus.REJECTED)
    return settle(held, None, ReviewStatus.SUGGESTED, reason.strip())


def take(stance: Stance, by: User, permission: str, *statuses: ReviewStatus) -> Stance:
    """The stance, locked until the end of the transaction, if `by` may act on it and nothing has changed."""
    if not (by.is_active and by.has_perm(permission)):
        raise NotAllowed("This takes another role than yours.")
    held: Stance | None = Stance.objects.select_for_update().filter(pk=stance.pk).first()
    if held is None:
        raise Overtaken("This stance has been deleted meanwhile.")
    if held.review_status not in statuses:
        raise Overtaken(f"Somebody was faster: it is {held.review_status} already.")
    if held.updated_at != stance.updated_at:
        raise Overtaken("It was changed while you looked at it: look once more.")
    return held


def settle(held: Stance, by: User | None, status: ReviewStatus, note: str) -> Stance:
    held.review_status, held.reviewer, held.review_note = status, by, note
    held.save(update_fields=["review_status", "reviewer", "review_note"])
    held.refresh_from_db(fields=["updated_at"])
    return held
