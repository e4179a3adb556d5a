"""Reviewing through the API: who confirms and rejects a suggested stance."""

import pytest

from claims.models import Stance
from tests.support import factories as make
from tests.support.clients import error_codes

pytestmark = pytest.mark.django_db


def test_a_reviewer_confirms_what_somebody_else_suggested_and_then_it_counts(coder, reviewer):
    stance = make.StanceFactory(coder=coder.user, review_status="suggested", position="denies")
    assert coder.post(f"stances/{stance.pk}/confirm/").status_code == 403
    answer = reviewer.post(f"stances/{stance.pk}/confirm/")
    assert (answer.status_code, answer.json()["review_status"]) == (200, "confirmed")
    assert stance.claim.positions.get().position == "denies"
    assert reviewer.post(f"stances/{stance.pk}/confirm/").status_code == 409


def test_nobody_confirms_a_suggestion_of_ones_own(reviewer):
    stance = make.StanceFactory(coder=reviewer.user, review_status="suggested")
    answer = reviewer.post(f"stances/{stance.pk}/confirm/")
    assert answer.status_code == 403
    assert "somebody else" in answer.json()["detail"]


def test_a_stance_is_rejected_for_a_reason(coder, reviewer):
    stance = make.StanceFactory(coder=coder.user, review_status="suggested")
    path = f"stances/{stance.pk}/reject/"
    assert error_codes(reviewer.post(path, {})) == {"/reason": "required"}
    assert reviewer.post(path, {"reason": "He only reports it."}).json()["review_status"] == "rejected"
    stance.refresh_from_db()
    assert (stance.review_note, stance.reviewer) == ("He only reports it.", reviewer.user)


def test_of_two_stances_of_a_statement_on_a_claim_only_one_is_confirmed(coder, reviewer):
    first = make.StanceFactory(review_status="confirmed", position="affirms")
    rival = make.StanceFactory(
        statement=first.statement, claim=first.claim, position="denies", coder=coder.user, review_status="suggested"
    )
    assert reviewer.post(f"stances/{rival.pk}/confirm/").status_code == 409


def test_a_coder_changes_only_suggestions_of_ones_own(coder, other_coder, reviewer):
    stance = make.StanceFactory(coder=coder.user, review_status="suggested")
    path = f"stances/{stance.pk}/"
    assert other_coder.patch(path, {"rationale": "x"}).status_code == 403
    assert coder.patch(path, {"rationale": "Said so."}).status_code == 200
    Stance.objects.filter(pk=stance.pk).update(review_status="confirmed", reviewer=reviewer.user)
    assert coder.patch(path, {"rationale": "y"}).status_code == 409
    assert coder.delete(path).status_code == 409


def test_nobody_confirms_by_writing_the_field(coder):
    statement, claim = make.StatementFactory(), make.ClaimFactory()
    body = {"statement": statement.slug, "claim": claim.slug, "position": "affirms", "explicitness": "explicit"}
    answer = coder.post("stances/", {**body, "review_status": "confirmed"})
    assert error_codes(answer) == {"/review_status": "invalid"}
    assert coder.post("stances/", body).json()["review_status"] == "suggested"
