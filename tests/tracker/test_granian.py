"""The options of granian: the same wherever its command is written, and what they bound."""

import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.support.served import HOST, PATIENCE, Server, served
from tracker.granian import OPTIONS

HTTP_2_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


@pytest.mark.parametrize("name", ["README.md", "docs/deployment.md"])
def test_a_documented_command_has_the_options_that_bound_clients(name: str) -> None:
    text = (Path(settings.BASE_DIR) / name).read_text(encoding="utf-8").replace("\\\n", "")
    commands = re.findall(r"^\.venv/bin/granian (.*)$", text, re.MULTILINE)
    assert len(commands) == 1
    assert sorted(OPTIONS) == sorted(set(commands[0].split()) & set(OPTIONS))


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Server]:
    with django_db_blocker.unblock(), served(1) as running:
        yield running


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_wants_http_2_is_ended(server: Server) -> None:
    with socket.create_connection((HOST, server.port), timeout=PATIENCE) as client:
        client.sendall(HTTP_2_PREFACE)
        answer = client.recv(1_000)
        assert answer == b"" or answer.startswith(b"HTTP/1.1 400")


@pytest.mark.django_db(transaction=True)
def test_headers_beyond_the_bound_are_a_431(server: Server) -> None:
    connection = HTTPConnection(HOST, server.port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz", headers={"If-None-Match": "," * 200_000})
        assert connection.getresponse().status == 431
    finally:
        connection.close()
