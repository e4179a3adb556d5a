"""Reviewing stances: confirming, rejecting and reopening them, also when two people do so at once."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext, pgettext

from claims.choices import Collection, ReviewStatus
from claims.models import Claim, Stance, Statement
from claims.models.reviewed import reviewed_fields
from claims.services import bulk, policy
from claims.services.decisions import (
    Decided,
    Incomplete,
    NotAllowed,
    NotReviewed,
    Overtaken,
    changed_by,
    version_of,
)
from tracker.postgres import prepared


class Contested(NotReviewed):
    """Another stance of the statement on the claim is confirmed already."""

    code = "review-contested"


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
    with transaction.atomic(savepoint=held is None):
        locked = STANCES.lock(stance, by, "review", {ReviewStatus.SUGGESTED}, seen=seen, held=held)
        if locked.coder_id == by.pk:
            raise NotAllowed(gettext("You suggested this yourself: somebody else has to confirm it."))
        has_changed_it, rival = history_of(locked, by)
        if has_changed_it:
            raise NotAllowed(
                gettext("You changed what this rests on after it was suggested: somebody else has to confirm it.")
            )
        if rival:
            raise Contested(
                gettext("It is confirmed already that this statement {position} this claim.").format(
                    position=pgettext("value", rival)
                )
            )
        return record_decision(locked, by, ReviewStatus.CONFIRMED, "")


def reject(stance: Stance, by: User, reason: str, seen: str = "", *, held: policy.Actor | None = None) -> Stance:
    """Rejects a suggested stance; its coder reads the `reason`. `seen` and `held` are those of `confirm`.

    Raises:
        Incomplete: there is no reason.
        NotAllowed: `by` may not review.
        Overtaken: the stance has changed since `stance` was read.
    """
    with transaction.atomic(savepoint=held is None):
        if not reason.strip():
            raise Incomplete(gettext("Say why: a rejection needs a reason."))
        locked = STANCES.lock(stance, by, "review", {ReviewStatus.SUGGESTED}, seen=seen, held=held)
        return record_decision(locked, by, ReviewStatus.REJECTED, reason.strip())


def reopen(stance: Stance, by: User, reason: str, seen: str = "", *, held: policy.Actor | None = None) -> Stance:
    """Makes a confirmed or rejected stance a suggestion again, so that positions do not count it.

    `seen` and `held` are those of `confirm`.

    Raises:
        Incomplete: there is no reason.
        NotAllowed: `by` may not reopen stances.
        Overtaken: the stance has changed since `stance` was read.
    """
    with transaction.atomic(savepoint=held is None):
        if not reason.strip():
            raise Incomplete(gettext("Say why it is taken up again."))
        locked = STANCES.lock(
            stance, by, "reopen", {ReviewStatus.CONFIRMED, ReviewStatus.REJECTED}, seen=seen, held=held
        )
        return record_decision(locked, None, ReviewStatus.SUGGESTED, reason.strip())


def rests_on(stance: Stance) -> list[Model]:
    """The rows that a reviewer reads to judge a stance, beside the stance itself."""
    said = stance.statement
    role = said.affiliation
    rows = (said, stance.claim, said.source, said.speaker, said.on_behalf_of, role, role and role.organization)
    return [*(row for row in rows if row), *sorted(said.citations.all(), key=lambda each: each.pk)]


def readable(stances: QuerySet) -> QuerySet:
    """The stances with what a reviewer reads and `version` is made of, without the text of the source."""
    said = ("speaker", "on_behalf_of", "source", "affiliation__organization")
    joined = stances.select_related("claim", "coder", "reviewer", *(f"statement__{name}" for name in said))
    return joined.prefetch_related("statement__citations").defer("statement__source__content")


def version(stance: Stance) -> str:
    """What a reviewer sees, as a text that differs whenever the stance or a row that it rests on has changed."""
    return version_of((stance, *rests_on(stance)))


# Whether a user changed what a stance rests on, and the position of the confirmed stance of its statement on its claim.
# The citations are in the history of the statement.
HISTORY = f"""
    WITH said AS (
        SELECT s.*, r.organization_id
        FROM claims_statement s LEFT JOIN claims_affiliation r ON r.id = s.affiliation_id WHERE s.id = %s
    ), judged (collection, row_id, fields) AS (
        SELECT 'stances', %s::bigint, ARRAY['statement', 'claim']
        UNION ALL SELECT 'statements', %s::bigint, %s::text[]
        UNION ALL SELECT 'claims', %s::bigint, %s::text[]
        UNION ALL SELECT 'sources', source_id, NULL FROM said
        UNION ALL SELECT 'affiliations', affiliation_id, NULL FROM said
        UNION ALL SELECT 'speakers', speaker_id, NULL FROM said
        UNION ALL SELECT 'speakers', on_behalf_of_id, NULL FROM said
        UNION ALL SELECT 'speakers', organization_id, NULL FROM said
    )
    SELECT {changed_by(Collection.STANCES)},
           (SELECT position FROM claims_stance
            WHERE statement_id = %s AND claim_id = %s AND review_status = 'confirmed')
"""  # noqa: S608


def history_of(stance: Stance, user: User) -> tuple[bool, str | None]:
    """Whether `user` changed what a stance rests on after somebody else last wrote the stance; its confirmed rival.

    Who changes something and then confirms it would review alone. The history says who did what. The rival is the
    position that the statement takes on the claim by another stance; whoever has locked both sees every rival.
    """
    said, claim = stance.statement_id, stance.claim_id
    fields = ([*reviewed_fields(Statement), "citations"], [*reviewed_fields(Claim)])
    judged = [said, stance.pk, said, fields[0], claim, fields[1]]
    ((changed, rival),) = prepared.rows(HISTORY, [*judged, user.pk, stance.pk, user.pk, said, claim])
    return changed, rival


def lock_subjects(stance: Stance) -> None:
    """Locks what a stance rests on until the transaction ends, so that it does not change (`claims_lock_judged`).

    Raises:
        Overtaken: what it rests on was being changed.
    """
    ((unchanged,),) = prepared.rows("SELECT claims_lock_judged(%s, %s)", [stance.statement_id, stance.claim_id])
    if not unchanged:
        raise Overtaken(gettext("It was changed while you looked at it: look once more."))


STANCES = Decided(Stance, "review_status", version, lock_subjects)


def record_decision(locked: Stance, by: User | None, status: ReviewStatus, note: str) -> Stance:
    """Saves the review of a locked stance, and returns it with its new `updated_at`."""
    locked.review_status, locked.reviewer, locked.review_note = status, by, note
    if bulk.works(Stance):
        ((locked.updated_at,),) = prepared.rows(DECISION, [status, by and by.pk, note, locked.pk])
    else:
        locked.save(update_fields=["review_status", "reviewer", "review_note"])
        locked.refresh_from_db(fields=["updated_at"])
    return locked


DECISION = """
    UPDATE claims_stance SET review_status = %s, reviewer_id = %s, review_note = %s WHERE id = %s RETURNING updated_at
"""
