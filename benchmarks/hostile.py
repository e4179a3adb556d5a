"""`python -m benchmarks.hostile`: sends hostile texts of growing length through each door that takes text.

Twice the length should take about twice the time. The tracker is started on the data set of `make bench`.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import quote

from benchmarks import database
from benchmarks.__main__ import say
from benchmarks.options import HOST, Options
from benchmarks.peers import serving

PATIENCE = 60  # seconds
LENGTHS = (1_250, 2_500, 5_000, 10_000)
SHORT = 20  # where a door takes 500 characters: lengths divided by this
ROUNDS = 3
MATCH = "/api/v1/claims/match/"
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
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
    "letters and digits": lambda size: "1a" * (size // 2),
    "thousands": lambda size: "1,000 " * (size // 6),
    "a script without spaces": lambda size: "中" * size,
}


class Sent(NamedTuple):
    """A request that carries a text, and the name of the door that it goes through."""

    door: str
    method: str
    address: str
    body: bytes | None = None
    headers: dict[str, str] = {}


def requests(text: str) -> Iterator[Sent]:
    """The requests that carry the text, whole or in many small parts."""
    short = quote(text[: max(1, len(text) // SHORT)])
    parts = [quote(text[at : at + 10]) for at in range(0, len(text), 100)]
    yield Sent("match, in the body", "POST", MATCH, json.dumps({"text": text}).encode(), JSON)
    yield Sent("match, in the address", "GET", f"{MATCH}?text={quote(text)}")
    yield Sent(
        "names in a body",
        "POST",
        MATCH,
        json.dumps({f"{number}{text[:9]}": 1 for number in range(len(text) // 10)}).encode(),
        JSON,
    )
    yield Sent("search", "GET", f"/api/v1/search/?q={short}")
    yield Sent("search page", "GET", f"/search/?q={short}")
    yield Sent("a filter", "GET", f"/api/v1/statements/?role={short}")
    yield Sent(
        "slugs in a filter",
        "GET",
        "/api/v1/statements/?" + "&".join(f"claim={part}-{number}" for number, part in enumerate(parts)),
    )
    yield Sent("an unknown parameter", "GET", f"/api/v1/statements/?{quote(text)}=1")
    yield Sent(
        "unknown parameters",
        "GET",
        "/api/v1/statements/?" + "&".join(f"{part}{number}=1" for number, part in enumerate(parts)),
    )
    yield Sent(
        "fields",
        "GET",
        "/api/v1/statements/?fields=" + ",".join(f"{part}{number}" for number, part in enumerate(parts)),
    )
    yield Sent("a cursor", "GET", f"/api/v1/statements/?cursor={quote(text)}")
    yield Sent("a slug", "GET", f"/api/v1/claims/{short}/")
    yield Sent("If-None-Match", "GET", "/api/v1/topics/", None, {"If-None-Match": short})
    yield Sent("a login", "POST", "/admin/login/", f"username={quote(text)}".encode()[:10_000], FORM)


def seconds(port: int, sent: Sent) -> float:
    """The shortest of some measurements."""
    taken = []
    for _ in range(ROUNDS):
        connection = HTTPConnection(HOST, port, timeout=PATIENCE)
        started = time.perf_counter()
        connection.request(sent.method, sent.address, sent.body, sent.headers)
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
                taken = [seconds(tracker.port, sent) * 1000 for sent in same]
                print(f"{name:20} {same[0].door:24}", *(f"{each:9.1f}" for each in taken))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
