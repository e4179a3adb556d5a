"""Undoing a merge beside concurrent writers: their work is kept, or they are refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from claims.models import Redirect, Speaker, Stance, Statement
from claims.services import judged, review
from claims.services.merge import MergeError, merge
from claims.services.unmerge import UnmergeError, unmerge
from tests.support import factories as make
from tests.support.factories import take
from tests.support.positions import MONDAY, assert_positions_are_right
from tests.support.transactions import interleaved, queryset

pytestmark = pytest.mark.django_db(transaction=True)

orders = pytest.mark.parametrize("writer_first", [True, False], ids=["writer_first", "unmerge_first"])


@pytest.fixture
def merged() -> tuple[Speaker, Speaker, Statement]:
    """Two speakers, of which the second was merged into the first, and a statement of the second."""
    kept, other = make.SpeakerFactory(slug="peskov"), make.SpeakerFactory(slug="d-s-peskov")
    said = take(other, make.ClaimFactory(), "denies", MONDAY).statement
    merge(kept, other, by=None)
    said.refresh_from_db()
    return kept, other, said


def catching(work: Callable[[], Any], errors: list[Any]) -> Callable[[], None]:
    """`work` as a function that puts what it raises into `errors`."""

    def attempt() -> None:
        try:
            work()
        except (UnmergeError, MergeError, review.NotReviewed) as error:
            errors.append(error)

    return attempt


def both(undo: Callable[[], Any], write: Callable[[], Any], *, writer_first: bool) -> tuple[list[Any], list[Any]]:
    """Runs both at once, in this order; returns what each raised or which rule it broke."""
    refused: list[Any] = []
    failed: list[Any] = []
    works = [catching(undo, refused), catching(write, failed)]
    rules = interleaved(*(works[::-1] if writer_first else works))
    broken = rules[::-1] if writer_first else rules
    return [*refused, *filter(None, broken[:1])], [*failed, *filter(None, broken[1:])]


def codes(errors: list[Any]) -> list[str]:
    return [each.code for error in errors for each in error.obstacles]


@orders
def test_a_statement_that_is_given_to_somebody_else_meanwhile_stays_with_them(writer_first) -> None:
    kept, other, third = make.SpeakerFactory(), make.SpeakerFactory(slug="other"), make.SpeakerFactory()
    said = make.StatementFactory(speaker=other)
    merge(kept, other, by=None)
    refused, failed = both(
        lambda: unmerge(kept, "other"), lambda: queryset(said).update(speaker=third), writer_first=writer_first
    )
    assert codes(refused) == (["changed"] if writer_first else [])
    assert failed == []
    said.refresh_from_db()
    assert said.speaker == third
    assert Speaker.objects.filter(slug="other").exists() != writer_first


@orders
def test_another_change_of_a_moved_statement_is_kept(writer_first) -> None:
    kept, other = make.SpeakerFactory(), make.SpeakerFactory(slug="other")
    said = make.StatementFactory(speaker=other)
    merge(kept, other, by=None)
    refused, failed = both(
        lambda: unmerge(kept, "other"), lambda: queryset(said).update(venue="Brussels"), writer_first=writer_first
    )
    assert (refused, failed) == ([], [])
    said.refresh_from_db()
    assert (said.speaker, said.venue) == (other, "Brussels")


@orders
def test_a_stance_is_confirmed_of_the_speaker_whom_the_reviewer_saw_or_not_at_all(merged, writer_first) -> None:
    kept, other, said = merged
    stance = make.StanceFactory(statement=said, review_status="suggested")
    reviewer = User.objects.create(username="rita")
    reviewer.groups.add(Group.objects.get_or_create(name="reviewer")[0])
    stance = Stance.objects.select_related("statement", "claim").get(pk=stance.pk)
    seen = judged.version(stance)
    refused, failed = both(
        lambda: unmerge(kept, "d-s-peskov"), lambda: review.confirm(stance, reviewer, seen), writer_first=writer_first
    )
    stance.refresh_from_db()
    said.refresh_from_db()
    if writer_first:
        assert (codes(refused), failed) == (["confirmed"], [])
        assert (said.speaker, stance.review_status) == (kept, "confirmed")
    else:
        assert (refused, [type(each) for each in failed]) == ([], [review.Overtaken])
        assert (said.speaker, stance.review_status) == (other, "suggested")
    assert_positions_are_right()


@orders
def test_what_is_recorded_of_the_kept_speaker_meanwhile_is_the_kept_speakers(merged, writer_first) -> None:
    kept, other, said = merged
    refused, failed = both(
        lambda: unmerge(kept, "d-s-peskov"),
        lambda: make.StatementFactory(speaker_id=kept.pk, speaker=None, slug="new"),
        writer_first=writer_first,
    )
    assert (refused, failed) == ([], [])
    assert kept.statements.get().slug == "new"
    assert other.statements.get() == said


def test_nobody_takes_the_slug_of_the_row_that_comes_back(merged) -> None:
    kept, other, _ = merged
    refused, failed = both(
        lambda: unmerge(kept, "d-s-peskov"), lambda: make.SpeakerFactory(slug="d-s-peskov"), writer_first=False
    )
    assert (refused, len(failed)) == ([], 1)
    assert Speaker.objects.get(slug="d-s-peskov") == other


def test_of_two_who_undo_a_merge_one_is_refused(merged) -> None:
    kept, other, _ = merged
    first, second = both(lambda: unmerge(kept, "d-s-peskov"), lambda: unmerge(kept, "d-s-peskov"), writer_first=False)
    assert (first, codes(second)) == ([], ["unknown"])
    assert other.statements.exists()


@orders
def test_a_merge_is_undone_before_the_kept_row_is_merged_on_or_not_at_all(merged, writer_first) -> None:
    kept, other, said = merged
    third = make.SpeakerFactory(slug="third")
    refused, failed = both(
        lambda: unmerge(kept, "d-s-peskov"), lambda: merge(third, kept, by=None), writer_first=writer_first
    )
    said.refresh_from_db()
    assert failed == []
    assert codes(refused) == (["unknown"] if writer_first else [])
    assert said.speaker == (third if writer_first else other)
    assert Redirect.objects.filter(old_slug="peskov", new_slug="third").exists()
    assert_positions_are_right()
