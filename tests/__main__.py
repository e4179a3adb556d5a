"""Everything CI checks, one line each: `python -m tests`, any arguments going to pytest.

Stops at nothing and reports all; the exit code says whether anything failed. pytest comes last, so that its own
closing line is what one sees.
"""

import difflib
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
MOST_WORKERS = 8
DIFF_LINES = 40

# The run's own throw-away database server, for the checks that need one and for pytest: never the one in use.
ENV = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONUNBUFFERED": "1"}
ENV.setdefault("TRACKER_TEST_RUN", str(os.getpid()))
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "tracker.settings",
    "PRODUCTION": "true",
    "DEBUG": "false",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "tracker.example",
}


class Result(NamedTuple):
    ok: bool
    output: str


def run(*command: str | Path, **env: str) -> Result:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=ENV | env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Result(done.returncode == 0, done.stdout.decode(errors="replace"))


def openapi_is_current() -> Result:
    with tempfile.TemporaryDirectory() as directory:
        fresh = Path(directory) / "openapi.yaml"
        made = run(PYTHON, "manage.py", "spectacular", "--validate", "--fail-on-warn", "--file", fresh)
        if not made.ok:
            return made
        committed = ROOT / "openapi.yaml"
        old, new = (path.read_text() if path.exists() else "" for path in (committed, fresh))
    if old == new:
        return Result(True, "")
    diff = list(difflib.unified_diff(old.splitlines(), new.splitlines(), "openapi.yaml", "the code", lineterm=""))
    return Result(False, "\n".join([*diff[:DIFF_LINES], "openapi.yaml is not what the code says: run `make schema`."]))


CHECKS: dict[str, Callable[[], Result]] = {
    "ruff check": lambda: run(BIN / "ruff", "check", "."),
    "ruff format": lambda: run(BIN / "ruff", "format", "--check", "."),
    "mypy": lambda: run(PYTHON, "-m", "mypy", "claims", "tracker", "manage.py"),
    "lint-imports": lambda: run(BIN / "lint-imports", "--no-cache", "--no-logo"),
    "migrations": lambda: run(PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
    "check --deploy": lambda: run(PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION),
    "openapi.yaml": openapi_is_current,
}


def timed(check: Callable[[], Result]) -> tuple[Result, float]:
    start = time.monotonic()
    return check(), time.monotonic() - start


def main(arguments: list[str]) -> int:
    with ThreadPoolExecutor(max_workers=2) as pool:
        pending = {name: pool.submit(timed, check) for name, check in CHECKS.items()}
        failed = [name for name in pending if not report(name, *pending[name].result())]
    workers = str(min(os.cpu_count() or 1, MOST_WORKERS))
    if failed:
        say(f"Failed before pytest: {', '.join(failed)}")
    pytest = subprocess.run([PYTHON, "-m", "pytest", "-n", workers, *arguments], cwd=ROOT, env=ENV, check=False)
    return pytest.returncode or bool(failed)


def report(name: str, result: Result, seconds: float) -> bool:
    say(f"{'ok  ' if result.ok else 'FAIL'}  {name:<15} {seconds:5.1f}s")
    if not result.ok:
        say("".join(f"      {line}\n" for line in result.output.splitlines()))
    return result.ok


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
