"""Cards of several people for the same words at the same time: one is recorded, and nobody loses anything."""

import pytest

from claims.models import Dismissal, Draft, Reading, Speaker, Statement
from tests.support import factories as make
from tests.support.desk import desk
from tests.support.reading_page import FIRST, SECOND, TEXT, address
from tests.support.transactions import at_once

pytestmark = pytest.mark.django_db(transaction=True)

CODERS = 4
WORDS = {"kind": "quote", "made_on": "2025-09-22"}


@pytest.fixture
def coders():
    make.SourceFactory(slug="drones", content=TEXT, language="en", published_on="2025-09-23")
    make.SpeakerFactory(slug="holm", name="Mette Holm", sort_name="Holm, Mette")
    return [desk("administrator", f"coder {number}") for number in range(CODERS)]


def posted(client, words, intent="record", **values):
    return lambda: client.post(address(words), {"intent": intent, "text": words, "exact": words, **WORDS, **values})


def test_the_same_words_are_recorded_once_and_the_others_are_told(coders):
    answers = at_once(*(posted(each, FIRST, speaker="holm") for each in coders))
    assert sorted(each.status_code for each in answers) == [303] + [422] * (CODERS - 1)
    said = Statement.objects.get()
    for each in answers:
        if each.status_code == 422:
            assert f"/admin/claims/statement/{said.pk}/" in each.content.decode()


def test_a_new_speaker_is_recorded_once(coders):
    new = {"speaker": "new", "speaker_name": "Ivan Petrov", "speaker_kind": "person"}
    answers = at_once(*(posted(each, SECOND, **new) for each in coders))
    assert sorted(each.status_code for each in answers) == [303] + [422] * (CODERS - 1)
    assert Speaker.objects.filter(name="Ivan Petrov").count() == 1


def test_drafts_dismissals_and_being_done_do_not_stand_in_each_others_way(coders):
    works = [posted(each, FIRST, intent) for each in coders for intent in ("draft", "dismiss", "done")]
    assert {each.status_code for each in at_once(*works)} == {303}
    assert (Dismissal.objects.count(), Reading.objects.count()) == (1, 1)
    assert Draft.objects.count() <= CODERS
