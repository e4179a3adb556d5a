"""`python -m benchmarks.matching --claims … --queries … --qrels …`: the quality and speed of matching.

Loads the claims with `loaddata`, serves them, sends each query to `POST /api/v1/claims/match/`, and prints MAP@5, P@1,
hit@10 and times. The files are in TREC's formats; those of claims and queries are tab-separated with a heading.
"""

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.matching import trec

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv-bench"
PATH = "/api/v1/claims/match/"


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    for name in ("claims", "queries", "qrels"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    given = arguments.parse_args()
    claims, queries = trec.claims(given.claims), trec.judged(given.queries, given.qrels)
    try:
        from benchmarks.matching.database import filled  # noqa: PLC0415 - both need packages of requirements/bench.txt
        from benchmarks.peers import serving  # noqa: PLC0415
    except ImportError:
        return run_in_bench_environment()
    say(f"Loading {len(claims):,} claims …")
    with filled(claims) as (database, slugs), serving("tracker", database, "matching", RATE_LIMIT_ADDRESS="0") as peer:
        say(f"Asking {len(queries):,} queries …")
        ranked, seconds = {}, []
        for name, query in queries.items():
            started = time.perf_counter()
            found = ask(peer.port, query.text)
            seconds.append(time.perf_counter() - started)
            ranked[name] = [slugs[each["claim"]["slug"]] for each in found["results"]]
    for measure, value in trec.measures(ranked, queries).items():
        say(f"{measure:8}{value:.4f}")
    centiles = statistics.quantiles(seconds, n=100)
    say(f"{'time':8}{1_000 * centiles[49]:.1f} ms median, {1_000 * centiles[98]:.1f} ms p99, over HTTP")
    return 0


def run_in_bench_environment() -> int:
    """Runs this command again in the environment of `make bench`, which is made if it is missing."""
    if Path(sys.prefix) == VENV:
        raise SystemExit(f"{VENV} lacks what requirements/bench.txt names: remove it.")
    subprocess.run(["make", "--quiet", str(VENV.relative_to(ROOT))], cwd=ROOT, check=True)  # noqa: S603, S607
    again = [str(VENV / "bin" / "python"), "-m", "benchmarks.matching", *sys.argv[1:]]
    return subprocess.run(again, check=False).returncode  # noqa: S603


def ask(port: int, text: str) -> dict:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        body = json.dumps({"text": text, "limit": trec.HIT_DEPTH, "sentences": False})
        connection.request("POST", PATH, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = response.read()
    finally:
        connection.close()
    if response.status != http.HTTPStatus.OK:
        raise SystemExit(f"{PATH}: {response.status} {answer[:500].decode(errors='replace')}")
    return json.loads(answer)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
