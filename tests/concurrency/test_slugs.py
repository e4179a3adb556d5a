"""Rows recorded at once whose slugs are made of the same words."""

import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import pytest

from claims.choices import Role
from claims.models import Speaker, Topic
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.redirects import rename
from tests.support.transactions import interleaved, on_its_own_connection

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 6


def record(name="Peace", slug=""):
    return Topic.objects.create(name=name, slug=slug)


def slugs():
    return sorted(Topic.objects.values_list("slug", flat=True))


def test_the_second_of_two_writers_gets_the_next_number():
    assert interleaved(record, record) == (None, None)
    assert slugs() == ["peace", "peace-2"]


def test_a_made_slug_gives_way_to_one_that_somebody_gives_at_the_same_moment():
    assert interleaved(lambda: record(slug="peace"), record) == (None, None)
    assert slugs() == ["peace", "peace-2"]


def test_a_made_slug_gives_way_to_one_that_becomes_a_former_one_at_the_same_moment():
    there = make.TopicFactory(slug="quiet")

    def rename_twice():
        rename(there, "peace")
        rename(there, "calm")

    assert interleaved(rename_twice, record) == (None, None)
    assert slugs() == ["calm", "peace-2"]


def posted():
    assert Keyed(Role.CODER, "coder").post("topics/", {"name": "Peace"}).status_code == HTTPStatus.CREATED


def test_a_row_of_a_request_gives_way_to_one_that_is_recorded_at_the_same_moment():
    assert interleaved(record, posted) == (None, None)
    assert slugs() == ["peace", "peace-2"]


def test_a_row_of_a_request_gives_way_to_a_slug_that_becomes_a_former_one_at_the_same_moment():
    there = make.TopicFactory(slug="quiet")

    def rename_twice():
        rename(there, "peace")
        rename(there, "calm")

    assert interleaved(rename_twice, posted) == (None, None)
    assert slugs() == ["calm", "peace-2"]


def test_a_slug_of_a_transaction_that_is_rolled_back_is_used():
    def fail():
        record(slug="NOT A SLUG")

    assert interleaved(record, record, last=fail) == ("topic_slug_well_formed", None)
    assert slugs() == ["peace"]


def test_many_writers_at_once_all_succeed():
    with ThreadPoolExecutor(WRITERS) as pool:
        for made in [pool.submit(on_its_own_connection, record, "★") for _ in range(3 * WRITERS)]:
            made.result()
    assert len(slugs()) == len({*slugs()}) == 3 * WRITERS
    assert {*slugs()} == {f"topic-{number}" for number in range(1, 3 * WRITERS + 1)}


def test_many_requests_with_arrays_at_once_all_succeed():
    clients = [Keyed(Role.CODER, f"coder-{number}") for number in range(WRITERS)]
    names = ["Мир", "Mir", "★", "Freedom"]

    def post(client, order):
        bodies = [{"name": name} for name in (names if order else names[::-1])]
        # A worker has threads for a few writes at a time, and asks the others to try again.
        while (answer := client.post("topics/", bodies)).status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            time.sleep(0.1)
        return answer

    with ThreadPoolExecutor(WRITERS) as pool:
        sent = [pool.submit(on_its_own_connection, post, client, n % 2) for n, client in enumerate(clients)]
        assert [answer.result().status_code for answer in sent] == [201] * WRITERS
    assert len(slugs()) == len({*slugs()}) == len(names) * WRITERS


def test_a_speaker_of_a_name_that_somebody_else_records_at_the_same_moment_gets_the_next_number():
    def speaker():
        Speaker.objects.create(kind="person", name="Дмитрий Песков", sort_name="Песков")

    assert interleaved(speaker, speaker) == (None, None)
    assert sorted(Speaker.objects.values_list("slug", flat=True)) == ["dmitrii-peskov", "dmitrii-peskov-2"]
