"""Speakers created at once: of two with one name, in whatever spelling, the second is refused."""

import pytest

from claims.choices import Role
from claims.models import Speaker
from tests.support.clients import Keyed
from tests.support.desk import desk, save
from tests.support.transactions import interleaved

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def coder():
    client = Keyed(Role.CODER, "carla-coder")
    client.get("speakers/")  # writes down when the key was used, which the next requests need not do
    return client


def post(coder, name, answers, flag="", **fields):
    body = {"kind": "person", "name": name, "sort_name": name, **fields}
    answers.append(coder.post(f"speakers/{flag}", body))


@pytest.mark.parametrize("flag", ["", "?allow_similar=true"], ids=["checked", "allowed"])
@pytest.mark.parametrize("second", ["Dmitry Peskov", "Dmitri Peskow"], ids=["equal", "alike"])
def test_of_two_speakers_of_one_name_created_at_once_the_second_is_refused(coder, second, flag):
    answers = []
    interleaved(
        lambda: post(coder, "Dmitry Peskov", answers, flag),
        lambda: post(coder, second, answers, slug="the-second"),
    )
    assert [each.status_code for each in answers] == [201, 409]
    assert [each["slug"] for each in answers[1].json()["candidates"]] == ["dmitry-peskov"]
    assert Speaker.objects.count() == 1


def test_speakers_that_may_be_alike_are_created_without_waiting_for_each_other(coder):
    answers, ends = [], []

    def other():
        post(coder, "Dmitri Peskow", answers, "?allow_similar=true", slug="the-second")
        ends.append("second")

    interleaved(
        lambda: post(coder, "Dmitry Peskov", answers, "?allow_similar=true"), other, last=lambda: ends.append("first")
    )
    assert [each.status_code for each in answers] == [201, 201]
    assert ends == ["second", "first"]


def test_the_desk_waits_for_the_api(coder):
    client, answers, saved = desk("administrator"), [], []
    interleaved(
        lambda: post(coder, "Dmitry Peskov", answers),
        lambda: saved.append(save(client, Speaker, kind="person", name="Dmitri Peskow", sort_name="Peskow")),
    )
    assert (answers[0].status_code, saved[0].status_code) == (201, 200)
    assert Speaker.objects.count() == 1
