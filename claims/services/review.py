"""Reviewing stances: confirming, rejecting and reopening one or many, also when two people do so at once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext, gettext_noop, pgettext

from claims.choices import ReviewStatus
from claims.models import Stance
from claims.services import bulk, judged, policy
from claims.services.decisions import Decided, Incomplete, NotAllowed, NotReviewed, Overtaken
from claims.services.judged import Judged, version
from tracker.postgres import prepared


class Contested(NotReviewed):
    """Another stance of the statement on the claim is confirmed already, or would be at the same time."""

    code = "review-contested"


class Verdict(NamedTuple):
    """What a reviewer decides.

    Attributes:
        action: as in `claims.roles.ROLES`.
        of: the status that a stance has before.
        becomes: the status that it has then.
        lacks: the sentence for a verdict without its reason; empty where none is needed.
    """

    action: str
    of: tuple[ReviewStatus, ...]
    becomes: ReviewStatus
    lacks: str = ""


CONFIRM = Verdict("review", (ReviewStatus.SUGGESTED,), ReviewStatus.CONFIRMED)
REJECT = Verdict(
    "review",
    (ReviewStatus.SUGGESTED,),
    ReviewStatus.REJECTED,
    gettext_noop("Say why: a rejection needs a reason."),
)
REOPEN = Verdict(
    "reopen",
    (ReviewStatus.CONFIRMED, ReviewStatus.REJECTED),
    ReviewStatus.SUGGESTED,
    gettext_noop("Say why it is taken up again."),
)


def confirm(stance: Stance, by: User, seen: str = "", *, held: policy.Actor | None = None) -> Stance:
    """Confirms a suggested stance, so that positions count it.

    Args:
        seen: the `version` that the reviewer saw; that of `stance` where it is empty.
        held: who acts, where the transaction has locked the stance, and what it rests on (`lock_subjects`), before it
            read `stance`.

    Raises:
        NotAllowed: `by` may not review, suggested the stance, or changed what it rests on afterwards.
        Overtaken: the stance or what it rests on has changed since `stance` was read, or since `seen`.
        Contested: another stance of the statement on the claim is confirmed.
    """
    return decide(CONFIRM, stance, by, "", seen, held=held)


def reject(stance: Stance, by: User, reason: str, seen: str = "", *, held: policy.Actor | None = None) -> Stance:
    """Rejects a suggested stance; its coder reads the `reason`. `seen` and `held` are those of `confirm`.

    Raises:
        Incomplete: there is no reason.
        NotAllowed: `by` may not review.
        Overtaken: the stance has changed since `stance` was read.
    """
    return decide(REJECT, stance, by, reason, seen, held=held)


def reopen(stance: Stance, by: User, reason: str, seen: str = "", *, held: policy.Actor | None = None) -> Stance:
    """Makes a confirmed or rejected stance a suggestion again, so that positions do not count it.

    `seen` and `held` are those of `confirm`.

    Raises:
        Incomplete: there is no reason.
        NotAllowed: `by` may not reopen stances.
        Overtaken: the stance has changed since `stance` was read.
    """
    return decide(REOPEN, stance, by, reason, seen, held=held)


def decide(verdict: Verdict, stance: Stance, by: User, reason: str, seen: str, *, held: policy.Actor | None) -> Stance:
    """Reviews one stance; the arguments and errors are those of `confirm`."""
    with transaction.atomic(savepoint=held is None):
        require(verdict, held or policy.Actor(policy.role_of(by), by.pk), reason)
        locked = stance if held else lock_for_review(verdict, stance, seen or version(stance))
        if found := refusals(verdict, [locked], by):
            raise found[locked.pk]
        return record_decision(locked, None if verdict is REOPEN else by, verdict.becomes, reason.strip())


def require(verdict: Verdict, actor: policy.Actor, reason: str) -> None:
    """Checks what holds for all stances.

    Raises:
        Incomplete: the verdict needs a reason.
        NotAllowed: the actor's role may not do this.
    """
    if verdict.lacks and not reason.strip():
        raise Incomplete(gettext(verdict.lacks))
    if policy.refusal(actor, verdict.action, Stance):
        raise NotAllowed(gettext("This takes another role than yours."))


def refusals(verdict: Verdict, stances: Sequence[Stance | Judged], by: User) -> dict[int, NotReviewed]:
    """Why `by` may not give the verdict on some of the stances, by their primary keys."""
    found: dict[int, NotReviewed] = {}
    for each in stances:
        if each.review_status not in verdict.of:
            words = gettext("Somebody was faster: it is {status} already.")
            found[each.pk] = Overtaken(words.format(status=pgettext("value", each.review_status)))
        elif verdict is CONFIRM and each.coder_id == by.pk:
            found[each.pk] = NotAllowed(gettext("You suggested this yourself: somebody else has to confirm it."))
    if verdict is CONFIRM and (left := [each for each in stances if each.pk not in found]):
        found |= refusals_by_history(left, by)
    return found


def refusals_by_history(stances: Sequence[Stance | Judged], by: User) -> dict[int, NotReviewed]:
    """Why `by` may not confirm some of the stances, for what was done before or would be done together."""
    found: dict[int, NotReviewed] = {}
    histories = judged.histories([each.pk for each in stances], by.pk)
    taken = Counter((each.statement_id, each.claim_id) for each in stances)
    for each in stances:
        history = histories[each.pk]
        if history.changed:
            words = gettext("You changed what this rests on after it was suggested: somebody else has to confirm it.")
            found[each.pk] = NotAllowed(words)
        elif history.rival:
            words = gettext("It is confirmed already that this statement {position} this claim.")
            found[each.pk] = Contested(words.format(position=pgettext("value", history.rival)))
        elif taken[each.statement_id, each.claim_id] > 1:
            words = gettext("Others of these are of the same statement on the same claim: choose one of them.")
            found[each.pk] = Contested(words)
    return found


def lock_subjects(stance: Stance) -> None:
    """Locks what a locked stance rests on until the transaction ends, so that it does not change.

    Raises:
        Overtaken: what it rests on was being changed.
    """
    if judged.lock([stance.pk]):
        raise Overtaken(gettext("It was changed while you looked at it: look once more."))


STANCES = Decided(Stance, "review_status", version, lock_subjects)


def lock_for_review(verdict: Verdict, stance: Stance, seen: str) -> Stance:
    """The stance, locked with what it rests on until the transaction ends.

    Raises:
        Overtaken: the stance was deleted, or is of another version than `seen`.
    """
    locked: Stance | None = Stance.objects.select_for_update().filter(pk=stance.pk).first()
    if locked is None:
        raise Overtaken(gettext("It has been deleted meanwhile."))
    if locked.review_status in verdict.of:
        lock_subjects(locked)
        if version(locked) != seen:
            raise Overtaken(gettext("It was changed while you looked at it: look once more."))
    return locked


def record_decision(locked: Stance, by: User | None, status: ReviewStatus, note: str) -> Stance:
    """Saves the review of a locked stance, and returns it with its new `updated_at`."""
    locked.review_status, locked.reviewer, locked.review_note = status, by, note
    if bulk.works(Stance):
        ((locked.updated_at,),) = record([locked.pk], by, status, note)
    else:
        locked.save(update_fields=["review_status", "reviewer", "review_note"])
        locked.refresh_from_db(fields=["updated_at"])
    return locked


DECISION = """
    UPDATE claims_stance SET review_status = %s, reviewer_id = %s, review_note = %s WHERE id = ANY (%s::bigint[])
    RETURNING updated_at
"""


def record(keys: Iterable[int], by: User | None, status: ReviewStatus, note: str) -> list[tuple[Any, ...]]:
    """Saves the review of locked stances by one statement."""
    return prepared.rows(DECISION, [status, by and by.pk, note, list(keys)])
