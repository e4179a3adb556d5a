"""Clients that others generate from openapi.yaml: in TypeScript and in Python, without a warning, with useful types."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.clients import Get

DOCUMENT = Path(settings.BASE_DIR) / "openapi.yaml"
TYPESCRIPT = Path(settings.BASE_DIR) / "tests" / "clients"
BIN = Path(sys.executable).parent

# What a user of the generated Python client would write; the answer comes in on stdin.
PARSE = """
import importlib, json, pkgutil, sys
import tracker_client
from tracker_client import models
for module in pkgutil.walk_packages(tracker_client.__path__, "tracker_client."):
    importlib.import_module(module.name)
answer = json.load(sys.stdin)
page = models.StancePage.from_dict(answer)
assert page.next_ is None, page.next_
for stance, row in zip(page.results, answer["results"], strict=True):
    assert stance.position is models.StancePosition.DENIES
    assert stance.statement.made_on.isoformat() == row["statement"]["made_on"]
    assert stance.statement.speaker.kind.value == row["statement"]["speaker"]["kind"]
    assert not stance.additional_properties, stance.additional_properties
back = json.loads(json.dumps(page.to_dict()).replace("+00:00", "Z"))
assert back == answer, (back, answer)
"""


def run(*command: str | Path, cwd: Path, given: str = "", seconds: float = 120) -> str:
    """The output of a command, stdout and stderr; the test fails with it if the command fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        # The Python generator formats its output with the ruff that it finds.
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason="node is not installed")
def test_typescript_knows_who_denied_a_claim(tmp_path: Path) -> None:
    for file in TYPESCRIPT.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=tmp_path, seconds=300)
    installed = tmp_path / "node_modules" / ".bin"
    said = run(installed / "openapi-typescript", DOCUMENT, "--output", "schema.d.ts", cwd=tmp_path)
    assert "warn" not in said.lower(), said
    run(installed / "tsc", "--strict", "--noEmit", "--project", ".", cwd=tmp_path)


@pytest.mark.usefixtures("article")
def test_the_python_client_reads_an_answer(tmp_path: Path, get: Get) -> None:
    package = tmp_path / "tracker_client"
    run(
        BIN / "openapi-python-client",
        "generate",
        *("--path", DOCUMENT, "--output-path", package, "--meta", "none", "--fail-on-warning"),
        cwd=tmp_path,
    )
    run(sys.executable, "-W", "error", "-m", "compileall", "-q", package, cwd=tmp_path)
    answer = get("claims/russia-responsible-for-copenhagen-drones/stances/?position=denies")
    assert answer["results"]
    run(sys.executable, "-c", PARSE, cwd=tmp_path, given=json.dumps(answer))
