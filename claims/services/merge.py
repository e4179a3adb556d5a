"""Merging two rows about the same thing: references to one row, and its slug, lead to the other one afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from claims.models import Claim, Incident, Redirect, Source, Speaker
from claims.models.redirect import collection_of
from claims.services.merge_claims import claim_conflicts, move_claim
from claims.services.merge_fields import fill
from claims.services.merge_speakers import move_speaker, speaker_conflicts
from claims.services.moves import (
    Moves,
    incident_conflicts,
    move_incident,
    move_source,
    named_merge,
    source_conflicts,
)
from claims.services.steps import to_json


class MergeError(Exception):
    """Two rows cannot be merged, and nothing was changed. `conflicts` has a sentence for each reason."""

    def __init__(self, *conflicts: str) -> None:
        self.conflicts = conflicts
        super().__init__(" ".join(conflicts))


@dataclass
class Merged:
    """The result of a merge: how many rows of each table were moved, and a sentence for each row or value dropped."""

    moved: dict[str, int] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)


CONFLICTS: dict[type[Model], Callable[..., list[str]]] = {
    Speaker: speaker_conflicts,
    Claim: claim_conflicts,
    Incident: incident_conflicts,
    Source: source_conflicts,
}
MOVE: dict[type[Model], Callable[[Moves], None]] = {
    Speaker: move_speaker,
    Claim: move_claim,
    Incident: move_incident,
    Source: move_source,
}


def merge(kept: Model, merged: Model, *, by: User | None) -> Merged:
    """Merges the speaker, claim, incident or source `merged` into `kept`, and redirects its slug; `by` did so.

    Empty fields of `kept` are filled from `merged`. Where both rows have a value, or an equal row that refers to them,
    that of `kept` stays. Both rows are locked first, so a row that another transaction writes about `merged` at the
    same time is either moved or refused.

    Raises:
        MergeError: the rows are about different things, or rows that refer to them contradict each other.
        OperationalError: the server chose this transaction to end a deadlock; it can be tried again.
    """
    check_mergeable(kept, merged)
    try:
        with transaction.atomic():
            rows = type(kept)._default_manager.select_for_update().order_by("pk")
            locked = {row.pk: row for row in rows.filter(pk__in=(kept.pk, merged.pk))}
            gone = [str(row) for row in (kept, merged) if row.pk not in locked]
            if gone:
                raise MergeError(f"“{gone[0]}” is not there any more.")
            done = merge_locked(locked[kept.pk], locked[merged.pk], by)
            # Check deferred constraints now, so that a violation becomes a MergeError.
            connection.check_constraints()
            return done
    except IntegrityError as error:
        violated = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        raise MergeError(f"After the merge, a rule would be broken ({violated}): {error}") from error


def check_mergeable(kept: Model, merged: Model) -> None:
    """Raises MergeError unless the rows are two different rows of one model that can be merged."""
    noun = kept._meta.verbose_name
    if type(kept) is not type(merged) or type(kept) not in MOVE:
        raise MergeError(f"A {noun} and a {merged._meta.verbose_name} are not merged.")
    if kept.pk == merged.pk:
        raise MergeError(f"“{kept}” is not merged with itself.")


def merge_locked(kept: Model, merged: Model, by: User | None) -> Merged:
    conflicts = CONFLICTS[type(kept)](kept, merged)
    if conflicts:
        raise MergeError(*conflicts)
    moves = Moves(kept, merged)
    with named_merge(type(kept), merged.pk, kept.pk):
        MOVE[type(kept)](moves)
    collection, former, present = collection_of(type(kept)), str(merged), str(kept)
    # Before the merged row is deleted, so that no other row can take its slug in between.
    redirect = Redirect.objects.create(collection=collection, old_slug=former, new_slug=present, merged_by=by)
    moves.redirect(Redirect.objects.filter(collection=collection, new_slug=former))
    moves.remove(type(merged), {merged.pk: None})
    moves.dropped += moves.fill(lambda: fill(kept, merged))
    redirect.undo = {"kept": kept.pk, "merged": merged.pk, "steps": to_json(moves.steps)}
    redirect.save(update_fields=["undo"])
    return Merged(moves.moved, moves.dropped)
