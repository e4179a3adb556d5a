"""Reviewing many stances at once: in one transaction, by one statement, under the rules for a single one (`review`)."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext

from claims.models import Stance
from claims.services import bulk, judged, policy
from claims.services.decisions import NotReviewed, Overtaken
from claims.services.judged import Judged
from claims.services.review import (
    REOPEN,
    Verdict,
    record,
    record_decision,
    refusals,
    require,
)

# How many reviews one SQL statement saves: it has to end within DATABASE_STATEMENT_TIMEOUT.
PART = 10_000


class Missing(NotReviewed):
    """There is no such stance."""

    code = "not-found"


class Refused(NotReviewed):
    """Nothing was reviewed; `found` says why of each stance that may not be, by its primary key."""

    code = "review-refused"

    def __init__(self, found: dict[int, NotReviewed]) -> None:
        self.found = found
        super().__init__(gettext("Some of these may not be reviewed so; nothing was written."))


@dataclass(frozen=True)
class Outlook:
    """What a verdict on many stances would do.

    Attributes:
        stances: those that are there, in the order of their keys.
        refused: why the verdict may not be given on some of them, by their primary keys.
    """

    stances: list[Judged]
    refused: dict[int, NotReviewed]

    @cached_property
    def allowed(self) -> list[int]:
        """The primary keys of the others."""
        return [each.pk for each in self.stances if each.pk not in self.refused]

    @cached_property
    def version(self) -> str:
        """A text that differs whenever a stance, what one rests on, or what would happen to one has changed."""
        parts = [judged.version_of_all([each.pk for each in self.stances]), *map(str, sorted(self.refused))]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:32]


def outlook(verdict: Verdict, keys: Collection[int], by: User, *, lock: bool = False) -> Outlook:
    """What a verdict of `by` on the stances would do.

    Args:
        lock: whether the stances and what they rest on are locked first, until the transaction ends.
    """
    stances = judged.stances(keys, lock=lock)
    moved = judged.lock(each.pk for each in stances) if lock else set()
    found = refusals(verdict, stances, by)
    words = gettext("It was changed while you looked at it: look once more.")
    return Outlook(stances, {key: Overtaken(words) for key in moved} | found)


def review_all(verdict: Verdict, keys: Collection[int], by: User, reason: str, actor: policy.Actor) -> None:
    """Gives a verdict on all of the stances, or on none.

    Raises:
        Incomplete, NotAllowed: as of `review.confirm`, for what holds for all.
        Refused: some are not there, or may not be reviewed so.
    """
    require(verdict, actor, reason)
    with transaction.atomic(savepoint=False):
        found = outlook(verdict, keys, by, lock=True)
        there = {each.pk for each in found.stances}
        missing = {key: Missing(gettext("There is no such stance.")) for key in keys if key not in there}
        if refused := found.refused | missing:
            raise Refused(refused)
        save(verdict, found.allowed, by, reason)


def review_seen(verdict: Verdict, keys: Collection[int], by: User, reason: str, seen: str) -> Outlook:
    """Gives a verdict on those of the stances that it may be given on, if all is as the reviewer saw it.

    Args:
        seen: the version of the `outlook` that the reviewer saw.

    Raises:
        Incomplete, NotAllowed: as of `review.confirm`, for what holds for all.
        Overtaken: something has changed since.
    """
    require(verdict, policy.Actor(policy.role_of(by), by.pk), reason)
    with transaction.atomic():
        found = outlook(verdict, keys, by, lock=True)
        if found.version != seen:
            raise Overtaken(gettext("Something was changed meanwhile: look once more."))
        save(verdict, found.allowed, by, reason)
    return found


def save(verdict: Verdict, keys: list[int], by: User, reason: str) -> None:
    """Saves the reviews of locked stances; where somebody wants a signal for each, one by one."""
    decision = None if verdict is REOPEN else by, verdict.becomes, reason.strip()
    if not bulk.works(Stance):
        for stance in Stance.objects.filter(pk__in=keys).order_by("pk"):
            record_decision(stance, *decision)
        return
    if len(keys) > PART:
        judged.lock_tallies(keys)
    for start in range(0, len(keys), PART):
        record(keys[start : start + PART], *decision)
