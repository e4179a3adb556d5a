"""Two people at one review: what is published is what somebody else approved, as it is."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from claims.choices import Role
from claims.models import Claim, Review
from claims.roles import grant
from claims.services import decisions, publishing
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.transactions import PATIENCE, at_once, interleaved, on_its_own_connection, queryset

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def roles():
    grant(apps)


def user(name, role="reviewer"):
    made = get_user_model().objects.create(username=name)
    made.groups.add(Group.objects.get(name=role))
    return made


@pytest.fixture
def carla():
    return user("carla", "coder")


@pytest.fixture
def bob():
    return user("bob")


@pytest.fixture
def rita():
    return user("rita")


@pytest.fixture(params=[True, False], ids=["ours", "theirs"])
def submitted(request, carla):
    """A review that waits for approval, as whoever approves it has read it."""
    ours = {"own": True, "url": ""} if request.param else {}
    made = make.ReviewFactory(coder=carla, status="approval_needed", **ours)
    return Review.objects.select_related("claim").get(pk=made.pk)


def after_approval(review):
    return "proofreading_needed" if review.own else "published"


def refused(told, work):
    """Does `work` in a transaction; what it is refused for is added to `told`."""

    def done():
        try:
            with transaction.atomic():
                work()
        except decisions.NotReviewed as error:
            told.append(str(error))

    return done


def verdict(review):
    rule = "review_is_as_approved" if review.own else "review_is_as_published"
    return queryset(review), {"verdict": "true", "rating": "Wahr"}, rule


def claim(review):
    return queryset(review.claim), {"text": "It was nobody."}, "claim_is_as_reviewed"


@pytest.mark.parametrize("of", [verdict, claim])
def test_what_a_review_says_does_not_change_while_it_is_approved(submitted, bob, of):
    rows, change, rule = of(submitted)
    outcome = interleaved(lambda: publishing.approve(submitted, bob), lambda: rows.update(**change))
    assert outcome == (None, rule)
    assert Review.objects.get().status == after_approval(submitted)
    assert not rows.filter(**change).exists()


@pytest.mark.parametrize("of", [verdict, claim])
def test_what_changes_first_is_not_approved_unread(submitted, bob, of):
    rows, change, _ = of(submitted)
    told = []
    outcome = interleaved(lambda: rows.update(**change), refused(told, lambda: publishing.approve(submitted, bob)))
    assert outcome == (None, None)
    assert "look once more" in told[0]
    assert (Review.objects.get().status, Review.objects.get().approver) == ("approval_needed", None)


def test_who_reopens_a_review_while_it_is_approved_is_told_to_look_once_more(submitted, bob, rita):
    told = []
    outcome = interleaved(
        lambda: publishing.approve(submitted, bob),
        refused(told, lambda: publishing.reopen(submitted, rita, "A source is missing.")),
    )
    assert outcome == (None, None)
    assert "look once more" in told[0]
    kept = Review.objects.get()
    assert (kept.status, kept.approver) == (after_approval(submitted), bob)


def test_a_review_that_was_reopened_first_is_not_approved(submitted, bob, rita):
    told = []
    outcome = interleaved(
        lambda: publishing.reopen(submitted, rita, "A source is missing."),
        refused(told, lambda: publishing.approve(submitted, bob)),
    )
    assert outcome == (None, None)
    assert len(told) == 1
    kept = Review.objects.get()
    assert (kept.status, kept.approver, kept.review_note) == ("draft", None, "A source is missing.")


def test_of_two_approvals_one_counts_and_the_other_is_told(submitted, bob, rita):
    told = []
    outcome = interleaved(
        lambda: publishing.approve(submitted, bob), refused(told, lambda: publishing.approve(submitted, rita))
    )
    assert outcome == (None, None)
    assert len(told) == 1
    assert "Somebody was faster" in told[0]
    assert (Review.objects.get().status, Review.objects.get().approver) == (after_approval(submitted), bob)


def test_of_two_approvals_at_once_exactly_one_counts(submitted, bob, rita):
    told = []
    at_once(*(refused(told, lambda by=by: publishing.approve(submitted, by)) for by in (bob, rita)))
    assert len(told) == 1
    kept = Review.objects.get()
    assert kept.status == after_approval(submitted)
    assert kept.approver in (bob, rita)


def test_a_change_and_an_approval_at_once_publish_nothing_that_nobody_read(submitted, rita):
    """Bert changes the verdict, and Rita approves what she read before: nobody approved what would stand there."""
    told = []
    changed = Keyed(Role.REVIEWER, "bert")

    def change():
        assert changed.patch(f"reviews/{submitted.slug}/", {"verdict": "true"}).status_code in {200, 409}

    at_once(change, refused(told, lambda: publishing.approve(submitted, rita)))
    kept = Review.objects.get()
    assert (kept.verdict, kept.status) in [("false", after_approval(submitted)), ("true", "approval_needed")]


@pytest.mark.parametrize("of", [Review, Claim])
def test_an_approval_with_if_match_is_of_the_words_that_the_tag_stands_for(submitted, of):
    reviewer = Keyed(Role.REVIEWER, "rita")
    path = f"reviews/{submitted.slug}/"
    tag = reviewer.get(path)["ETag"]
    row, change = (submitted, {"body": "Another finding."}) if of is Review else (submitted.claim, {"text": "Nobody."})
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            queryset(row).update(**change)
            answer = pool.submit(
                on_its_own_connection, lambda: reviewer.post(f"{path}approve/", None, **{"If-Match": tag})
            )
            with pytest.raises(TimeoutError):
                answer.result(0.5)  # it waits for the lock
        assert answer.result(PATIENCE).status_code == 412
    assert Review.objects.get().status == "approval_needed"


def test_what_was_approved_is_not_changed_while_it_is_published(carla, bob):
    approved = make.ReviewFactory(coder=carla, approver=bob, status="proofreading_needed", own=True, url="")
    read = Review.objects.select_related("claim").get(pk=approved.pk)
    changes = [lambda: queryset(read).update(rating="Wahr"), lambda: queryset(read.claim).update(text="It was nobody.")]
    outcome = interleaved(lambda: publishing.publish(read, bob), *changes)
    assert outcome == (None, "review_is_as_published", "claim_is_as_reviewed")
    assert (Review.objects.get().status, Review.objects.get().rating) == ("published", "Falsch")


def test_the_claim_of_an_approved_review_is_not_reworded_before_it_is_published(carla, bob):
    approved = make.ReviewFactory(coder=carla, approver=bob, status="proofreading_needed", own=True, url="")
    reviewer = Keyed(Role.REVIEWER, "bert")
    answer = reviewer.patch(f"claims/{approved.claim.slug}/", {"text": "It was nobody."})
    assert (answer.status_code, Claim.objects.get().text) == (409, approved.claim.text)
