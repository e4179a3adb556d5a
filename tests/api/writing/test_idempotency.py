"""Idempotency-Key: a repeated request is carried out once, and answered the same."""

import threading

import pytest
from django.db import connection

from claims.choices import Role
from claims.models import IdempotentRequest, Topic
from tests.support.clients import Keyed

pytestmark = pytest.mark.django_db


def test_a_repeated_request_is_carried_out_once_and_answered_the_same(editor, other_coder):
    first = editor.post("topics/", {"name": "Drones"}, **{"Idempotency-Key": "k-1"})
    again = editor.post("topics/", {"name": "Drones"}, **{"Idempotency-Key": "k-1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert [again[name] for name in ("Location", "ETag")] == [first[name] for name in ("Location", "ETag")]
    assert Topic.objects.count() == 1
    assert editor.post("topics/", {"name": "Jets"}, **{"Idempotency-Key": "k-1"}).status_code == 422
    assert editor.post("topics/", {"name": "Jets"}, **{"Idempotency-Key": "k" * 300}).status_code == 400


def test_the_tag_of_a_repeated_answer_is_good_for_a_change(editor):
    for _ in range(2):
        made = editor.post("topics/", {"name": "Drones"}, **{"Idempotency-Key": "k-1"})
    assert editor.patch("topics/drones/", {"name": "Jets"}, **{"If-Match": made["ETag"]}).status_code == 200


def test_a_repeated_answer_with_several_rows_has_no_tag_as_the_first_one(editor):
    first, again = (editor.post("topics/", [{"name": "Drones"}], **{"Idempotency-Key": "k-1"}) for _ in range(2))
    assert again.content == first.content
    assert not first.has_header("ETag")
    assert not again.has_header("ETag")


def test_what_was_refused_may_be_repeated_with_the_same_key(editor):
    assert editor.post("topics/", {"name": ""}, **{"Idempotency-Key": "k-1"}).status_code == 400
    assert editor.post("topics/", {"name": "Drones"}, **{"Idempotency-Key": "k-1"}).status_code == 201


def test_the_memory_of_repeatable_requests_lasts_a_day(editor):
    editor.post("topics/", {"name": "Drones"}, **{"Idempotency-Key": "k-1"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_idempotentrequest SET created_at = now() - interval '25 hours'")
    assert editor.post("topics/", {"name": "Jets"}, **{"Idempotency-Key": "k-1"}).status_code == 201
    assert IdempotentRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_repeated_at_once_is_carried_out_once():
    editor = Keyed(Role.EDITOR, "editor")
    start, bodies = threading.Barrier(4), []

    def write() -> None:
        try:
            start.wait()
            bodies.append(editor.send("POST", "topics/", {"name": "Drones"}, **{"Idempotency-Key": "once"}).content)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Topic.objects.count() == 1
    assert len(set(bodies)) == 1
