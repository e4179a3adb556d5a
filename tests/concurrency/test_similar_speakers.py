"""Speakers created at once: of two with one name, in whatever spelling, the second is refused."""

import pytest

from claims.choices import Role
from claims.models import Speaker
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.desk import desk, save
from tests.support.transactions import interleaved

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def coder():
    client = Keyed(Role.CODER, "carla-coder")
    client.get("speakers/")  # writes down when the key was used, which the next requests need not do
    return client


def post(coder, name, answers, **fields):
    body = {"kind": "person", "name": name, "sort_name": name, **fields}
    answers.append(coder.post("speakers/", body))


@pytest.mark.parametrize("second", ["Dmitry Peskov", "Dmitri Peskow"], ids=["equal", "alike"])
def test_of_two_speakers_of_one_name_created_at_once_the_second_is_refused(coder, second):
    answers = []
    interleaved(
        lambda: post(coder, "Dmitry Peskov", answers),
        lambda: post(coder, second, answers, slug="the-second"),
    )
    assert [each.status_code for each in answers] == [201, 409]
    (wrong,) = answers[1].json()["errors"]
    assert [each["slug"] for each in wrong["candidates"]] == ["dmitry-peskov"]
    assert Speaker.objects.count() == 1


def test_who_names_the_speakers_that_are_there_is_still_told_of_one_created_meanwhile(coder):
    known = make.SpeakerFactory(name="Dmitrij Peskow")
    answers, named = [], {"distinct_from": [known.slug]}
    interleaved(
        lambda: post(coder, "Dmitry Peskov", answers, **named),
        lambda: post(coder, "Dmitri Peskow", answers, slug="the-second", **named),
    )
    assert [each.status_code for each in answers] == [201, 409]


def test_the_desk_waits_for_the_api(coder):
    client, answers, saved = desk("administrator"), [], []
    interleaved(
        lambda: post(coder, "Dmitry Peskov", answers),
        lambda: saved.append(save(client, Speaker, kind="person", name="Dmitri Peskow", sort_name="Peskow")),
    )
    assert (answers[0].status_code, saved[0].status_code) == (201, 200)
    assert Speaker.objects.count() == 1
