"""Reviews on their way to readers: submitting, approving, publishing and reopening them, also two people at once.

Two people answer for a review: one wrote or recorded it, and another one approved it. One of ours is proofread then, by
anybody who may; the words of others are not ours to proofread, so theirs is published by the approval.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from claims.choices import Collection, Precision, PublicationStatus
from claims.models import Claim, Review
from claims.models.reviewed import reviewed_fields
from claims.services import policy
from claims.services.decisions import Decided, Incomplete, NotAllowed, changed_by, version_of
from tracker.postgres import prepared

DRAFT, APPROVAL_NEEDED = PublicationStatus.DRAFT, PublicationStatus.APPROVAL_NEEDED
PROOFREADING_NEEDED, PUBLISHED = PublicationStatus.PROOFREADING_NEEDED, PublicationStatus.PUBLISHED
LATER = {APPROVAL_NEEDED, PROOFREADING_NEEDED, PUBLISHED}


def submit(review: Review, by: User, seen: str = "", *, held: policy.Actor | None = None) -> Review:
    """Submits a draft for approval.

    Args:
        seen: the `version` that `by` saw; that of `review` where it is empty.
        held: who acts, where the transaction has locked the review and its claim before it read `review`.

    Raises:
        NotAllowed: `by` neither wrote it nor may change what others wrote.
        Overtaken: it or its claim has changed since `review` was read, or since `seen`.
    """
    with transaction.atomic(savepoint=held is None):
        return record(REVIEWS.lock(review, by, "submit", {DRAFT}, seen=seen, held=held), status=APPROVAL_NEEDED)


def approve(review: Review, by: User, seen: str = "", *, held: policy.Actor | None = None) -> Review:
    """Approves a submitted review: one of ours has to be proofread then, one by others is published at once.

    Raises:
        NotAllowed: `by` may not approve, wrote it, or was the last to change it or its claim.
        Overtaken: as of `submit`.
    """
    with transaction.atomic(savepoint=held is None):
        locked = REVIEWS.lock(review, by, "approve", {APPROVAL_NEEDED}, seen=seen, held=held)
        if locked.coder_id == by.pk:
            raise NotAllowed(gettext("You wrote this yourself: somebody else has to approve it."))
        if was_last_changed_by(locked, by):
            raise NotAllowed(gettext("You were the last to change this or its claim: somebody else has to approve it."))
        status = PROOFREADING_NEEDED if locked.own else PUBLISHED
        return record(locked, status=status, approver=by, review_note="")


def publish(review: Review, by: User, seen: str = "", *, held: policy.Actor | None = None) -> Review:
    """Publishes an approved review of ours once it is proofread, with the date of today where it has none.

    Raises:
        NotAllowed: `by` may not publish.
        Overtaken: as of `submit`.
    """
    with transaction.atomic(savepoint=held is None):
        locked = REVIEWS.lock(review, by, "publish", {PROOFREADING_NEEDED}, seen=seen, held=held)
        dated: dict[str, Any] = {}
        if locked.published_on is None:
            dated = {"published_on": timezone.now().date(), "published_on_precision": Precision.DAY}
        return record(locked, status=PUBLISHED, **dated)


def reopen(review: Review, by: User, reason: str, seen: str = "", *, held: policy.Actor | None = None) -> Review:
    """Makes a review a draft again, which readers do not see; whoever wrote it reads the `reason`.

    Raises:
        Incomplete: there is no reason.
        NotAllowed: `by` may not reopen reviews.
        Overtaken: as of `submit`.
    """
    with transaction.atomic(savepoint=held is None):
        if not reason.strip():
            raise Incomplete(gettext("Say why it is taken up again."))
        locked = REVIEWS.lock(review, by, "reopen", LATER, seen=seen, held=held)
        return record(locked, status=DRAFT, approver=None, review_note=reason.strip())


def version(review: Review) -> str:
    """What somebody sees of a review and its claim, as a text that differs whenever one of them has changed."""
    return version_of((review, review.claim))


def lock_claim(review: Review) -> None:
    """Locks the claim of a review until the transaction ends, so that it does not change."""
    Claim.objects.select_for_update(no_key=True).filter(pk=review.claim_id).first()


REVIEWS = Decided(Review, "status", version, lock_claim)

JUDGED = f"""
    WITH judged (collection, row_id, fields) AS (
        VALUES ('reviews', %s::bigint, %s::text[]), ('claims', %s::bigint, %s::text[])
    ) SELECT {changed_by(Collection.REVIEWS)}
"""


def was_last_changed_by(review: Review, user: User) -> bool:
    """Whether `user` changed the content of a review or its claim after somebody else last wrote the review."""
    content = ["external_url" if each == "url" else each for each in policy.content_of_review()]
    judged = [review.pk, content, review.claim_id, [*reviewed_fields(Claim)]]
    ((changed,),) = prepared.rows(JUDGED, [*judged, user.pk, review.pk, user.pk])
    return bool(changed)


def record(locked: Review, **values: Any) -> Review:
    """Saves what was decided about a locked review, and returns it with its new `updated_at`."""
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*values])
    locked.refresh_from_db(fields=["updated_at"])
    return locked
