"""Generates load on a server, with wrk if it is installed, else with the bundled generator."""

import asyncio
import re
import shutil
import subprocess
import tempfile
from collections.abc import Coroutine, Sequence
from pathlib import Path

import uvloop

from benchmarks import client
from benchmarks.client import Outcome
from benchmarks.exchange import Request
from benchmarks.options import CONNECTIONS, HOST

SCRIPT = Path(__file__).parent / "wrk.lua"
WRK = shutil.which("wrk")
OUTCOME = re.compile(r"^outcome (\d+) (\d+) (\d+)$", re.MULTILINE)
GRACE = 60  # seconds to wait for answers after the measurement


def generator() -> str:
    """The load generator that measures throughput, with its version."""
    if WRK is None:
        return "bundled"
    shown = subprocess.run([WRK, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    return " ".join(shown.split()[:2])


def saturate(port: int, requests: Sequence[Request], seconds: float) -> Outcome:
    """Sends requests as fast as the server on `port` answers them, over all connections."""
    if WRK is None:
        return run(client.saturate(port, [each.encoded(port) for each in requests], seconds), seconds)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        for each in requests:
            headers = "".join(f"\t{name}: {value}" for name, value in each.headers.items())
            file.write(f"{each.path}{headers}\n")
        file.flush()
        command = [WRK, "--threads=1", f"--connections={CONNECTIONS}", f"--duration={max(round(seconds), 1)}s"]
        command += [f"--timeout={GRACE}s", f"--script={SCRIPT}", f"http://{HOST}:{port}/", "--", file.name]
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, check=True, timeout=seconds + GRACE
        )
    found = OUTCOME.search(done.stdout)
    if found is None:
        raise SystemExit(f"wrk answered with something else:\n{done.stdout}{done.stderr}")
    answers, errors, microseconds = map(int, found.groups())
    return Outcome(answers, errors, microseconds / 1e6)


def pace(port: int, requests: Sequence[Request], seconds: float, rate: float) -> Outcome:
    """Sends `rate` requests a second and measures latencies, always with the bundled generator."""
    return run(client.pace(port, [each.encoded(port) for each in requests], seconds, rate), seconds)


def run(measurement: Coroutine[None, None, Outcome], seconds: float) -> Outcome:
    async def bounded() -> Outcome:
        return await asyncio.wait_for(measurement, seconds + GRACE)

    return uvloop.run(bounded())
