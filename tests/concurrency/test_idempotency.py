"""Requests with idempotency keys at once: each is carried out once, and none waits for a request with another key."""

import pytest
from django.db import connection, transaction

from claims.choices import Role
from claims.models import IdempotentRequest, Topic
from tests.support.clients import Keyed
from tests.support.transactions import interleaved

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor():
    client = Keyed(Role.EDITOR, "ed-editor")
    client.get("topics/")  # writes down when the key was used, which the next requests need not do
    return client


def post(editor, name, key, answers):
    answers[name] = editor.post("topics/", {"name": name}, **{"Idempotency-Key": key})


def expire():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_idempotentrequest SET created_at = now() - interval '25 hours'")


def test_a_request_does_not_wait_for_another_one_that_forgets_expired_keys(editor):
    answers, ends = {}, []
    for key in ("one", "two"):
        post(editor, f"Old {key}", key, {})
    expire()

    def later():
        post(editor, "Jets", "two", answers)
        ends.append("Jets")

    interleaved(
        lambda: post(editor, "Drones", "three", answers),
        later,
        last=lambda: ends.append("Drones"),
    )
    assert [answers[name].status_code for name in ("Drones", "Jets")] == [201, 201]
    assert ends == ["Jets", "Drones"]


def test_of_two_requests_with_an_expired_key_at_once_one_is_carried_out_and_its_answer_repeated(editor):
    answers = {}
    post(editor, "Old", "one", {})
    expire()
    again = {}
    interleaved(lambda: post(editor, "Drones", "one", answers), lambda: post(editor, "Drones", "one", again))
    assert (answers["Drones"].status_code, again["Drones"].content) == (201, answers["Drones"].content)
    assert Topic.objects.filter(name="Drones").count() == 1
    assert IdempotentRequest.objects.count() == 1


def test_a_request_forgets_the_keys_that_have_expired(editor):
    for key in ("one", "two"):
        post(editor, f"Old {key}", key, {})
    expire()
    post(editor, "Drones", "three", {})
    assert IdempotentRequest.objects.values_list("name", flat=True).get() == "three"


def test_a_first_request_that_fails_leaves_the_key_to_the_request_that_waits(editor):
    answers = {}

    def fail():
        with transaction.atomic():
            post(editor, "", "one", {})

    interleaved(fail, lambda: post(editor, "Drones", "one", answers))
    assert answers["Drones"].status_code == 201
