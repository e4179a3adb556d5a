"""Reviewing stances: confirming, rejecting and reopening them, also when two people do so at once."""

import hashlib

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Max, Model, Q

from claims.choices import Collection, ReviewStatus
from claims.models import Affiliation, Change, Citation, Claim, Source, Speaker, Stance, Statement
from claims.models.redirect import collection_of
from claims.models.reviewed import reviewed_fields
from claims.services import policy
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
def confirm(stance: Stance, by: User, seen: str = "") -> Stance:
    """Confirms a suggested stance, so that positions count it.

    Raises:
        NotAllowed: `by` may not review, suggested the stance, or changed what it rests on afterwards.
        Overtaken: the stance or what it rests on has changed since `stance` was read, or since `seen`.
        Contested: another stance of the statement on the claim is confirmed.
    """
    locked = lock_for_review(stance, by, "review", seen, ReviewStatus.SUGGESTED)
    if locked.coder_id == by.pk:
        raise NotAllowed("You suggested this yourself: somebody else has to confirm it.")
    if has_changed_it(locked, by):
        raise NotAllowed("You changed what this rests on after it was suggested: somebody else has to confirm it.")
    try:
        with transaction.atomic():
            return record_decision(locked, by, ReviewStatus.CONFIRMED, "")
    except IntegrityError as error:
        rivals = Stance.objects.filter(statement=locked.statement_id, claim=locked.claim_id).exclude(pk=locked.pk)
        if rival := rivals.filter(review_status=ReviewStatus.CONFIRMED).first():
            raise Contested(f"It is confirmed already that this statement {rival.position} this claim.") from error
        raise


@transaction.atomic
def reject(stance: Stance, by: User, reason: str, seen: str = "") -> Stance:
    """Rejects a suggested stance; its coder reads the `reason`.

    Raises:
        Incomplete: there is no reason.
        NotAllowed: `by` may not review.
        Overtaken: the stance has changed since `stance` was read.
    """
    if not reason.strip():
        raise Incomplete("Say why: a rejection needs a reason.")
    locked = lock_for_review(stance, by, "review", seen, ReviewStatus.SUGGESTED)
    return record_decision(locked, by, ReviewStatus.REJECTED, reason.strip())


@transaction.atomic
def reopen(stance: Stance, by: User, reason: str, seen: str = "") -> Stance:
    """Makes a confirmed or rejected stance a suggestion again, so that positions do not count it.

    Raises:
        Incomplete: there is no reason.
        NotAllowed: `by` may not reopen stances.
        Overtaken: the stance has changed since `stance` was read.
    """
    if not reason.strip():
        raise Incomplete("Say why it is taken up again.")
    locked = lock_for_review(stance, by, "reopen", seen, ReviewStatus.CONFIRMED, ReviewStatus.REJECTED)
    return record_decision(locked, None, ReviewStatus.SUGGESTED, reason.strip())


def rests_on(stance: Stance) -> list[Model]:
    """The rows that a reviewer reads to judge a stance, beside the stance itself."""
    said = stance.statement
    role = said.affiliation
    rows = (said, stance.claim, said.source, said.speaker, said.on_behalf_of, role, role and role.organization)
    return [*(row for row in rows if row), *sorted(said.citations.all(), key=lambda each: each.pk)]


def version(stance: Stance) -> str:
    """What a reviewer sees, as a text that differs whenever the stance or a row that it rests on has changed."""
    rows = (f"{row._meta.label} {row.pk} {row.updated_at}" for row in (stance, *rests_on(stance)))  # type: ignore[attr-defined]
    return hashlib.sha256(" ".join(rows).encode()).hexdigest()[:32]


def has_changed_it(stance: Stance, user: User) -> bool:
    """Whether `user` changed what a stance rests on after somebody else last wrote the stance.

    Who changes something and then confirms it would review alone. The history says who did what.
    """
    of_stance = Change.objects.filter(collection=Collection.STANCES, row_id=stance.pk)
    last = of_stance.exclude(user=user.pk).aggregate(last=Max("id"))["last"] or 0
    judged: dict[type[Model], list[str]] = {
        Statement: [*reviewed_fields(Statement), "citations"],
        Claim: [*reviewed_fields(Claim)],
    }
    touched = Q(collection=Collection.STANCES, row_id=stance.pk, new__has_any_keys=["statement", "claim"])
    for row in rests_on(stance):
        if not isinstance(row, Citation):  # the history of its statement has it
            change = Q(collection=collection_of(type(row)), row_id=row.pk)
            if fields := judged.get(type(row)):
                change &= Q(new__has_any_keys=fields) | Q(old__has_any_keys=fields)
            touched |= change
    return bool(Change.objects.filter(touched, user=user.pk, id__gt=last).exists())


def lock_subjects(stance: Stance) -> None:
    """Locks what a stance rests on until the transaction ends, so that it does not change.

    The statement comes after the rows that it refers to, as for those who change a role. If it refers to others by the
    time that it is locked, its version tells. It and the claim are locked FOR NO KEY UPDATE, as a trigger locks the
    statement later: two reviewers that first shared a weaker lock would then wait for each other. Who writes a citation
    locks its statement.
    """
    said = Statement.objects.select_related("affiliation").get(pk=stance.statement_id)
    role = said.affiliation
    lock_for_share(Affiliation, [said.affiliation_id])
    lock_for_share(Speaker, [said.speaker_id, said.on_behalf_of_id, role and role.organization_id])
    lock_for_share(Source, [said.source_id])
    for model, key in ((Statement, stance.statement_id), (Claim, stance.claim_id)):
        model.objects.select_for_update(of=("self",), no_key=True).get(pk=key)


def lock_for_review(stance: Stance, by: User, action: str, seen: str, *statuses: ReviewStatus) -> Stance:
    """The stance, locked with what it rests on until the transaction ends.

    Args:
        action: as in `claims.roles.ROLES`.
        seen: the `version` that the reviewer saw; that of `stance` where it is empty.

    Raises:
        NotAllowed: the role of `by` may not do this.
        Overtaken: something has changed since `stance` was read, or its status is none of `statuses`.
    """
    if policy.refusal(policy.Actor(policy.role_of(by), by.pk), action, Stance):
        raise NotAllowed("This takes another role than yours.")
    seen = seen or version(stance)
    locked: Stance | None = Stance.objects.select_for_update().filter(pk=stance.pk).first()
    if locked is None:
        raise Overtaken("This stance has been deleted meanwhile.")
    if locked.review_status not in statuses:
        raise Overtaken(f"Somebody was faster: it is {locked.review_status} already.")
    lock_subjects(locked)
    if version(locked) != seen:
        raise Overtaken("It was changed while you looked at it: look once more.")
    return locked


def record_decision(locked: Stance, by: User | None, status: ReviewStatus, note: str) -> Stance:
    """Saves the review of a locked stance, and returns it with its new `updated_at`."""
    locked.review_status, locked.reviewer, locked.review_note = status, by, note
    locked.save(update_fields=["review_status", "reviewer", "review_note"])
    locked.refresh_from_db(fields=["updated_at"])
    return locked
