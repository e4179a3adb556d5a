"""Merging two rows that stand for the same: all that refers to the one, its slug too, leads to the other afterwards."""

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
from claims.services.moves import Moves, incident_conflicts, move_incident, move_source, source_conflicts


class MergeError(Exception):
    """Two rows cannot be merged; nothing was changed. `conflicts` has a sentence for each reason, naming the rows."""

    def __init__(self, *conflicts: str) -> None:
        self.conflicts = conflicts
        super().__init__(" ".join(conflicts))


@dataclass
class Merged:
    """What a merge did: how many rows of each table moved, and a sentence for each thing that gave way."""

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
    """Merges a speaker, claim, incident or source into another one, which keeps its slug; `by` is on the redirect.

    Where both would have the same, the kept row's own stays; its empty fields are filled in from the merged row.
    Both rows are locked first: what is written about the merged row meanwhile moves too, or is refused.

    Raises:
        MergeError: the rows cannot be one, or what refers to them contradicts each other.
        OperationalError: the server chose this transaction to end a deadlock; it can be tried again.
    """
    refuse_unlike(kept, merged)
    try:
        with transaction.atomic():
            rows = type(kept)._default_manager.select_for_update().order_by("pk")
            locked = {row.pk: row for row in rows.filter(pk__in=(kept.pk, merged.pk))}
            gone = [str(row) for row in (kept, merged) if row.pk not in locked]
            if gone:
                raise MergeError(f"“{gone[0]}” is not there any more.")
            done = merge_locked(locked[kept.pk], locked[merged.pk], by)
            # What is checked at commit is checked now, so that the caller hears of it here.
            connection.check_constraints()
            return done
    except IntegrityError as error:
        violated = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        raise MergeError(f"After the merge, a rule would be broken ({violated}): {error}") from error


def refuse_unlike(kept: Model, merged: Model) -> None:
    """Refuses what cannot be the same row, whatever refers to it."""
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
    MOVE[type(kept)](moves)
    collection, former, present = collection_of(type(kept)), str(merged), str(kept)
    # While the merged row is there, its slug cannot be taken by another one.
    Redirect.objects.create(collection=collection, old_slug=former, new_slug=present, merged_by=by)
    redirects = Redirect.objects.filter(collection=collection, new_slug=former)
    redirects.update(new_slug=present)
    type(merged)._default_manager.get(pk=merged.pk).delete()
    moves.dropped += fill(kept, merged)
    return Merged(moves.moved, moves.dropped)
