"""`python -m benchmarks`: starts the servers, checks that their answers are equal, and measures them."""

import os
import platform
import statistics
import sys
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import psutil

from benchmarks import database, load, pgbench, results, workloads
from benchmarks.client import Outcome
from benchmarks.compare import difference, normalised
from benchmarks.exchange import Request, get
from benchmarks.options import CONNECTIONS, Options
from benchmarks.peers import SERVERS, Peer, serving
from benchmarks.workloads import Subjects
from benchmarks.written import Written, related, unrelated

WARM_UP = 1.0  # seconds
LEAST_LATENCIES = 20
FREQUENT, EACH = 20, 10  # addresses that are compared
UNRELATED_RATE, RELATED_RATE = 10, 1  # commits a second
BROWSER = "gzip, deflate, br, zstd"  # the Accept-Encoding of browsers
PACKAGES = ("django", "djangorestframework", "granian", "psycopg", "fastapi", "pydantic", "asyncpg", "uvicorn")


class Contestant(Protocol):
    """What is measured: a server, a server with a writer beside it, or pgbench."""

    name: str

    def saturate(self, workload: str, subjects: Subjects, seconds: float) -> tuple[Outcome, float]: ...
    def pace(self, workload: str, subjects: Subjects, seconds: float, rate: float) -> Outcome: ...
    def memory(self) -> float: ...


def main() -> int:
    options = Options.read()
    try:
        measured = measure_all(options)
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130
    results.write(measured)
    print(results.table(measured))  # noqa: T201
    print(f"\nWritten to {results.LATEST.relative_to(Path.cwd())}")  # noqa: T201
    return 0


def measure_all(options: Options) -> results.Results:
    say(f"The data set of {options.statements:,} statements …")
    made = database.ready(options.statements)
    with made.connect() as connection:
        subjects = workloads.choose(connection, options.statements)
    machine = describe(made, options, subjects)
    with ExitStack() as stack:
        peers = [stack.enter_context(serving(name, made)) for name in SERVERS]
        for workload in workloads.NAMES:
            check_equal(workload, peers, subjects)
        tracker, kept, *others = peers
        contestants: list[Contestant] = [
            tracker,
            kept,
            Written(kept, made, "tracker_kept_unrelated_writes", UNRELATED_RATE, unrelated),
            Written(kept, made, "tracker_kept_related_writes", RELATED_RATE, related),
            *others,
        ]
        if program := pgbench.program():
            bench = pgbench.Pgbench(program, made)
            bench.capture(workloads.NAMES, subjects)
            contestants.append(bench)
        found = {
            name: wire_bytes(name, kept, subjects) | measure(name, contestants, subjects, options)
            for name in workloads.NAMES
        }
    return {"machine": machine, "statements": options.statements, "workloads": found}


def check_equal(workload: str, peers: list[Peer], subjects: Subjects) -> None:
    """Ends the program unless every server answers a workload as the tracker does.

    The 20 most frequent addresses are compared, and each tenth of the others.
    """
    say(f"Do all answer {workload} alike? …")
    first, *others = peers
    for other in others:
        asked = list(zip(first.addresses(workload, subjects), other.addresses(workload, subjects), strict=True))
        for one, same in [*asked[:FREQUENT], *asked[FREQUENT::EACH]]:
            expected, given = get(first.port, one), get(other.port, same)
            found = "" if expected.status == given.status else f"status {expected.status}, and {given.status}"
            if not found and expected.body:
                found = difference(normalised(expected.json()), normalised(given.json()))
            if found:
                raise SystemExit(f"{first.name} and {other.name} differ at {one.path}:\n{found}")


def wire_bytes(workload: str, tracker: Peer, subjects: Subjects) -> dict[str, Any]:
    """The median size of the bodies that the tracker sends, for what browsers accept, and in each content coding."""
    asked = tracker.addresses(workload, subjects)

    def size(accepted: str) -> int:
        headers = {"Accept-Encoding": accepted}
        answers = [get(tracker.port, Request(each.path, each.headers | headers)) for each in asked]
        return round(statistics.median(len(each.body) for each in answers))

    return {"wire_bytes": size(BROWSER), "wire_bytes_by_coding": {each: size(each) for each in results.CODINGS}}


def measure(workload: str, contestants: list[Contestant], subjects: Subjects, options: Options) -> dict[str, Any]:
    """Measures the throughput of all contestants in each round, and then their latencies at the same rate."""
    rates: dict[str, list[float]] = {each.name: [] for each in contestants}
    cpu = dict.fromkeys(rates, 0.0)
    answers = dict.fromkeys(rates, 0)
    for each in contestants:
        say(f"{workload}: {each.name} warms up …")
        each.saturate(workload, subjects, WARM_UP)
    for number in range(options.rounds):
        for each in contestants:
            say(f"{workload}: round {number + 1} of {options.rounds}, {each.name} …")
            outcome, used = each.saturate(workload, subjects, options.duration)
            check_outcome(outcome, each, workload)
            rates[each.name].append(outcome.answers / outcome.seconds)
            cpu[each.name] += used
            answers[each.name] += outcome.answers
    rate = options.rate or min(min(rounds) for rounds in rates.values()) / 2
    rows = {}
    for each in contestants:
        say(f"{workload}: latencies at {rate:.1f}/s, {each.name} …")
        seconds = max(options.duration, LEAST_LATENCIES / rate)
        outcome = each.pace(workload, subjects, seconds, rate)
        check_outcome(outcome, each, workload)
        rows[each.name] = results.row(
            rates[each.name], outcome.latencies, cpu[each.name], answers[each.name], each.memory()
        )
    return rows


def check_outcome(outcome: Outcome, contestant: Contestant, workload: str) -> None:
    """Ends the program if there were no answers, or errors among them."""
    if outcome.errors or not outcome.answers:
        raise SystemExit(f"{contestant.name} answered {workload} with {outcome.errors} errors of {outcome.answers}.")


def describe(made: database.Database, options: Options, subjects: Subjects) -> dict[str, Any]:
    """The machine, versions and options, which readers of the figures need."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "system": platform.system(),
        "load_average_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "postgresql": made.version(),
        "packages": {name: version(name) for name in PACKAGES},
        "load_generator": load.generator(),
        "latency_generator": "bundled",
        "connections": CONNECTIONS,
        "seconds": options.duration,
        "rounds": options.rounds,
        "deep_page": subjects.page,
        "asked_about": {name: len(getattr(subjects, name)) for name in ("speakers", "claims", "incidents", "days")},
        "servers": {name: " ".join(command) for name, command in SERVERS.items()},
    }


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def say(line: str) -> None:
    """Prints progress: on a terminal always on the same line."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{line}")
    else:
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
