"""Publishing reviews: who may submit, approve, publish and reopen which, and what follows from it."""

import pytest
from django.contrib.auth.models import Group, User

from claims.models import Review
from claims.services import publishing
from claims.services.authorship import Author, written_by
from claims.services.decisions import Incomplete, NotAllowed, Overtaken
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def member(name, role="reviewer"):
    user, new = User.objects.get_or_create(username=name)
    if new:
        user.groups.add(Group.objects.get(name=role))
    return user


def review(status="draft", **fields):
    found = make.ReviewFactory(**{"status": status, "coder": member("alice", "coder"), "own": True, "url": ""} | fields)
    found.refresh_from_db()
    return found


def done(act, *arguments):
    """Does something in the name of who acts, as requests do."""
    _, by, *_ = arguments
    with written_by(lambda: Author(by.pk)):
        return act(*arguments)


def outcome(found):
    return Review.objects.values_list("status", "approver__username", "review_note").get(pk=found.pk)


def test_one_of_ours_goes_from_the_draft_by_approval_and_proofreading_to_readers():
    found = review()
    found = done(publishing.submit, found, member("alice"))
    assert outcome(found) == ("approval_needed", None, "")
    found = done(publishing.approve, found, member("bob"))
    assert outcome(found) == ("proofreading_needed", "bob", "")
    found = done(publishing.publish, found, member("bob"))
    assert outcome(found) == ("published", "bob", "")


def test_what_others_wrote_is_published_by_the_approval():
    found = review("approval_needed", own=False, url="https://facts.example/a")
    assert outcome(done(publishing.approve, found, member("bob"))) == ("published", "bob", "")


def test_one_of_ours_is_dated_when_it_is_published_unless_it_has_a_date():
    found = publishing.publish(review("proofreading_needed", approver=member("bob")), member("bob"))
    found.refresh_from_db()
    assert (found.published_on is None, found.published_on_precision) == (False, "day")
    dated = {"published_on": "2025-09-01", "published_on_precision": "month"}
    found = publishing.publish(review("proofreading_needed", approver=member("bob"), **dated), member("bob"))
    found.refresh_from_db()
    assert (str(found.published_on), found.published_on_precision) == ("2025-09-01", "month")


def test_who_wrote_it_does_not_approve_it():
    with pytest.raises(NotAllowed, match="somebody else has to approve it"):
        publishing.approve(review("approval_needed", coder=member("bob")), member("bob"))


@pytest.mark.parametrize("what", ["review", "claim"])
def test_who_changed_it_last_does_not_approve_it(what):
    found = review("approval_needed")
    with written_by(lambda: Author(member("bob").pk)):
        row = found if what == "review" else found.claim
        type(row).objects.filter(pk=row.pk).update(
            **{"verdict": "true"} if what == "review" else {"text": "So it was."}
        )
    found = Review.objects.get(pk=found.pk)
    with pytest.raises(NotAllowed, match="the last to change this or its claim"):
        publishing.approve(found, member("bob"))
    assert publishing.approve(found, member("eve")).approver == member("eve")


def test_who_changed_it_before_its_author_submitted_it_approves_it():
    found = review()
    with written_by(lambda: Author(member("bob").pk)):
        Review.objects.filter(pk=found.pk).update(verdict="true")
    found = done(publishing.submit, Review.objects.get(pk=found.pk), member("alice"))
    assert done(publishing.approve, found, member("bob")).approver == member("bob")


def test_who_changes_and_submits_what_somebody_else_wrote_does_not_approve_it():
    found = review()
    with written_by(lambda: Author(member("bob").pk)):
        Review.objects.filter(pk=found.pk).update(verdict="true")
    found = done(publishing.submit, Review.objects.get(pk=found.pk), member("bob"))
    with pytest.raises(NotAllowed, match="the last to change"):
        publishing.approve(found, member("bob"))


@pytest.mark.parametrize("status", ["approval_needed", "proofreading_needed", "published"])
def test_what_is_taken_up_again_is_a_draft_with_a_reason_and_without_an_approver(status):
    found = review(status, approver=member("bob") if status != "approval_needed" else None)
    with pytest.raises(Incomplete):
        publishing.reopen(found, member("eve"), " ")
    publishing.reopen(found, member("eve"), " Out of date. ")
    assert outcome(found) == ("draft", None, "Out of date.")


def test_who_saw_another_version_of_it_or_of_its_claim_looks_once_more():
    found = review("approval_needed")
    seen = publishing.version(found)
    assert seen != publishing.version(review("approval_needed", claim=found.claim))
    with pytest.raises(Overtaken, match="changed while you looked"):
        publishing.approve(found, member("bob"), "another version")
    assert publishing.approve(found, member("bob"), seen).status == "proofreading_needed"


def test_what_was_decided_already_is_told():
    found = review("approval_needed")
    publishing.approve(Review.objects.get(pk=found.pk), member("bob"))
    with pytest.raises(Overtaken, match="proofreading_needed"):
        publishing.approve(found, member("eve"))
