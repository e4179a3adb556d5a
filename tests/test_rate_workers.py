"""The tracker as it is served in production, with several worker processes: together they obey one limit."""

import os
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)

QUOTA, WORKERS, CLIENTS = 30, 2, 8
PATIENCE = 120  # seconds, before the test fails
GRANIAN = ("granian", "--interface", "wsgi", "--no-ws", "--blocking-threads", "4", "--workers-kill-timeout", "5")


def url_of_the_test_database():
    server = connection.get_connection_params()
    who = ":".join(quote(server[name], safe="") for name in ("user", "password") if server.get(name))
    return f"postgres://{who}@{quote(server['host'], safe='')}:{server.get('port', 5432)}/{server['dbname']}"


def get(port, path):
    asked = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        asked.request("GET", path)
        return asked.getresponse().status
    finally:
        asked.close()


def answers(port):
    try:
        return get(port, "/healthz") == 200
    except OSError:
        return False


@pytest.fixture
def port():
    """Where workers answer on the test's database, as often a day as `QUOTA` says."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            *GRANIAN,
            "--workers",
            str(WORKERS),
            "--log-level",
            "critical",
            "--port",
            str(number),
            "tracker.wsgi:application",
        ],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": url_of_the_test_database(),
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "RATE_LIMIT_ADDRESS": f"{QUOTA}/day",
        },
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while not answers(number):
            assert server.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield number
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def test_worker_processes_together_answer_exactly_as_often_as_the_limit_says(port):
    assert get(port, f"/{'x' * 70_000}") == 414  # which the web server refuses by itself
    with ThreadPoolExecutor(CLIENTS) as pool:
        found = Counter(pool.map(lambda _: get(port, "/api/v1/topics/"), range(3 * QUOTA)))
    assert found == {200: QUOTA, 429: 2 * QUOTA}
