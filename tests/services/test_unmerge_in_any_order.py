"""Undoing many merges of the article's rows: in whatever order they can be undone, every row is as before."""

import random
from contextlib import suppress

import pytest

from claims.models import Claim, Incident, Redirect, Speaker
from claims.models.redirect import collection_of
from claims.services.merge import MOVE, MergeError, merge
from claims.services.unmerge import UnmergeError, unmerge
from tests.support.dumps import dump
from tests.support.positions import assert_positions_are_right

pytestmark = pytest.mark.usefixtures("article")


def merge_at_random(dice: random.Random) -> None:
    """Merges two rows of the same table, if that is possible."""
    rows = list(dice.choice((Speaker, Claim, Incident))._default_manager.order_by("pk"))
    with suppress(MergeError):
        merge(*dice.sample(rows, 2), by=None)


def undo_at_random(dice: random.Random) -> int:
    """Tries to undo each merge that is there once; returns how many were undone."""
    models = {collection_of(model): model for model in MOVE}
    merges = list(Redirect.objects.filter(undo__isnull=False).order_by("pk"))
    dice.shuffle(merges)
    undone = 0
    for each in merges:
        present = Redirect.objects.get(pk=each.pk).new_slug
        with suppress(UnmergeError):
            unmerge(models[each.collection]._default_manager.get(slug=present), each.old_slug)
            undone += 1
    return undone


@pytest.mark.parametrize("seed", range(3))
def test_many_merges_are_undone_in_any_order_in_which_they_can_be(seed: int) -> None:
    dice, before = random.Random(seed), dump()  # noqa: S311
    for _ in range(12):
        merge_at_random(dice)
    assert dump() != before
    while Redirect.objects.exists():
        assert undo_at_random(dice)
    assert dump() == before
    assert_positions_are_right()
