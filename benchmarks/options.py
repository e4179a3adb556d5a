"""What to measure and for how long: read from the environment."""

import os
from dataclasses import dataclass

CONNECTIONS = 16
THREADS = 4  # of the WSGI servers, and connections to the database of the others
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Options:
    """STATEMENTS in the data set; DURATION of each measurement in seconds; ROUNDS; RATE of the latency phase.

    Without RATE, it is half of what the slowest peer answers in a second, for each workload.
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
