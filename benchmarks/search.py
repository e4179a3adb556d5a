"""`python -m benchmarks.search`: the latency of searches, and what their indexes cost when rows are written."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.parse import urlencode

import psycopg

from benchmarks import database, engine, load
from benchmarks.__main__ import say
from benchmarks.exchange import Request, get
from benchmarks.options import Options
from benchmarks.peers import Peer, serving
from benchmarks.results import LATEST, percentile

HALF = 0.5
RATE = 5.0  # requests a second, unless RATE says otherwise
LEAST_ANSWERS = 100
WARM_UP = 6  # executions on each connection; PostgreSQL can use a generic plan from the sixth on
INDEXES = ("claim_document", "statement_document", "incident_document", "source_document", "speaker_folded_names")
INDEXES += ("claim_language", "statement_language", "source_language")
# Words of statements with the share of rows that contain them, most frequent first; and names.
WORDS = """
    SELECT lexeme, share
    FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) w (lexeme, share)
    WHERE tablename = 'claims_statement' AND attname = 'document' AND lexeme ~ '^[a-z]{4,}$' ORDER BY share DESC, lexeme
"""
NAMES = "SELECT name FROM claims_speaker WHERE kind = 'person' AND id % 97 = 1 ORDER BY id LIMIT 5"
PLACES = "SELECT split_part(location_name, ' ', 1) FROM claims_incident WHERE location_name <> '' ORDER BY id LIMIT 5"


def main() -> int:
    options = Options.read()
    say(f"The data set of {options.statements:,} statements …")
    made = database.ready(options.statements)
    with made.connect() as connection:
        asked = queries(connection)
        found: dict[str, object] = {"statements": options.statements, "index_seconds": build(connection)}
        say("tantivy …")
        found["tantivy"] = engine.latencies(engine.index(connection), asked["mixed"])
    with serving("tracker", made) as tracker:
        found |= {name: latencies(tracker, name, each, options) for name, each in asked.items()}
    found["writes"] = writes(made)
    text = json.dumps(found, indent=2, ensure_ascii=False)
    LATEST.parent.mkdir(exist_ok=True)
    LATEST.with_name("search.json").write_text(text + "\n", encoding="utf-8")
    print(text)  # noqa: T201
    return 0


def queries(connection: psycopg.Connection) -> dict[str, list[str]]:
    """The queries: a mix of rare and frequent words, pairs and names, and a query that half of the rows match."""
    words = connection.execute(WORDS).fetchall()
    names, places = ([name for (name,) in connection.execute(sql)] for sql in (NAMES, PLACES))
    common, rare = [word for word, _ in words[:20]], [word for word, _ in words[-20:]]
    pairs = [f"{one} {other}" for one, other in zip(common, rare, strict=True)]
    mixed = [each for row in zip(common, rare, pairs, names * 4, places * 4, strict=False) for each in row]
    half, share = [], 0.0
    for word, part in words:
        if share < HALF:
            half.append(word)
            share = 1 - (1 - share) * (1 - part)
    return {
        "mixed": mixed,
        "half_of_the_rows": [" or ".join(half)],
        "facets": [f"{word}&facets=true" for word in mixed],
    }


def latencies(tracker: Peer, name: str, asked: list[str], options: Options) -> dict[str, float]:
    """The latencies at a fixed rate, in milliseconds."""
    requests = [request(each) for each in asked]
    say(f"{name}: warming up …")
    for each in (requests * WARM_UP)[: max(len(requests), 4 * WARM_UP)]:
        get(tracker.port, each)
    rate = options.rate or RATE
    say(f"{name}: {rate:g} a second …")
    outcome = load.pace(tracker.port, requests, max(options.duration, LEAST_ANSWERS / rate), rate)
    if outcome.errors:
        raise SystemExit(f"{outcome.errors} of {outcome.answers} answers to {name} were errors.")
    figures = {f"p{percent}_ms": percentile(outcome.latencies, percent) * 1000 for percent in (50, 99)}
    return {"rate": rate} | {name: round(value, 1) for name, value in figures.items()}


def request(asked: str) -> Request:
    words, _, more = asked.partition("&")
    return Request(f"/api/v1/search/?{urlencode({'q': words})}{more and f'&{more}'}")


def build(connection: psycopg.Connection) -> dict[str, float]:
    """The seconds that REINDEX takes for each index."""
    return {name: timed(lambda name=name: connection.execute(f"REINDEX INDEX {name}")) for name in INDEXES}  # type: ignore[misc]


def writes(made: database.Database) -> object:
    """The cost of writes (writes.py), in a process of its own, whose DATABASE_URL is the data set."""
    say("Writes …")
    environment = {**os.environ, "DATABASE_URL": made.url}
    command = [sys.executable, "-m", "benchmarks.writes"]
    done = subprocess.run(command, cwd=database.ROOT, env=environment, check=True, stdout=subprocess.PIPE)  # noqa: S603
    return json.loads(done.stdout)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return round(time.perf_counter() - start, 2)


if __name__ == "__main__":
    sys.exit(main())
