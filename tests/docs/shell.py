"""A terminal for the commands of the documents: a folder, an environment without the test run's settings, programs."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.support.copies import BASE
from tests.support.processes import BIN
from tests.support.served import HOST, PATIENCE

# What the test run sets, or a developer for the own tracker, and what names another environment of Python.
FOREIGN = ("DATABASE", "DATA_DIR", "DJANGO", "TRACKER", "PYTEST", "PG", "VIRTUAL_ENV", "MAKE", "SECRET_KEY", "PORT")


class Shell:
    """Runs commands as they are written, in `folder`; `python3` is the one that runs the tests."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        self.environment = kept | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"} | environment

    def run(self, command: str, given: str = "", seconds: float = 600) -> str:
        """The output of a command; the test fails with it if the command fails."""
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
            start_new_session=True,  # without a terminal, programs read passwords from the input
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        return done.stdout

    @contextmanager
    def serving(self, command: str, port: int, host: str = HOST) -> Iterator[None]:
        """Runs a command that serves on this port until Ctrl-C, which it gets in the end."""
        # What runs in the background ignores Ctrl-C, and so would the programs that it starts.
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        with (self.folder / "served.log").open("wb") as log:
            process = subprocess.Popen(
                ["sh", "-c", command],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            deadline = time.monotonic() + 5 * PATIENCE
            while get(port, "/healthz", host)[0] != 200:
                assert process.poll() is None, (self.folder / "served.log").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.2)
            yield
        finally:
            # Once more where granian has missed the first: it may, while it notices that its workers have ended.
            for _ in range(3):
                with suppress(ProcessLookupError, subprocess.TimeoutExpired):
                    os.killpg(process.pid, signal.SIGINT)
                    process.wait(timeout=PATIENCE / 2)
            process.wait(timeout=1)


def get(port: int, path: str, host: str = HOST, **headers: str) -> tuple[int, str]:
    """The status and the body of an answer; 0 where nothing answers."""
    asked = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        asked.request("GET", path, headers={"Host": host, **headers})
        answer = asked.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, HTTPException):
        return 0, ""
    finally:
        asked.close()


def block(document: str, first: str) -> list[str]:
    """The commands of the block of a document that begins with this text, one each, without comments."""
    found = [lines for lines in blocks(document) if lines[0].startswith(first)]
    assert len(found) == 1, f"{document} has {len(found)} blocks that begin with {first!r}"
    return found[0]


def blocks(document: str) -> list[list[str]]:
    """The commands of all blocks of shell commands."""
    text = (BASE / document).read_text(encoding="utf-8")
    fenced = text.split("\n```")[1::2]
    bodies = [each.partition("\n")[2] for each in fenced if each.partition("\n")[0] in {"sh", "cron"}]
    return [
        [line.split(" #")[0].strip() for line in body.replace("\\\n", " ").splitlines() if line.strip()]
        for body in bodies
    ]
