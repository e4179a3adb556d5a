"""`python -m benchmarks.hostile`: sends hostile texts of growing length through each door that takes text.

Twice the length should take about twice the time. The tracker is started on the data set of `make bench`.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from urllib.parse import quote

from benchmarks import database
from benchmarks.__main__ import say
from benchmarks.options import HOST, Options
from benchmarks.peers import serving

PATIENCE = 60  # seconds
LENGTHS = (1_250, 2_500, 5_000, 10_000)
SHORT = 20  # where a door takes 500 characters: lengths divided by this
ROUNDS = 3
# What patterns for addresses, sentences, tags and visible texts, and the parser of JSON, could take long for.
TEXTS: dict[str, Callable[[int], str]] = {
    "hyphens": lambda size: "a-" * (size // 2 - 1) + ".",
    "dots": lambda size: "." * size,
    "labels": lambda size: "a." * (size // 2),
    "spaces": lambda size: ". " + " " * (size - 3) + "a",
    "quotation marks": lambda size: '"' * size,
    "hash signs": lambda size: "#aA" * (size // 3),
    "control character": lambda size: "x" * (size - 1) + "\x01",
    "one word": lambda size: "x" * size,
    "words": lambda size: " ".join(f"w{number}" for number in range(size // 5)),
    "combining marks": lambda size: "e\u0301" * (size // 2),
}


def requests(text: str) -> Iterator[tuple[str, str, str, bytes | None]]:
    """The requests that carry the text: name of the door, method, address, body."""
    short = quote(text[: max(1, len(text) // SHORT)])
    yield "match, in the body", "POST", "/api/v1/claims/match/", json.dumps({"text": text}).encode()
    yield "match, in the address", "GET", f"/api/v1/claims/match/?text={quote(text)}", None
    yield "search", "GET", f"/api/v1/search/?q={short}", None
    yield "search page", "GET", f"/search/?q={short}", None
    yield "a filter", "GET", f"/api/v1/statements/?role={short}", None
    yield "an unknown parameter", "GET", f"/api/v1/statements/?{quote(text)}=1", None
    yield "a slug", "GET", f"/api/v1/claims/{short}/", None


def seconds(port: int, method: str, address: str, body: bytes | None) -> float:
    """The shortest of some measurements."""
    taken = []
    for _ in range(ROUNDS):
        connection = HTTPConnection(HOST, port, timeout=PATIENCE)
        started = time.perf_counter()
        connection.request(method, address, body, {"Content-Type": "application/json"} if body else {})
        connection.getresponse().read()
        taken.append(time.perf_counter() - started)
        connection.close()
    return min(taken)


def main() -> int:
    made = database.ready(Options.read().statements)
    say(f"Milliseconds for texts of {LENGTHS} characters (a {SHORT}th of it where a door takes 500 characters):")
    with serving("tracker", made) as tracker:
        for name, text in TEXTS.items():
            sized = zip(*(list(requests(text(size))) for size in LENGTHS), strict=True)
            for same in sized:
                taken = [seconds(tracker.port, *request[1:]) * 1000 for request in same]
                print(f"{name:20} {same[0][0]:24}", *(f"{each:9.1f}" for each in taken))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
