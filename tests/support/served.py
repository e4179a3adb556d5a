"""The tracker as it is served in production: worker processes of granian, on the test's own database."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tracker.granian import OPTIONS

HOST = "127.0.0.1"
PATIENCE = 120  # seconds, before the test fails
GRANIAN = ("granian", *OPTIONS, "--host", HOST, "--log-level", "critical")
WORKERS = ("--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "5")


class Server:
    """A running server: its port and its processes."""

    def __init__(self, port: int, process: subprocess.Popen) -> None:
        self.port, self.process = port, process

    def status(self, path: str) -> int:
        """The status of a GET without a key."""
        asked = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            asked.request("GET", path)
            return asked.getresponse().status
        finally:
            asked.close()

    def answers(self) -> bool:
        try:
            return self.status("/healthz") == 200
        except (OSError, HTTPException):
            return False

    def workers(self) -> list[int]:
        """The worker processes, without helpers of Python's multiprocessing."""
        main = self.process.pid
        children = Path(f"/proc/{main}/task/{main}/children").read_text(encoding="ascii").split()
        return [int(each) for each in children if b"_tracker" not in Path(f"/proc/{each}/cmdline").read_bytes()]

    def kill_a_worker(self) -> None:
        os.kill(self.workers()[0], signal.SIGKILL)


@contextmanager
def served(workers: int, name: str = "tracker", **environment: str) -> Iterator[Server]:
    """A running server; its database connections have the application_name `name`."""
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", *GRANIAN, *WORKERS, "--workers", str(workers)),
            *("--port", str(port), "tracker.wsgi:application"),
        ],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": f"{url_of_the_test_database()}?application_name={name}",
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "DEBUG": "false",
        }
        | environment,
    )
    server = Server(port, process)
    try:
        deadline = time.monotonic() + PATIENCE
        while not server.answers():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def url_of_the_test_database() -> str:
    server = connection.get_connection_params()
    who = ":".join(quote(server[name], safe="") for name in ("user", "password") if server.get(name))
    return f"postgres://{who}@{quote(server['host'], safe='')}:{server.get('port', 5432)}/{server['dbname']}"
