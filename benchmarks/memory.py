"""`python -m benchmarks.memory`: the memory of a worker that keeps answers, over a million requests of all sorts."""

import os
import sys

from benchmarks import database, workloads
from benchmarks.__main__ import check_outcome, say
from benchmarks.options import Options
from benchmarks.peers import MEBIBYTE, Peer, serving

REQUESTS = int(os.environ.get("REQUESTS", "1000000"))
SECONDS = 2.0  # of one workload, before the next one


def main() -> int:
    options = Options.read()
    made = database.ready(options.statements)
    with made.connect() as connection:
        subjects = workloads.choose(connection, options.statements)
    with serving("tracker_kept", made) as tracker:
        print(f"{0:>9,} requests  {worker(tracker):.0f} MiB")  # noqa: T201
        answers, printed = 0, 0
        while answers < REQUESTS:
            for name in workloads.NAMES:
                outcome, _ = tracker.saturate(name, subjects, SECONDS)
                check_outcome(outcome, tracker, name)
                answers += outcome.answers
            if answers - printed >= REQUESTS // 10:
                printed = answers
                print(f"{answers:>9,} requests  {worker(tracker):.0f} MiB", flush=True)  # noqa: T201
    say("Without the parent process, which answers nothing.")
    return 0


def worker(tracker: Peer) -> float:
    """The resident memory of the worker, in MiB: of the process below the one that was started."""
    return max(each.memory_info().rss for each in tracker.process.children(recursive=True)) / MEBIBYTE


if __name__ == "__main__":
    sys.exit(main())
