"""Texts under a confirmed stance: only an editor may change them."""

from datetime import date

import pytest

from claims.models import Claim, Statement
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.desk import desk, page, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement() -> Statement:
    """A statement with a confirmed stance."""
    stance = make.take(
        make.SpeakerFactory(), make.ClaimFactory(text="It was deliberate."), "affirms", date(2025, 9, 23)
    )
    return stance.statement


def claim_of(statement: Statement) -> Claim:
    return Claim.objects.get(stances__statement=statement)


def test_a_coder_does_not_change_the_words_that_a_confirmed_stance_rests_on(
    coder: Keyed, reviewer: Keyed, statement: Statement
) -> None:
    for who in (coder, reviewer):
        for path in (f"statements/{statement.slug}/", f"claims/{claim_of(statement).slug}/"):
            answer = who.patch(path, {"text": "It was an accident."})
            assert (answer.status_code, answer.json()["type"]) == (403, "/problems/#permission-denied")
            assert "editor" in answer.json()["detail"]
    assert claim_of(statement).text == "It was deliberate."


def test_what_is_beside_the_words_is_still_the_coders(coder: Keyed, statement: Statement) -> None:
    assert coder.patch(f"statements/{statement.slug}/", {"venue": "Brussels"}).status_code == 200
    assert coder.patch(f"statements/{statement.slug}/", {"text": statement.text}).status_code == 200
    assert coder.patch(f"claims/{claim_of(statement).slug}/", {"name": "Deliberate"}).status_code == 200


def test_before_anything_is_confirmed_a_coder_mends_the_words(coder: Keyed) -> None:
    suggested = make.StanceFactory(review_status="suggested")
    for path in (f"statements/{suggested.statement.slug}/", f"claims/{suggested.claim.slug}/"):
        assert coder.patch(path, {"text": "Other words."}).status_code == 200


def test_an_editor_mends_the_words(editor: Keyed, statement: Statement) -> None:
    for path in (f"statements/{statement.slug}/", f"claims/{claim_of(statement).slug}/"):
        assert editor.patch(path, {"text": "It was meant."}).status_code == 200


def test_the_words_of_what_was_retracted_stay_for_everybody(editor: Keyed, statement: Statement) -> None:
    make.correct(statement, "retracted")
    answer = editor.patch(f"statements/{statement.slug}/", {"text": "It was an accident."})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/#conflict")
    assert editor.patch(f"statements/{statement.slug}/", {"venue": "Brussels"}).status_code == 200


def test_at_the_desk_such_words_are_shown_and_not_edited(statement: Statement) -> None:
    coder, editor = desk("coder", "cora"), desk("editor", "edna")
    for row in (statement, claim_of(statement)):
        save(coder, row, text="It was an accident.")
        row.refresh_from_db()
        assert row.text != "It was an accident."
        assert 'name="text"' not in coder.get(page(row)).content.decode()
        assert 'name="text"' in editor.get(page(row)).content.decode()


@pytest.mark.parametrize("body", [{"x": 1}, [1], "{bad", "[]"])
def test_a_confirmation_takes_no_body(reviewer: Keyed, body: object) -> None:
    suggested = make.StanceFactory(review_status="suggested")
    assert reviewer.post(f"stances/{suggested.pk}/confirm/", body).status_code == 400
    suggested.refresh_from_db()
    assert suggested.review_status == "suggested"
    assert reviewer.post(f"stances/{suggested.pk}/confirm/", {}).status_code == 200
