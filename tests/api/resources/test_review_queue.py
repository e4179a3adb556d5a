"""The review queue: suggested stances, the oldest first, by claim or incident, in one request."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support import factories as make
from tests.support.clients import Keyed

pytestmark = pytest.mark.django_db

QUEUE = "stances/?review_status=suggested&ordering=created_at"


@pytest.fixture
def waiting(other_coder: Keyed) -> list[Any]:
    """Suggestions, the oldest first: two of them on one claim, one of a statement about an incident."""
    claim = make.ClaimFactory()
    fields = [{}, {"claim": claim}, {"statement__incidents": [make.IncidentFactory()]}, {"claim": claim}, {}]
    newest_first = [
        make.StanceFactory(
            review_status="suggested",
            coder=other_coder.user,
            rationale="He said so.",
            created_at=datetime(2025, 10, day, tzinfo=UTC),
            **fields[day - 1],
        )
        for day in (5, 4, 3, 2, 1)
    ]
    for status in ("confirmed", "rejected"):
        make.StanceFactory(claim=claim, review_status=status, created_at=datetime(2025, 9, 1, tzinfo=UTC))
    return newest_first[::-1]


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


@pytest.mark.parametrize("role", ["coder", "reviewer", "editor"])
def test_what_was_suggested_is_listed_the_oldest_first(role, request, waiting):
    assert ids(request.getfixturevalue(role).get(QUEUE)) == [stance.pk for stance in waiting]


def test_a_row_of_the_queue_has_what_a_reviewer_decides_by(reviewer, waiting):
    row = reviewer.get(QUEUE).json()["results"][0]
    stance = waiting[0]
    assert row["statement"]["text"] == stance.statement.text
    assert row["statement"]["speaker"]["name"] == stance.statement.speaker.name
    assert row["claim"]["text"] == stance.claim.text
    assert (row["position"], row["rationale"], row["review_status"]) == ("affirms", "He said so.", "suggested")


def test_the_queue_is_narrowed_to_a_claim_or_an_incident(reviewer, waiting):
    _, first, about, second, _ = waiting
    assert ids(reviewer.get(f"{QUEUE}&claim={first.claim.slug}")) == [first.pk, second.pk]
    assert ids(reviewer.get(f"{QUEUE}&incident={about.statement.incidents.get().slug}")) == [about.pk]


def test_the_queue_is_read_page_by_page_and_shrinks_as_it_is_reviewed(reviewer, waiting):
    first = reviewer.get(f"{QUEUE}&limit=2")
    assert reviewer.post(f"stances/{waiting[0].pk}/confirm/").status_code == 200
    assert reviewer.post(f"stances/{waiting[1].pk}/reject/", {"reason": "Not said."}).status_code == 200
    following = reviewer.get(first.json()["next"].removeprefix("http://localhost"))
    assert ids(following) == [stance.pk for stance in waiting[2:4]]
    assert reviewer.get(f"{QUEUE}&count=exact").json()["count"] == 3


def test_a_reader_has_no_queue(get, waiting):
    assert get(QUEUE)["results"] == []
