"""Reviewing stances: who may confirm and reject which, and two reviewers at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from claims.models import Position, Stance
from claims.roles import grant
from claims.services import review
from tests.support import factories as make
from tests.support.positions import assert_positions_are_right
from tests.support.transactions import PATIENCE, on_its_own_connection, waits_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)


def member(name, role="reviewer", **fields):
    """Somebody of the team; transactional tests empty every table, that of the groups too."""
    grant(apps)
    user = get_user_model().objects.create(username=name, **fields)
    user.groups.add(Group.objects.get(name=role))
    return user


def suggested(**fields):
    stance = make.StanceFactory(**{"review_status": "suggested"} | fields)
    stance.refresh_from_db()
    return stance


def confirm(stance, by):
    return review.confirm(stance, by)


def reject(stance, by):
    return review.reject(stance, by, "Not what was said.")


def reopen(stance, by):
    return review.reopen(stance, by, "A second look.")


def outcome(stance):
    return Stance.objects.values_list("review_status", "reviewer__username", "review_note").get(pk=stance.pk)


def test_a_confirmed_stance_counts_and_names_its_reviewer():
    stance = suggested(coder=member("alice", "coder"))
    assert not Position.objects.exists()
    confirm(stance, member("bob"))
    assert outcome(stance) == ("confirmed", "bob", "")
    assert Position.objects.get().position == "affirms"


def test_a_rejected_stance_keeps_the_reason_and_does_not_count():
    stance = suggested()
    review.reject(stance, member("bob"), "  Not what was said. ")
    assert outcome(stance) == ("rejected", "bob", "Not what was said.")
    assert not Position.objects.exists()


@pytest.mark.parametrize("reason", ["", " \n"])
@pytest.mark.parametrize("verdict", [review.reject, review.reopen])
def test_a_rejection_without_a_reason_is_refused(verdict, reason):
    stance = suggested()
    with pytest.raises(review.Incomplete):
        verdict(stance, member("bob", "editor"), reason)
    assert outcome(stance) == ("suggested", None, "")


def test_what_is_taken_up_again_counts_no_more_until_it_is_confirmed_anew():
    stance = confirm(suggested(), member("bob"))
    stance = reopen(stance, member("eve", "editor"))
    assert outcome(stance) == ("suggested", None, "A second look.")
    assert not Position.objects.exists()
    confirm(stance, get_user_model().objects.get(username="bob"))
    assert Position.objects.exists()


@pytest.mark.parametrize(
    ("verdict", "status", "allowed"),
    [
        (confirm, "suggested", {"reviewer", "editor"}),
        (reject, "suggested", {"reviewer", "editor"}),
        (reopen, "confirmed", {"reviewer", "editor"}),
    ],
)
def test_the_role_decides_who_may_review(verdict, status, allowed):
    may = set()
    for role in ("coder", "reviewer", "editor"):
        stance = suggested(review_status=status)
        try:
            verdict(stance, member(f"a {role}", role))
        except review.NotAllowed:
            assert outcome(stance)[0] == status
        else:
            may.add(role)
    assert may == allowed


def test_an_account_that_was_closed_reviews_nothing():
    for user in (member("bob", is_active=False), member("root", is_active=False, is_superuser=True)):
        with pytest.raises(review.NotAllowed):
            confirm(suggested(), user)


@pytest.mark.parametrize("role", ["reviewer", "editor"])
@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_confirms_their_own_suggestion_but_may_reject_it(role, is_superuser):
    alice = member("alice", role, is_superuser=is_superuser)
    stance = suggested(coder=alice)
    with pytest.raises(review.NotAllowed):
        confirm(stance, alice)
    reject(stance, alice)
    assert outcome(stance)[:2] == ("rejected", "alice")


def test_a_second_stance_of_the_statement_on_the_claim_is_not_confirmed():
    first = make.StanceFactory(position="denies")
    second = suggested(statement=first.statement, claim=first.claim)
    with pytest.raises(review.Contested, match="denies"):
        confirm(second, member("bob"))
    assert outcome(second)[0] == "suggested"


@pytest.mark.parametrize("verdict", [confirm, reject])
def test_what_changed_since_the_reviewer_looked_is_not_reviewed(verdict):
    stance, bob = suggested(), member("bob")
    Stance.objects.filter(pk=stance.pk).update(position="denies")
    with pytest.raises(review.Overtaken, match="changed"):
        verdict(stance, bob)
    Stance.objects.filter(pk=stance.pk).delete()
    with pytest.raises(review.Overtaken, match="deleted"):
        verdict(stance, bob)


def at_once(first, second):
    """Runs `first`, starts `second` before `first` commits, and returns the exception of `second`."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            started = pool.submit(on_its_own_connection, second)
            while not started.done() and not anybody_waits():
                pass
        return started.exception(PATIENCE)


def anybody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()")
        return any(waits_for_a_lock(pid) for (pid,) in cursor.fetchall())


@pytest.mark.parametrize("second", [confirm, reject])
@pytest.mark.parametrize("first", [confirm, reject])
def test_of_two_reviewers_at_once_one_wins_and_the_other_is_told(first, second):
    stance, alice, bob = suggested(), member("alice"), member("bob")
    told = at_once(lambda: first(stance, alice), lambda: second(stance, bob))
    assert isinstance(told, review.Overtaken)
    assert str(told) == f"Somebody was faster: it is {outcome(stance)[0]} already."
    assert outcome(stance)[1] == "alice"
    assert_positions_are_right()


def test_of_two_competing_stances_confirmed_at_once_one_wins_and_the_other_is_told():
    first = suggested()
    second = suggested(statement=first.statement, claim=first.claim, position="denies")
    alice, bob = member("alice"), member("bob")
    told = at_once(lambda: confirm(first, alice), lambda: confirm(second, bob))
    assert isinstance(told, review.Contested)
    assert (outcome(first)[0], outcome(second)[0]) == ("confirmed", "suggested")
    assert_positions_are_right()


def test_a_coder_who_saves_while_it_is_reviewed_makes_the_reviewer_look_once_more():
    stance, bob = suggested(), member("bob")
    told = at_once(
        lambda: Stance.objects.filter(pk=stance.pk).update(rationale="On a second thought."),
        lambda: confirm(stance, bob),
    )
    assert isinstance(told, review.Overtaken)
    assert outcome(stance)[0] == "suggested"


def test_other_broken_rules_are_not_taken_for_a_competing_stance():
    stance = suggested(coder=(alice := member("alice")))
    with pytest.raises(IntegrityError), transaction.atomic():
        review.record_decision(stance, alice, "confirmed", "")
