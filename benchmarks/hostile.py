"""`python -m benchmarks.hostile`: sends hostile texts of growing length through each door that takes text.

Twice the length should take about twice the time. The tracker is started on the data set of `make bench`.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import quote

from benchmarks import database
from benchmarks.__main__ import say
from benchmarks.options import HOST, Options
from benchmarks.peers import Peer, serving

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
# What a quote repeats, so that each cited text stands in many places of it and of its source.
REPEATED = {"one word": "so ", "two words": "so it ", "a sentence": "We shall see. "}
CITATIONS = 50  # as many as a statement may have
MARK = "hostile-quote"  # begins the slugs of what is recorded
# The SQL that removes it.
OF_STATEMENTS = "statement_id IN (SELECT id FROM claims_statement WHERE slug LIKE %s)"
STATEMENTS = (
    f"DELETE FROM claims_citation WHERE {OF_STATEMENTS}",  # noqa: S608
    "DELETE FROM claims_statement WHERE slug LIKE %s",
)
SOURCES = ("DELETE FROM claims_source WHERE slug LIKE %s",)


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


def quotes(text: str, slug: str, headers: dict[str, str]) -> Iterator[Sent]:
    """The requests that record the text as a quote with one citation, and with many that overlap."""
    row = {"speaker": "speaker-000001", "source": slug, "kind": "quote", "text": text, "made_on": "2024-01-01"}
    words = text.split()
    many = [" ".join(words[: max(1, len(words) * part // CITATIONS)]) for part in range(1, CITATIONS + 1)]
    for door, cited in (("a quote", [text]), ("a quote cited often", list(dict.fromkeys(many)))):
        body = {**row, "slug": f"{slug}-{len(cited)}", "citations": [{"exact": each} for each in cited]}
        yield Sent(door, "PUT", f"/api/v1/statements/{body['slug']}/", json.dumps(body).encode(), headers)


def seconds(port: int, sent: Sent, undo: Callable[[], object] = lambda: None) -> float:
    """The shortest of some measurements; `undo` is called after each."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        send(port, sent)
        taken.append(time.perf_counter() - started)
        undo()
    return min(taken)


def send(port: int, sent: Sent) -> None:
    """Sends a request. Ends the program if one with a key records nothing."""
    connection = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request(sent.method, sent.address, sent.body, sent.headers)
        response = connection.getresponse()
        answer = response.read()
    finally:
        connection.close()
    if "Authorization" in sent.headers and response.status != HTTPStatus.CREATED:
        raise SystemExit(f"{sent.door}: {response.status} {answer[:500].decode()}")


def main() -> int:
    made = database.ready(Options.read().statements)
    say(f"Milliseconds for texts of {LENGTHS} characters (a {SHORT}th of it where a door takes 500 characters):")
    with serving("tracker", made) as tracker:
        send_quotes(tracker, made)
        for name, text in TEXTS.items():
            sized = zip(*(list(requests(text(size))) for size in LENGTHS), strict=True)
            for same in sized:
                show(name, same[0].door, [seconds(tracker.port, sent) for sent in same])
    return 0


def send_quotes(tracker: Peer, made: database.Database) -> None:
    """Records quotes with a coder's key, each in a source that has its text; removes them again."""
    with made.connect() as connection, coder(made) as headers:

        def remove(*deletes: str) -> None:
            with connection.transaction():
                for sql in deletes:
                    connection.execute(sql, [f"{MARK}%"])

        try:
            for name, repeated in REPEATED.items():
                sized = []
                for size in LENGTHS:
                    text, slug = (repeated * (size // len(repeated))).strip(), f"{MARK}-{size}"
                    source = {"slug": slug, "kind": "document", "headline": MARK, "language": "en", "content": text}
                    post = Sent("a source", "PUT", f"/api/v1/sources/{slug}/", json.dumps(source).encode(), headers)
                    send(tracker.port, post)
                    sized.append(list(quotes(text, slug, headers)))
                for same in zip(*sized, strict=True):
                    taken = [seconds(tracker.port, sent, lambda: remove(*STATEMENTS)) for sent in same]
                    show(name, same[0].door, taken)
                remove(*STATEMENTS, *SOURCES)
        finally:
            remove(*STATEMENTS, *SOURCES)


@contextmanager
def coder(made: database.Database) -> Iterator[dict[str, str]]:
    """The headers of a request with a new key of a coder, which is revoked afterwards."""
    key = manage(made, "create", "--owner=benchmark", "--role=coder", f"--name={MARK}")
    try:
        yield JSON | {"Authorization": f"Bearer {key}"}
    finally:
        manage(made, "revoke", key.split("_")[1])


def manage(made: database.Database, *command: str) -> str:
    """What `manage.py api_key` writes to its output."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "api_key", *command],
        cwd=database.ROOT,
        env={**os.environ, "DATABASE_URL": made.url},
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return done.stdout.strip()


def show(name: str, door: str, taken: list[float]) -> None:
    print(f"{name:20} {door:24}", *(f"{each * 1000:9.1f}" for each in taken), flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
