"""`python -m benchmarks.streams`: streams all statements, as each form, while two of them are written again and again.

For each form: rows a second, seconds until the first byte, megabytes, and the largest resident memory of the worker so
far. A writer changes the sources of the first and the last row in one transaction, so that a stream that is not of one
moment has them apart. FORMS says which forms, `ndjson csv` by default.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from benchmarks import database
from benchmarks.__main__ import say
from benchmarks.options import HOST, Options
from benchmarks.peers import Peer, serving

FORMS = os.environ.get("FORMS", "ndjson csv").split()
CODINGS = ("identity", "zstd")
PART = 2**16  # bytes
MARK = b"written-"  # begins the publisher that the writer writes
ENDS = """SELECT id, publisher FROM claims_source WHERE id = (
    SELECT source_id FROM claims_statement ORDER BY made_on {0}, id {0} LIMIT 1)"""
WRITE = "UPDATE claims_source SET publisher = %s WHERE id = ANY (%s)"


@contextmanager
def written(made: database.Database) -> Iterator[list[int]]:
    """Sources of two rows are written together again and again; yields a list with the number of writes."""
    done, stop = [0], threading.Event()
    with made.connect() as connection:
        ends: list[Any] = [connection.execute(ENDS.format(way)).fetchone() for way in ("DESC", "ASC")]

        def write() -> None:
            while not stop.wait(0.01):
                done[0] += 1
                connection.execute(WRITE, [f"{MARK.decode()}{done[0]}", [source for source, _ in ends]])

        writer = threading.Thread(target=write)
        writer.start()
        try:
            yield done
        finally:
            stop.set()
            writer.join()
            for source, publisher in ends:
                connection.execute(WRITE, [publisher, [source]])


def measure(peer: Peer, form: str, coding: str, rows: int) -> None:
    """Reads one stream and prints a line about it; ends the program if it is not whole and of one moment."""
    connection = HTTPConnection(HOST, peer.port, timeout=3600)
    connection.request("GET", f"/api/v1/statements/?format={form}", headers={"Accept-Encoding": coding})
    started = time.perf_counter()
    answer = connection.getresponse()
    first = time.perf_counter() - started
    size, begun, ended = 0, b"", b""
    while part := answer.read(PART):
        size += len(part)
        begun, ended = begun or part, (ended + part)[-PART:]
    seconds = time.perf_counter() - started
    connection.close()
    if answer.status != 200:  # noqa: PLR2004
        raise SystemExit(f"{form}: {answer.status} {ended.decode(errors='replace')}")
    if coding == "identity" and form != "xlsx":
        check(begun, ended, rows)
    print(  # noqa: T201
        f"{form:7} {coding:9} {rows / seconds:9,.0f} rows/s  first byte {first * 1000:6.0f} ms  {size / 1e6:9,.1f} MB"
        f"  {peak(peer):6.0f} MiB",
        flush=True,
    )


def check(begun: bytes, ended: bytes, rows: int) -> None:
    """Ends the program unless a stream says that it is complete, and its ends were written together."""
    last = ended.rstrip().rpartition(b"\n")[2]
    found = [part.partition(MARK)[2].split(b'"')[0] for part in (begun, ended)]
    if f"{rows}" not in last.decode() or b"complete" not in last or not found[0] or found[0] != found[1]:
        raise SystemExit(f"The stream is not whole, or not of one moment: {last!r} {found}")


def peak(peer: Peer) -> float:
    """The largest resident memory so far of the worker, which is the largest process, in MiB."""
    lines = [Path(f"/proc/{each.pid}/status").read_text(encoding="ascii") for each in peer.tree()]
    return max(int(each.partition("VmHWM:")[2].split()[0]) for each in lines) / 1024


def main() -> int:
    options = Options.read()
    made = database.ready(options.statements)
    say(f"{options.statements:,} statements, while two of them are written:")
    with written(made) as writes:
        for form in FORMS:
            for coding in CODINGS if form != "xlsx" else CODINGS[:1]:
                with serving("tracker", made) as tracker:
                    measure(tracker, form, coding, options.statements)
    print(f"{writes[0]:,} writes")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
