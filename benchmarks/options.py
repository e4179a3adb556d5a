"""The options of a benchmark, read from environment variables."""

import os
from dataclasses import dataclass

CONNECTIONS = 16
THREADS = 4  # threads of the WSGI servers, and database connections of the others
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Options:
    """STATEMENTS in the data set, DURATION of a measurement in seconds, ROUNDS, and RATE of the latency measurement.

    Without RATE, each workload takes half the throughput of the slowest server.
    """

    statements: int
    duration: float
    rounds: int
    rate: float | None

    @classmethod
    def read(cls) -> "Options":
        rate = os.environ.get("RATE", "")
        return cls(
            statements=int(os.environ.get("STATEMENTS") or 1_000_000),
            duration=float(os.environ.get("DURATION") or 5),
            rounds=int(os.environ.get("ROUNDS") or 3),
            rate=float(rate) if rate else None,
        )
