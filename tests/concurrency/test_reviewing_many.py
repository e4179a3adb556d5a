"""Reviewing many stances at once while others review some of them, or change what they rest on."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from claims.choices import Role
from claims.models import Claim, Stance
from claims.roles import grant
from claims.services import policy, review, review_many
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.positions import assert_positions_are_right
from tests.support.transactions import at_once, interleaved

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bob():
    grant(apps)
    user = get_user_model().objects.create(username="bob")
    user.groups.add(Group.objects.get(name="reviewer"))
    return user


@pytest.fixture
def keys():
    """Suggestions of three statements on the same two claims."""
    claims = make.ClaimFactory.create_batch(2)
    said = make.StatementFactory.create_batch(3)
    made = [
        make.StanceFactory(statement=each, claim=claim, review_status="suggested") for claim in claims for each in said
    ]
    return [each.pk for each in made]


def confirm_all(keys, by):
    actor = policy.Actor(policy.role_of(by), by.pk)
    return lambda: transaction.atomic()(review_many.review_all)(review.CONFIRM, keys, by, "", actor)


def told(work, answers):
    """The work, whose refusal is kept in `answers`."""

    def run():
        try:
            work()
        except review.NotReviewed as error:
            answers.append(error)

    return run


def test_of_two_who_confirm_the_same_at_once_one_does_it_and_the_other_is_told(bob, keys):
    refused = []
    outcome = interleaved(confirm_all(keys, bob), told(confirm_all(keys[::-1], bob), refused))
    assert outcome == (None, None)
    assert [set(each.found) for each in refused] == [set(keys)]
    assert {str(each) for each in refused[0].found.values()} == {"Somebody was faster: it is confirmed already."}
    assert_positions_are_right()


def test_two_who_confirm_different_stances_of_the_same_statements_and_claims_do_not_end_each_other(bob, keys):
    outcome = interleaved(confirm_all(keys[::2], bob), confirm_all(keys[::-2], bob))
    assert outcome == (None, None)
    assert Stance.objects.filter(review_status="confirmed").count() == 6
    assert_positions_are_right()


@pytest.mark.parametrize("many_first", [True, False])
def test_who_confirms_many_and_who_confirms_one_of_them_do_not_end_each_other(bob, keys, many_first):
    stance = Stance.objects.select_related("statement", "claim").get(pk=keys[3])
    refused = []
    works = [told(confirm_all(keys, bob), refused), told(lambda: review.confirm(stance, bob), refused)]
    outcome = interleaved(*(works if many_first else works[::-1]))
    assert outcome == (None, None)
    if many_first:
        assert [type(each) for each in refused] == [review.Overtaken]
    else:
        assert [set(each.found) for each in refused] == [{keys[3]}]
    assert Stance.objects.filter(review_status="confirmed").count() == (6 if many_first else 1)
    assert_positions_are_right()


def test_more_than_one_statement_saves_are_confirmed_beside_others_in_the_order_of_the_claims(bob, keys, monkeypatch):
    monkeypatch.setattr("claims.services.review_many.PART", 2)
    outcome = interleaved(confirm_all(keys[:3], bob), confirm_all(keys[3:], bob))
    assert outcome == (None, None)
    assert Stance.objects.filter(review_status="confirmed").count() == 6
    assert_positions_are_right()


def test_a_claim_does_not_change_while_many_stances_on_it_are_confirmed(bob, keys):
    outcome = interleaved(confirm_all(keys, bob), lambda: Claim.objects.update(text="It was nobody."))
    assert outcome == (None, "claim_is_as_reviewed")


def test_a_stance_that_is_moved_to_another_statement_first_is_not_confirmed_there_unseen(bob, keys):
    other, refused = make.StatementFactory(), []
    moved = Stance.objects.filter(pk=keys[0])
    outcome = interleaved(lambda: moved.update(statement=other), told(confirm_all(keys, bob), refused))
    assert outcome == (None, None)
    # It waited for the lock on the stance, and read it after that.
    assert (refused, moved.get().review_status) == ([], "confirmed")
    assert_positions_are_right()


def test_many_requests_at_once_confirm_each_stance_once(keys):
    grant(apps)
    reviewers = [Keyed(Role.REVIEWER, f"r{number}") for number in range(4)]
    works = [
        lambda: reviewers[0].post("stances/confirm/", {"ids": keys}),
        lambda: reviewers[1].post("stances/confirm/", {"ids": keys[::-1]}),
        lambda: reviewers[2].post(f"stances/{keys[0]}/confirm/", {}),
        lambda: reviewers[3].post("stances/reject/", {"ids": keys[3:], "reason": "No."}),
    ]
    answers = [each.status_code for each in at_once(*works)]
    assert set(answers) <= {200, 409}
    assert 200 in answers
    assert_positions_are_right()
