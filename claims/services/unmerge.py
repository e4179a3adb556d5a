"""Undoing a merge: the merged row is there again, and what the merge moved, dropped and filled is as it was."""

from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Model

from claims.choices import ChangeKind
from claims.models import Change, Redirect
from claims.models.redirect import collection_of
from claims.services.moves import named_merge
from claims.services.rules import refusal
from claims.services.since import Obstacle, Since
from claims.services.steps import from_json


class UnmergeError(Exception):
    """A merge cannot be undone, and nothing was changed; `obstacles` has everything that stands in the way."""

    def __init__(self, *obstacles: Obstacle) -> None:
        self.obstacles = obstacles
        super().__init__(" ".join(each.words for each in obstacles))


def unmerge(kept: Model, former: str) -> Any:
    """Undoes the merge of the row with the slug `former` into `kept`; returns that row, which is there again.

    What was recorded about the kept row since stays with it, and what was deleted since stays deleted. All rows that
    change are locked first: what another transaction does to them at the same time comes before, and may stand in the
    way, or comes after.

    Raises:
        UnmergeError: later work would be lost, or shown as reviewed although nobody reviewed it so.
        OperationalError: the server chose this transaction to end a deadlock; it can be tried again.
    """
    model: Any = type(kept)
    try:
        with transaction.atomic():
            since, steps = locked_merge(model, kept.pk, former)
            # Backwards: rows come back before those that refer to them.
            steps.reverse()
            if obstacles := dict.fromkeys(obstacle for step in steps for obstacle in step.obstacles(since)):
                raise UnmergeError(*obstacles)
            since.redirect.delete()
            with named_merge(model, since.kept.pk, since.merged):
                for step in steps:
                    step.undo(since)
            # Check deferred constraints now, so that a violation becomes an UnmergeError.
            connection.check_constraints()
            return model._default_manager.get(pk=since.merged)
    except IntegrityError as error:
        broken = refusal(error)
        raise UnmergeError(Obstacle(broken.rule, broken.words) if broken else Obstacle("", str(error))) from error


def locked_merge(model: Any, kept: Any, former: str) -> tuple[Since, list[Any]]:
    """The merge of the row with the slug `former` into the row with the key `kept`, with both locked; and its steps.

    Raises:
        UnmergeError: no such merge is known, or the kept row was itself merged.
    """
    row = model._default_manager.select_for_update(no_key=True).filter(pk=kept).first()
    redirects = Redirect.objects.select_for_update().filter(collection=collection_of(model), old_slug=former)
    redirect = redirects.filter(undo__isnull=False).first()
    if row is None or redirect is None or redirect.new_slug != row.slug:
        raise UnmergeError(Obstacle("unknown", f"No merge of “{former}” into “{row or kept}” is recorded."))
    done = redirect.undo
    of_merged = Change.objects.filter(collection=redirect.collection, row_id=done["merged"])
    end = of_merged.filter(kind=ChangeKind.DELETED).aggregate(end=Max("pk"))["end"]
    if end is None:
        raise UnmergeError(Obstacle("unknown", "The history does not reach back to this merge any more."))
    since = Since(redirect, row, done["merged"], end)
    if done["kept"] != row.pk:
        raise UnmergeError(since.gone(model, done["kept"], f"“{former}” was merged into it"))
    return since, from_json(done["steps"])
