"""The servers that are compared; each is started on a free port and stopped again."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

from benchmarks import load, workloads
from benchmarks.client import Outcome
from benchmarks.database import DATA_DIR, ROOT, Database
from benchmarks.exchange import Request, get
from benchmarks.options import HOST
from benchmarks.workloads import FIRST_PAGE, Subjects
from tracker.granian import OPTIONS

START_SECONDS = 60
STOP_SECONDS = 15
ATTEMPTS = 3
MEBIBYTE = 2**20

GRANIAN = ("granian", *OPTIONS, "--workers", "1")
GRANIAN_QUIET = ("--log-level", "warning", "--workers-kill-timeout", "5")
UVICORN = ("uvicorn", "--workers", "1", "--loop", "uvloop", "--http", "httptools", "--log-level", "warning")
SERVERS = {
    "tracker": (*GRANIAN, *GRANIAN_QUIET, "tracker.wsgi:application"),
    "plain_drf": (*GRANIAN, *GRANIAN_QUIET, "benchmarks.plain_drf.wsgi:application"),
    "fastapi": (*UVICORN, "--no-access-log", "benchmarks.fastapi_typed.app:app"),
    "fastapi_raw": (*UVICORN, "--no-access-log", "benchmarks.fastapi_raw.app:app"),
}
SECRET_KEY = secrets.token_urlsafe(60)


class Peer:
    """A running server that answers the workloads over HTTP."""

    def __init__(self, name: str, port: int, process: psutil.Popen) -> None:
        self.name, self.port, self.process = name, port, process
        self.asked: dict[str, list[Request]] = {}

    def requests(self, workload: str, subjects: Subjects) -> list[Request]:
        """The requests of a workload; cached, except for the one that depends on the present ETag."""
        if workload not in self.asked or workload == "not_modified":
            self.asked[workload] = workloads.requests(workload, subjects, self.port)
        return self.asked[workload]

    def saturate(self, workload: str, subjects: Subjects, seconds: float) -> tuple[Outcome, float]:
        """The measurement, and the CPU seconds that the server used."""
        for _ in range(ATTEMPTS):
            requests = self.requests(workload, subjects)
            expected = get(self.port, requests[0]).status
            before = self.cpu()
            outcome = load.saturate(self.port, requests, seconds)
            used = self.cpu() - before
            # Vacuum can change an ETag during the measurement, which is then repeated.
            if get(self.port, requests[0]).status == expected:
                return outcome, used
        raise SystemExit(f"{self.name} does not go on answering {workload} with {expected}.")

    def pace(self, workload: str, subjects: Subjects, seconds: float, rate: float) -> Outcome:
        return load.pace(self.port, self.requests(workload, subjects), seconds, rate)

    def tree(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def cpu(self) -> float:
        """CPU seconds of the server's processes so far, without PostgreSQL's."""
        return sum(sum(each.cpu_times()[:2]) for each in self.tree())

    def memory(self) -> float:
        """Resident memory of the server's processes, in MiB."""
        return sum(each.memory_info().rss for each in self.tree()) / MEBIBYTE


def environment(name: str, database: Database) -> dict[str, str]:
    common = {**os.environ, "SECRET_KEY": SECRET_KEY, "PYTHONUNBUFFERED": "1"}
    if name != "tracker":
        return {**common, **database.environment}
    production = {"PRODUCTION": "true", "DEBUG": "false", "ALLOWED_HOSTS": HOST, "SECURE_SSL_REDIRECT": "false"}
    # Rate limits are on, as in production, but too high to be reached.
    production["RATE_LIMIT_ADDRESS"] = "1000000000/minute"
    return {**common, **production, "DATABASE_URL": database.url}


@contextmanager
def serving(name: str, database: Database, label: str = "", **extra: str) -> Iterator[Peer]:
    """Starts the server `name` and waits until it answers; its output goes to the file `label`.log."""
    port = free_port()
    with (DATA_DIR / f"{label or name}.log").open("wb") as log:
        process = psutil.Popen(
            [sys.executable, "-m", *SERVERS[name], "--host", HOST, "--port", str(port)],
            cwd=ROOT,
            env=environment(name, database) | extra,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that Ctrl-C reaches only this program, which stops its servers itself
        )
        peer = Peer(label or name, port, process)
        try:
            wait_for(peer)
            yield peer
        finally:
            stop(process)


def wait_for(peer: Peer) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and peer.process.poll() is None:
        with suppress(OSError):
            get(peer.port, Request(FIRST_PAGE))
            return
        time.sleep(0.1)
    raise SystemExit(f"{peer.name} did not start: see {DATA_DIR / peer.name}.log")


def stop(process: psutil.Popen) -> None:
    """Ends the server and the processes that it started."""
    with suppress(psutil.NoSuchProcess):
        children = process.children(recursive=True)
        process.terminate()
        _, alive = psutil.wait_procs([process, *children], timeout=STOP_SECONDS)
        for each in alive:
            with suppress(psutil.NoSuchProcess):
                each.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
