"""Reviewing many stances by one request: all of them or none, and why not."""

import pytest

from claims.models import Stance
from tests.support import factories as make
from tests.support.positions import assert_positions_are_right

pytestmark = pytest.mark.django_db


def suggested(count, **fields):
    return [make.StanceFactory(**{"review_status": "suggested"} | fields) for _ in range(count)]


def keys(stances):
    return [each.pk for each in stances]


def statuses(stances):
    return list(Stance.objects.filter(pk__in=keys(stances)).order_by("pk").values_list("review_status", flat=True))


def refusals(answer):
    return {each["pointer"]: (each["code"], each["detail"]) for each in answer.json()["errors"]}


def test_a_reviewer_confirms_many_at_once_and_they_count(coder, reviewer):
    stances = suggested(3, coder=coder.user)
    assert coder.post("stances/confirm/", {"ids": keys(stances)}).status_code == 403
    answer = reviewer.post("stances/confirm/", {"ids": keys(stances)})
    assert answer.status_code == 200
    assert answer.json() == [{"id": key, "review_status": "confirmed"} for key in keys(stances)]
    assert set(Stance.objects.values_list("review_status", "reviewer")) == {("confirmed", reviewer.user.pk)}
    assert [each.claim.positions.get().position for each in stances] == ["affirms"] * 3
    assert_positions_are_right()


def test_many_are_rejected_and_reopened_for_a_reason(reviewer):
    stances = suggested(2)
    assert "/reason" in refusals(reviewer.post("stances/reject/", {"ids": keys(stances)}))
    rejected = reviewer.post("stances/reject/", {"ids": keys(stances), "reason": "They only report it."})
    assert [each["review_status"] for each in rejected.json()] == ["rejected", "rejected"]
    assert set(Stance.objects.values_list("review_note", "reviewer")) == {("They only report it.", reviewer.user.pk)}
    reopened = reviewer.post("stances/reopen/", {"ids": keys(stances), "reason": "A second look."})
    assert [each["review_status"] for each in reopened.json()] == ["suggested", "suggested"]
    assert set(Stance.objects.values_list("review_note", "reviewer")) == {("A second look.", None)}


def test_where_one_may_not_be_confirmed_none_is_and_each_of_these_is_told_with_its_reason(reviewer):
    (good,) = suggested(1)
    (own,) = suggested(1, coder=reviewer.user)
    (done,) = suggested(1, review_status="confirmed")
    (rival,) = suggested(1, statement=done.statement, claim=done.claim, position="denies")
    twin = suggested(1, statement=good.statement, claim=good.claim, position="denies")[0]
    (changed,) = suggested(1)
    assert reviewer.patch(f"statements/{changed.statement.slug}/", {"venue": "Berlin"}).status_code == 200
    ids = [*keys([own, rival, done]), 10**12, *keys([good, changed, twin])]
    answer = reviewer.post("stances/confirm/", {"ids": ids})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/#review-refused")
    twice = "Others of these are of the same statement on the same claim: choose one of them."
    assert refusals(answer) == {
        "/ids/0": ("review-not-allowed", "You suggested this yourself: somebody else has to confirm it."),
        "/ids/1": ("review-contested", "It is confirmed already that this statement affirms this claim."),
        "/ids/2": ("review-overtaken", "Somebody was faster: it is confirmed already."),
        "/ids/3": ("not-found", "There is no such stance."),
        "/ids/4": ("review-contested", twice),
        "/ids/5": (
            "review-not-allowed",
            "You changed what this rests on after it was suggested: somebody else has to confirm it.",
        ),
        "/ids/6": ("review-contested", twice),
    }
    assert statuses([good, own, rival, changed, twin]) == ["suggested"] * 5


def test_every_one_of_hundreds_that_may_not_be_confirmed_is_named(reviewer):
    answer = reviewer.post("stances/confirm/", {"ids": list(range(10**6, 10**6 + 300))})
    assert list(refusals(answer)) == [f"/ids/{place}" for place in range(300)]


@pytest.mark.parametrize(
    "ids", [[], [1, 1], ["1"], [0], [1.5], [2**63], None, list(range(1, 5_002))], ids=lambda each: str(each)[:20]
)
def test_a_list_that_is_none_is_refused(reviewer, ids):
    answer = reviewer.post("stances/confirm/", {"ids": ids})
    assert answer.status_code == 400
    assert next(iter(refusals(answer))).startswith("/ids")


def test_a_repeated_request_is_carried_out_once(reviewer):
    stances = suggested(2)
    first, second = (
        reviewer.post("stances/confirm/", {"ids": keys(stances)}, **{"Idempotency-Key": "once"}) for _ in range(2)
    )
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert first.status_code == 200


def test_each_confirmation_is_in_the_history_of_its_stance(reviewer):
    stances = suggested(2)
    reviewer.post("stances/confirm/", {"ids": keys(stances)})
    for stance in stances:
        newest = reviewer.get(f"stances/{stance.pk}/history/").json()["results"][0]
        assert {each["field"]: each["new"] for each in newest["changes"]} == {"review_status": "confirmed"}
