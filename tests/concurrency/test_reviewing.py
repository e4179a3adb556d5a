"""Reviewing while somebody else writes: what is confirmed is what the reviewer read."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from claims.choices import Role
from claims.models import Citation, Claim, Stance, Statement
from claims.roles import grant
from claims.services import review
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.desk import desk, errors, save
from tests.support.positions import assert_positions_are_right
from tests.support.transactions import PATIENCE, interleaved, on_its_own_connection, queryset

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bob():
    grant(apps)
    user = get_user_model().objects.create(username="bob")
    user.groups.add(Group.objects.get(name="reviewer"))
    return user


@pytest.fixture
def stance():
    made = make.StanceFactory(review_status="suggested")
    return Stance.objects.select_related("statement", "claim").get(pk=made.pk)


def statement(stance):
    return queryset(stance.statement), "statement_is_as_reviewed"


def claim(stance):
    return queryset(stance.claim), "claim_is_as_reviewed"


@pytest.mark.parametrize("of", [statement, claim])
def test_the_words_do_not_change_while_they_are_confirmed(stance, bob, of):
    rows, rule = of(stance)
    outcome = interleaved(lambda: review.confirm(stance, bob), lambda: rows.update(text="It was nobody."))
    assert outcome == (None, rule)
    assert Stance.objects.get().review_status == "confirmed"
    assert not rows.filter(text="It was nobody.").exists()


@pytest.mark.parametrize("of", [statement, claim])
def test_words_that_change_first_are_not_confirmed_unread(stance, bob, of):
    rows, _ = of(stance)
    told = []

    def confirm():
        try:
            with transaction.atomic():
                review.confirm(stance, bob)
        except review.Overtaken as error:
            told.append(str(error))

    outcome = interleaved(lambda: rows.update(text="It was nobody."), confirm)
    assert outcome == (None, None)
    assert "look once more" in told[0]
    assert Stance.objects.get().review_status == "suggested"


@pytest.mark.parametrize("of", [Statement, Claim])
def test_a_confirmation_with_if_match_is_of_the_words_that_the_tag_stands_for(stance, of):
    grant(apps)
    reviewer = Keyed(Role.REVIEWER, "rita")
    path = f"stances/{stance.pk}/"
    tag = reviewer.get(path)["ETag"]
    row = stance.statement if of is Statement else stance.claim
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            queryset(row).update(text="It was nobody.")
            headers = {"If-Match": tag}
            answer = pool.submit(on_its_own_connection, lambda: reviewer.post(f"{path}confirm/", None, **headers))
            with pytest.raises(TimeoutError):
                answer.result(0.5)  # it waits for the lock
        assert answer.result(PATIENCE).status_code == 412
    assert Stance.objects.get().review_status == "suggested"


def test_two_reviewers_who_confirm_on_the_same_statement_and_claim_do_not_end_each_other(bob):
    said, claims = make.StatementFactory(), make.ClaimFactory.create_batch(2)
    first, second = (make.StanceFactory(statement=said, claim=each, review_status="suggested") for each in claims)
    rows = Stance.objects.in_bulk([first.pk, second.pk])
    outcome = interleaved(
        lambda: review.confirm(rows[first.pk], bob),
        lambda: review.confirm(rows[second.pk], bob),
    )
    assert outcome == (None, None)
    assert_positions_are_right()


def test_who_changes_a_citation_at_the_desk_and_who_changes_its_statement_do_not_end_each_other():
    citation = make.CitationFactory(exact="accidental")
    client, saved = desk("administrator"), []
    outcome = interleaved(
        lambda: Statement.objects.select_for_update().get(),
        lambda: saved.append(errors(save(client, citation, prefix="not "))),
        last=lambda: Citation.objects.select_for_update().get(),
    )
    assert (outcome, saved) == ((None, None), [""])
    assert Citation.objects.get().prefix == "not "
