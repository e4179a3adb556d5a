"""The servers that are compared; each is started on a free port and stopped again."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGTERM

import psutil

from benchmarks import load, workloads
from benchmarks.client import Outcome
from benchmarks.database import DATA_DIR, ROOT, Database
from benchmarks.exchange import Request, get
from benchmarks.options import HOST
from benchmarks.workloads import FIRST_PAGE, Subjects, spread
from tracker.granian import OPTIONS

START_SECONDS = 60
STOP_SECONDS = 15
MEBIBYTE = 2**20

GRANIAN = ("granian", *OPTIONS, "--workers", "1")
GRANIAN_QUIET = ("--log-level", "warning", "--workers-kill-timeout", "5")
UVICORN = ("uvicorn", "--workers", "1", "--loop", "uvloop", "--http", "httptools", "--log-level", "warning")
TRACKER = (*GRANIAN, *GRANIAN_QUIET, "tracker.wsgi:application")
# `tracker` composes each answer. `tracker_kept` keeps answers, as it does unless ANSWER_CACHE says otherwise.
SERVERS = {
    "tracker": TRACKER,
    "tracker_kept": TRACKER,
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

    def addresses(self, workload: str, subjects: Subjects) -> list[Request]:
        """A request for each address of a workload; cached, except for those that depend on the present ETags."""
        if workload not in self.asked or workload == "not_modified":
            self.asked[workload] = workloads.addresses(workload, subjects, self.port)
        return self.asked[workload]

    def saturate(self, workload: str, subjects: Subjects, seconds: float) -> tuple[Outcome, float]:
        """The measurement, and the CPU seconds that the server used."""
        requests = spread(self.addresses(workload, subjects))
        before = self.cpu()
        outcome = load.saturate(self.port, requests, seconds)
        return outcome, self.cpu() - before

    def pace(self, workload: str, subjects: Subjects, seconds: float, rate: float) -> Outcome:
        return load.pace(self.port, spread(self.addresses(workload, subjects)), seconds, rate)

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
    common.pop("ANSWER_CACHE", None)
    if SERVERS[name] is not TRACKER:
        return {**common, **database.environment}
    production = {"PRODUCTION": "true", "DEBUG": "false", "ALLOWED_HOSTS": HOST, "SECURE_SSL_REDIRECT": "false"}
    # Rate limits are on, as in production, but too high to be reached.
    production["RATE_LIMIT_ADDRESS"] = "1000000000/minute"
    # No server writes a line for each request.
    production["ACCESS_LOG"] = "false"
    if name == "tracker":
        production["ANSWER_CACHE"] = "0"
    return {**common, **production, "DATABASE_URL": database.url}


@contextmanager
def serving(name: str, database: Database, label: str = "", root: Path = ROOT, **extra: str) -> Iterator[Peer]:
    """Starts the server `name` of a checkout and waits until it answers; its output goes to the file `label`.log."""
    port = free_port()
    process: psutil.Popen | None = None
    try:
        with (DATA_DIR / f"{label or name}.log").open("wb") as log, signals_wait():
            process = psutil.Popen(
                [sys.executable, "-m", *SERVERS[name], "--host", HOST, "--port", str(port)],
                cwd=root,
                env=environment(name, database) | extra,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that Ctrl-C reaches only this program, which stops its servers itself
            )
        peer = Peer(label or name, port, process)
        wait_for(peer)
        yield peer
    finally:
        if process:
            with signals_wait():
                stop(process)


@contextmanager
def signals_wait() -> Iterator[None]:
    """Lets Ctrl-C and SIGTERM wait, so that neither a server that just started nor one that stops is forgotten."""
    came: list[int] = []
    former = {each: signal.signal(each, lambda number, _: came.append(number)) for each in (SIGINT, SIGTERM)}
    try:
        yield
    finally:
        for each, handler in former.items():
            signal.signal(each, handler)
        for number in came:
            signal.raise_signal(number)


def wait_for(peer: Peer) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and peer.process.poll() is None:
        with suppress(OSError):
            get(peer.port, Request(FIRST_PAGE))
            return
        time.sleep(0.1)
    raise SystemExit(f"{peer.name} did not start: see {DATA_DIR / peer.name}.log")


def stop(process: psutil.Popen) -> None:
    """Ends the server and the processes that it started, which are all in its session."""
    with suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
        process.terminate()
        process.wait(STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, SIGKILL)
    process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
