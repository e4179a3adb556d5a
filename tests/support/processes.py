"""Other programs, run with their output as text."""

import os
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent


def run(*command: str | Path, cwd: Path, given: str = "", seconds: float = 120) -> str:
    """The output of a command, stdout and stderr; the test fails with it if the command fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        # The generator of the Python client formats its output with the ruff that it finds.
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr
