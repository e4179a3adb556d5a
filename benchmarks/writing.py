"""`python -m benchmarks.writing`: how many statements and confirmations a second are written through the API.

Each statement is a quote with its citation and a stance. BEFORE may name another checkout of the tracker: the two are
then measured in turn, ROUNDS times, and the ratio of each pair is shown. STATEMENTS is the size of the data set.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count, islice
from pathlib import Path
from typing import Any

from benchmarks import database
from benchmarks.options import HOST
from benchmarks.peers import serving

STATEMENTS, ROUNDS, DURATION = 5_000, 5, 4.0
CLIENTS, ROWS, MANY = 4, 200, 1_000
NAMES = (
    f"arrays of {ROWS} statements",
    f"statements from {CLIENTS} clients",
    f"confirmations from {CLIENTS} clients",
    f"confirmations, {MANY:,} at a time",
)

# What the new statements are made of, in turn: speakers, sources whose text is not held, and days.
PLACES = """
    SELECT p.slug, s.slug, made_on::text
    FROM claims_statement t JOIN claims_speaker p ON p.id = speaker_id JOIN claims_source s ON s.id = source_id
    WHERE s.content = '' ORDER BY t.id LIMIT 100
"""
SUGGESTED = """
    SELECT x.id FROM claims_stance x JOIN auth_user u ON u.id = coder_id
    WHERE u.username = 'bench-coder' AND review_status = 'suggested'
"""


class Tracker:
    """A running tracker of one checkout, with a data set of its own."""

    def __init__(self, root: Path, made: database.Database, port: int) -> None:
        self.root, self.made, self.port = root, made, port
        self.numbers = count(1)
        with made.connect() as connection:
            self.places = connection.execute(PLACES).fetchall()
            self.claims = connection.execute("SELECT slug FROM claims_claim ORDER BY id LIMIT 100").fetchall()
        self.coder, self.reviewer = (self.key(role) for role in ("coder", "reviewer"))

    def key(self, role: str) -> str:
        options = ["--owner", f"bench-{role}", "--role", role, "--name", "benchmark"]
        return manage(self.root, self.made.url, "api_key", "create", *options).strip()

    def statement(self) -> dict[str, Any]:
        """A new statement with its citation and a stance."""
        number = next(self.numbers)
        speaker, source, day = self.places[number % len(self.places)]
        words = f"Words number {number} that somebody said on that day about a matter of some weight, {time.time_ns()}."
        (claim,) = self.claims[number % len(self.claims)]
        stance = {"claim": claim, "position": "affirms", "explicitness": "explicit", "excerpt": words[:30]}
        said = {"speaker": speaker, "source": source, "made_on": day, "kind": "quote", "text": words}
        return {**said, "citations": [{"exact": words}], "stances": [stance]}

    def suggestions(self) -> Iterator[int]:
        """The suggested stances that were written and are not confirmed yet."""
        with self.made.connect() as connection:
            return iter([key for (key,) in connection.execute(SUGGESTED).fetchall()])

    def measured(self, seconds: float) -> dict[str, float]:
        """What was written in a second, by the names of the measurements."""
        arrays = self.rate(
            1, seconds, lambda: ("statements/", [self.statement() for _ in range(ROWS)]), self.coder, ROWS
        )
        singles = self.rate(CLIENTS, seconds, lambda: ("statements/", self.statement()), self.coder)
        waiting = self.suggestions()
        confirmations = self.rate(CLIENTS, seconds, lambda: (f"stances/{next(waiting)}/confirm/", {}), self.reviewer)
        many = self.rate(1, seconds, lambda: ("stances/confirm/", {"ids": taken(waiting, MANY)}), self.reviewer, MANY)
        return dict(zip(NAMES, (arrays, singles, confirmations, many), strict=True))

    def rate(self, clients: int, seconds: float, work: Callable[[], tuple[str, Any]], key: str, rows: int = 1) -> float:
        """How many rows some clients write in a second, each of which sends its next request after the last answer."""
        with ThreadPoolExecutor(clients) as pool:
            start = time.perf_counter()
            done = sum(pool.map(lambda _: self.client(start + seconds, work, key), range(clients)))
            return done * rows / (time.perf_counter() - start)

    def client(self, until: float, work: Callable[[], tuple[str, Any]], key: str) -> int:
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        done = 0
        while time.perf_counter() < until:
            try:
                path, body = work()
            except StopIteration:
                break
            connection.request("POST", f"/api/v1/{path}", json.dumps(body), headers)
            answer = connection.getresponse()
            said = answer.read()
            if answer.status >= http.HTTPStatus.BAD_REQUEST:
                raise SystemExit(f"{path}: {answer.status} {said[:500].decode(errors='replace')}")
            done += 1
        connection.close()
        return done


def taken(waiting: Iterator[int], number: int) -> list[int]:
    """The next so many of the stances that wait.

    Raises:
        StopIteration: fewer are left.
    """
    found = list(islice(waiting, number))
    if len(found) < number:
        raise StopIteration
    return found


def manage(root: Path, url: str, *command: str) -> str:
    """What a command of a checkout prints."""
    environment = {**os.environ, "DATABASE_URL": url}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *command],
        cwd=root,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def main() -> int:
    size = int(os.environ.get("STATEMENTS") or STATEMENTS)
    rounds = int(os.environ.get("ROUNDS") or ROUNDS)
    seconds = float(os.environ.get("DURATION") or DURATION)
    before = os.environ.get("BEFORE")
    roots = [database.ROOT, *([Path(before).resolve()] if before else [])]
    with ExitStack() as stack:
        server = database.ready(size).socket
        trackers = [
            started(stack, server, f"tracker_writing_{number}", root, size) for number, root in enumerate(roots)
        ]
        for each in trackers:
            each.measured(1.0)  # warms up
        found = [[each.measured(seconds) for each in trackers] for _ in range(rounds)]
    print(table(found))  # noqa: T201
    return 0


def started(stack: ExitStack, server: str, name: str, root: Path, size: int) -> Tracker:
    """The tracker of a checkout, started with a new data set."""
    made = database.Database(server, name)
    with database.Database(server, "postgres").connect() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    print(f"The data set of {size:,} statements for {root} …", file=sys.stderr, flush=True)  # noqa: T201
    manage(root, "", "generate_dataset", f"--statements={size}", f"--database-name={name}")
    peer = stack.enter_context(serving("tracker", made, name, root, RATE_LIMIT_KEY="0"))
    return Tracker(root, made, peer.port)


def table(found: list[list[dict[str, float]]]) -> str:
    """The medians of all rounds and, where two checkouts were measured, that of the ratios of the pairs."""
    lines = ["| a second | now | before | ratio |", "| --- | --- | --- | --- |"]
    for name in NAMES:
        rates = [[each[name] for each in one] for one in found]
        medians = [f"{statistics.median(each):,.0f}" for each in zip(*rates, strict=True)]
        ratios = sorted(now / before for now, *others in rates for before in others)
        ratio = f"{statistics.median(ratios):.1f} ({ratios[0]:.1f} to {ratios[-1]:.1f})" if ratios else ""
        lines.append(f"| {name} | {medians[0]} | {medians[1] if ratios else ''} | {ratio} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
