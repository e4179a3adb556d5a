"""Bodies that arrive slowly, in chunks, or not at all hold nobody up, and neither do answers that nobody reads."""

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPResponse, IncompleteRead
from io import BytesIO
from select import select
from typing import Any

import pytest

from tests.support.served import HOST, PATIENCE, Server, served

pytestmark = pytest.mark.django_db(transaction=True)
PASSAGE = b'{"text": "Russia did it."}'


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: object) -> Iterator[Server]:
    with django_db_blocker.unblock(), served(1, BODY_TIMEOUT="3") as running:  # type: ignore[attr-defined]
        yield running


def send(server: Server, *lines: str, body: bytes = b"", address: str = HOST) -> socket.socket:
    client = socket.create_connection((HOST, server.port), timeout=PATIENCE, source_address=(address, 0))
    head = ["POST /api/v1/claims/match/ HTTP/1.1", "Host: localhost", "Content-Type: application/json", *lines, "", ""]
    client.sendall("\r\n".join(head).encode() + body)
    return client


def answer(client: socket.socket) -> tuple[int, Any]:
    """The status and the JSON of the answer. One that breaks off a request is shorter than its Content-Length."""
    response = HTTPResponse(client)
    response.begin()
    try:
        return response.status, json.loads(response.read())
    except IncompleteRead as broken_off:
        return response.status, json.loads(broken_off.partial)


def test_a_body_that_comes_at_once_is_read(server: Server) -> None:
    with send(server, f"Content-Length: {len(PASSAGE)}", body=PASSAGE) as client:
        assert answer(client)[0] == 200


def test_a_body_that_comes_a_little_later_is_read(server: Server) -> None:
    with send(server, f"Content-Length: {len(PASSAGE)}", body=PASSAGE[:5]) as client:
        time.sleep(0.5)
        client.sendall(PASSAGE[5:])
        assert answer(client)[0] == 200


def test_many_bodies_of_one_client_at_once_are_all_read(server: Server) -> None:
    def post(number: int) -> int:
        with send(server, f"Content-Length: {len(PASSAGE)}", body=PASSAGE) as client:
            return answer(client)[0]

    with ThreadPoolExecutor(16) as clients:
        assert list(clients.map(post, range(48))) == [200] * 48


def test_slow_bodies_leave_threads_for_others(server: Server) -> None:
    """More bodies than there are threads: one of the client is waited for, the others are refused."""
    with ExitStack() as stack:
        clients = [stack.enter_context(send(server, "Content-Length: 1000", body=b"{")) for _ in range(8)]
        assert server.status("/api/v1/claims/") == 200
        ready: list[Any] = []
        while len(ready) < 7:
            ready = select(clients, (), (), PATIENCE)[0]
        assert sorted(answer(client)[0] for client in ready) == [503] * 7
    assert server.status("/api/v1/claims/") == 200


def test_slow_bodies_of_one_client_leave_a_turn_for_another(server: Server) -> None:
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(send(server, "Content-Length: 1000", body=b"{"))
        with send(server, f"Content-Length: {len(PASSAGE)}", body=PASSAGE, address="127.0.0.2") as other:
            assert answer(other)[0] == 200


def test_a_body_that_stops_arriving_is_a_408_and_the_end_of_the_connection(server: Server) -> None:
    with send(server, "Content-Length: 1000", body=b"{") as client:
        status, said = answer(client)
        assert (status, said["type"]) == (408, "/problems/#request-timeout")
        assert client.recv(1) == b""

    def post() -> int:
        with send(server, f"Content-Length: {len(PASSAGE)}", body=PASSAGE) as client:
            return answer(client)[0]

    # The thread that waited for the body may need a moment to see that the connection has ended.
    statuses = [post()]
    while statuses[-1] == 503 and len(statuses) < PATIENCE:
        statuses.append(post())
    assert statuses[-1] == 200


def test_a_body_that_arrives_byte_by_byte_is_a_408_as_well(server: Server) -> None:
    with send(server, "Content-Length: 1000000") as client:
        while not select([client], (), (), 0.2)[0]:
            client.sendall(b" ")
        assert answer(client)[0] == 408


def test_a_client_that_does_not_read_its_answers_holds_no_thread(server: Server) -> None:
    """More such clients than there are threads, and more answers than the system keeps for them."""
    script = (
        b"GET /static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )
    with ExitStack() as stack:
        for _ in range(8):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect((HOST, server.port))
            client.sendall(script * 20)
        for _ in range(8):
            assert server.status("/api/v1/claims/") == 200
            time.sleep(0.1)


def test_a_body_in_chunks_is_a_411(server: Server) -> None:
    with send(server, "Transfer-Encoding: chunked", body=b"1a\r\n" + PASSAGE + b"\r\n0\r\n\r\n") as client:
        status, said = answer(client)
        assert status == 411
        assert said["type"] == "/problems/#length-required"


def test_a_body_that_breaks_off_harms_nobody(server: Server) -> None:
    for _ in range(8):
        send(server, "Content-Length: 1000", body=b"{").close()
    assert server.status("/api/v1/claims/") == 200


def test_a_large_upload_is_refused_at_the_desk_as_well(reader: object, settings: object) -> None:
    """Django itself writes files of any size to the disk."""
    settings.MAX_BODY = 1_000  # type: ignore[attr-defined]
    sent = {"username": "x", "password": "y", "file": BytesIO(b"x" * 2_000)}
    assert reader.post("/admin/login/", sent).status_code == 413  # type: ignore[attr-defined]
