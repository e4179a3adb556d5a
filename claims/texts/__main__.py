"""The process in which one file is read: bounded in time and memory, without a network or secrets of the tracker.

It takes a line of JSON and the bytes of the file, and answers with JSON.
"""

import json
import resource
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from claims.texts.proposal import UnreadableError

SECONDS = 10  # of the processor
MEMORY = 1024 * 1024 * 1024  # bytes of addresses


def limit() -> None:
    """Bounds this process. macOS does not know the limit of memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    limit()
    # The libraries are loaded within the limits.
    from claims.texts.extract import extract  # noqa: PLC0415

    # Whatever a library prints must not stand in the answer.
    answer, sys.stdout = sys.stdout, sys.stderr
    row: dict[str, Any]
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        found = extract(sys.stdin.buffer.read(), **asked)
        row = {"found": {**asdict(found), "published_on": str(found.published_on or "")}}
    except UnreadableError as error:
        row = {"unreadable": str(error)}
    except (MemoryError, RecursionError):
        row = {"unreadable": ""}
    json.dump(row, answer)


if __name__ == "__main__":
    main()
