"""A stream is of one moment, and takes nothing with it when it breaks off."""

import gc
import json
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from claims.api.resources.topics.views import TopicViewSet
from claims.api.streams.places import places
from claims.choices import Role
from claims.models import Topic
from tests.support import factories as make
from tests.support.endpoints import READER
from tests.support.served import HOST, PATIENCE, served
from tests.support.streams import marks_of, rows_of, streamed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("small_batches")]
TOPICS = "/api/v1/topics/?format={}&fields=slug,name&ordering=slug"
NUMBER = 17


@pytest.fixture(autouse=True)
def topics(db: None) -> None:
    for number in range(NUMBER):
        make.TopicFactory(slug=f"topic-{number:02}", name=f"Topic {number:02}")


def elsewhere(work: Callable[[], Any]) -> Any:
    """Does something in another connection, and commits it."""

    def done() -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(done).result()


def write() -> None:
    """Deletes, changes and adds rows in front of those that were read, among them, and behind them."""
    for number in (0, 6, 16):
        Topic.objects.get(slug=f"topic-{number:02}").delete()
    for number in (1, 7, 15):
        Topic.objects.filter(slug=f"topic-{number:02}").update(name="Changed")
    for slug in ("a", "topic-08-and", "z"):
        make.TopicFactory(slug=slug)


@pytest.mark.parametrize("form", ["ndjson", "csv"])
def test_rows_that_change_while_a_stream_is_read_are_as_they_were_when_it_began(form: str) -> None:
    before = streamed(TOPICS.format(form))
    response: Any = READER.get(TOPICS.format(form))
    parts = iter(response.streaming_content)
    read = [next(parts), next(parts)]
    elsewhere(write)
    assert b"".join([*read, *parts]) == before
    assert streamed(TOPICS.format(form)) != before


def test_a_stream_that_goes_on_from_a_cursor_is_of_its_own_moment() -> None:
    cursor = marks_of(streamed(TOPICS.format("ndjson")))[0]["@cursor"]
    elsewhere(write)
    slugs = [json.loads(row)["slug"] for row in rows_of(streamed(f"{TOPICS.format('ndjson')}&cursor={cursor}"))]
    assert slugs == [
        *("topic-05", "topic-07", "topic-08", "topic-08-and"),
        *(f"topic-{number:02}" for number in range(9, 16)),
        "z",
    ]


def test_no_more_rows_are_read_at_a_time_than_a_batch_has() -> None:
    connection.force_debug_cursor = True
    try:
        connection.queries_log.clear()
        streamed(TOPICS.format("csv"))
        statements = [each["sql"] for each in connection.queries_log]
    finally:
        connection.force_debug_cursor = False
    fetched = [re.findall(r"^FETCH (\d+) FROM claims_stream$", each) for each in statements]
    assert [found for found in fetched if found] == [["6"], ["5"], ["5"], ["5"]]
    assert [each for each in statements if each.startswith("SELECT")] == []
    (declared,) = [each for each in statements if each.startswith("DECLARE")]
    assert " LIMIT " not in declared


def test_the_transaction_of_a_stream_only_reads() -> None:
    response: Any = READER.get(TOPICS.format("ndjson"))
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        assert cursor.fetchone() == ("on",)
    response.close()


def test_a_reader_who_stops_ends_the_transaction_and_gives_the_place_back() -> None:
    response: Any = READER.get(TOPICS.format("ndjson"))
    next(iter(response.streaming_content))
    assert (connection.in_atomic_block, places.taken) == (True, 1)
    response.close()
    assert (connection.in_atomic_block, places.taken) == (False, 0)
    assert Topic.objects.count() == NUMBER


def test_a_server_that_does_not_close_a_response_gives_the_place_back_at_its_end() -> None:
    response: Any = READER.get(TOPICS.format("ndjson"))
    response._resource_closers.clear()
    assert b"".join(response.streaming_content).endswith(b"}\n")
    assert (connection.in_atomic_block, places.taken) == (False, 0)


def test_a_response_that_is_dropped_without_being_closed_gives_its_place_back() -> None:
    request = RequestFactory().get(TOPICS.format("ndjson"))
    response = TopicViewSet.respond(request, "list", request.GET, role=Role.READER, key=None)
    assert (connection.in_atomic_block, places.taken) == (True, 1)
    del response
    gc.collect()
    assert (connection.in_atomic_block, places.taken) == (False, 0)


@pytest.mark.parametrize(("form", "torn"), [("ndjson", b'{"@torn'), ("csv", b'"#torn')])
def test_a_stream_whose_database_fails_ends_in_the_middle_of_a_line_and_with_an_error(form: str, torn: bytes) -> None:
    whole = streamed(TOPICS.format(form))
    response: Any = READER.get(TOPICS.format(form))
    parts = iter(response.streaming_content)
    read = [next(parts), next(parts)]
    process = connection.connection.info.backend_pid
    elsewhere(lambda: connection.cursor().execute("SELECT pg_terminate_backend(%s)", [process]))
    with pytest.raises(OperationalError):
        read += parts
    body = b"".join(read)
    assert body.endswith(torn)
    assert whole.startswith(body.removesuffix(torn))
    assert b"complete" not in body
    response.close()
    assert (places.taken, connection.in_atomic_block) == (0, False)
    assert streamed(TOPICS.format(form)) == whole


def test_a_table_whose_database_fails_before_it_is_sent_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*given: Any) -> Any:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr("claims.api.streams.sheets.Workbook", failing)
    response = READER.get(TOPICS.format("xlsx"))
    assert response.status_code in {500, 503}
    assert (places.taken, connection.in_atomic_block) == (0, False)


@contextmanager
def asked(port: int, path: str) -> Iterator[HTTPResponse]:
    """An answer of a running server, of which nothing was read but its headers."""
    connection = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        with connection.getresponse() as answer:
            yield answer
    finally:
        connection.close()


def test_a_client_that_stops_reading_holds_up_nobody_and_gives_its_place_back_when_it_goes() -> None:
    make.ClaimFactory.create_batch(700, text="x" * 9_000)  # more than sockets hold
    path = "/api/v1/claims/?format=ndjson"
    with served(1, STREAMS="1") as server:
        with asked(server.port, path) as slow:
            assert slow.status == 200
            with asked(server.port, path) as refused:
                assert (refused.status, refused.headers["Retry-After"]) == (503, "10")
            assert [server.status("/api/v1/topics/") for _ in range(8)] == [200] * 8
        assert any(whole(server.port, path) for _ in range(500))


def whole(port: int, path: str) -> bool:
    """Whether a stream is sent, and then is complete."""
    with asked(port, path) as answer:
        if answer.status == 503:
            time.sleep(0.05)
            return False
        return answer.read().endswith(b'{"@complete": true, "@rows": 700}\n')
