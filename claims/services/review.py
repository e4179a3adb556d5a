"""Reviewing stances: confirming, rejecting and reopening them, also when two people do so at once."""

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from claims.choices import ReviewStatus
from claims.models import Claim, Stance, Statement
from claims.services.transactions import lock_for_share


class NotReviewed(Exception):  # noqa: N818 - named for what happened
    """Nothing was reviewed; the message says why. `code` is the stable name of the reason in the API."""

    code = "not-reviewed"


class NotAllowed(NotReviewed):
    """This user may not do this to this stance."""

    code = "review-not-allowed"


class Overtaken(NotReviewed):
    """Somebody changed the stance after the reviewer read it."""

    code = "review-overtaken"


class Incomplete(NotReviewed):
    """A rejection needs a reason."""

    code = "review-needs-reason"


class Contested(NotReviewed):
    """Another stance of the statement on the claim is confirmed already."""

    code = "review-contested"


@transaction.atomic
def confirm(stance: Stance, by: User) -> Stance:
    """Confirms a suggested stance, so that positions count it.

    Raises:
        NotAllowed: `by` may not review, or suggested the stance.
        Overtaken: the stance has changed since `stance` was read.
        Contested: another stance of the statement on the claim is confirmed.
    """
    locked = lock_for_review(stance, by, "claims.review_stance", ReviewStatus.SUGGESTED)
    if locked.coder_id == by.pk:
        raise NotAllowed("You suggested this yourself: somebody else has to confirm it.")
    try:
        with transaction.atomic():
            return record_decision(locked, by, ReviewStatus.CONFIRMED, "")
    except IntegrityError as error:
        rivals = Stance.objects.filter(statement=locked.statement_id, claim=locked.claim_id).exclude(pk=locked.pk)
        if rival := rivals.filter(review_status=ReviewStatus.CONFIRMED).first():
            raise Contested(f"It is confirmed already that this statement {rival.position} this claim.") from error
        raise


@transaction.atomic
def reject(stance: Stance, by: User, reason: str) -> Stance:
    """Rejects a suggested stance; its coder reads the `reason`.

    Raises:
        Incomplete: there is no reason.
        NotAllowed: `by` may not review.
        Overtaken: the stance has changed since `stance` was read.
    """
    if not reason.strip():
        raise Incomplete("Say why: a rejection needs a reason.")
    locked = lock_for_review(stance, by, "claims.review_stance", ReviewStatus.SUGGESTED)
    return record_decision(locked, by, ReviewStatus.REJECTED, reason.strip())


@transaction.atomic
def reopen(stance: Stance, by: User, reason: str) -> Stance:
    """Makes a confirmed or rejected stance a suggestion again, so that positions do not count it.

    Raises:
        Incomplete: there is no reason.
        NotAllowed: `by` may not reopen stances.
        Overtaken: the stance has changed since `stance` was read.
    """
    if not reason.strip():
        raise Incomplete("Say why it is taken up again.")
    locked = lock_for_review(stance, by, "claims.reopen_stance", ReviewStatus.CONFIRMED, ReviewStatus.REJECTED)
    return record_decision(locked, None, ReviewStatus.SUGGESTED, reason.strip())


def lock_for_review(stance: Stance, by: User, permission: str, *statuses: ReviewStatus) -> Stance:
    """The stance, locked until the transaction ends.

    Raises:
        NotAllowed: `by` does not have the permission.
        Overtaken: the stance has changed since `stance` was read, or its status is none of `statuses`.
    """
    if not (by.is_active and by.has_perm(permission)):
        raise NotAllowed("This takes another role than yours.")
    # Who changes the words that are reviewed waits for the decision, and the decision for who changes them.
    lock_for_share(Statement, [stance.statement_id])
    lock_for_share(Claim, [stance.claim_id])
    locked: Stance | None = Stance.objects.select_for_update().filter(pk=stance.pk).first()
    if locked is None:
        raise Overtaken("This stance has been deleted meanwhile.")
    if locked.review_status not in statuses:
        raise Overtaken(f"Somebody was faster: it is {locked.review_status} already.")
    if locked.updated_at != stance.updated_at:
        raise Overtaken("It was changed while you looked at it: look once more.")
    return locked


def record_decision(locked: Stance, by: User | None, status: ReviewStatus, note: str) -> Stance:
    """Saves the review of a locked stance, and returns it with its new `updated_at`."""
    locked.review_status, locked.reviewer, locked.review_note = status, by, note
    locked.save(update_fields=["review_status", "reviewer", "review_note"])
    locked.refresh_from_db(fields=["updated_at"])
    return locked
