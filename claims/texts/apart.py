"""Reads a file in a process of its own, so that a hostile one can use up neither the time nor the memory of the server.

Starting it takes about a quarter of a second.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from claims.texts.proposal import MAX_FILE, BusyError, Cue, Proposal, UnreadableError

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20  # until the process is ended, whatever it waits for
PLACES = 2  # files that one process of the server reads at a time
WAIT = 5  # seconds for such a place
TOO_MUCH = "Reading the file takes more time or memory than it may. Save its text alone, or paste it."
TURNS = BoundedSemaphore(PLACES)


def read_apart(data: bytes, name: str = "", media_type: str = "", address: str = "") -> Proposal:
    """The proposal for a file, as `claims.texts.extract.extract` makes it.

    Raises:
        UnreadableError: it cannot be read, or not within the bounds.
        BusyError: other files are being read.
    """
    if len(data) > MAX_FILE:
        raise UnreadableError(f"The file has {len(data):,} bytes, and at most {MAX_FILE:,} are read.")
    if not TURNS.acquire(timeout=WAIT):
        raise BusyError("Other files are being read just now: try again in a few seconds.")
    try:
        return asked(data, {"name": name, "media_type": media_type, "address": address})
    finally:
        TURNS.release()


def asked(data: bytes, question: dict[str, str]) -> Proposal:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "claims.texts"],
            input=json.dumps(question).encode() + b"\n" + data,
            capture_output=True,
            cwd=ROOT,
            # Nothing of the environment: neither its secrets nor its proxies.
            env={"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=SECONDS,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"unreadable": ""}
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise UnreadableError(TOO_MUCH) from error
    if "found" not in answer:
        raise UnreadableError(answer["unreadable"] or TOO_MUCH)
    return proposal_of(answer["found"])


def proposal_of(row: dict[str, Any]) -> Proposal:
    day = date.fromisoformat(row["published_on"]) if row["published_on"] else None
    cues = tuple(Cue(*each) for each in row["cues"])
    return Proposal(**{**row, "published_on": day, "notes": tuple(row["notes"]), "cues": cues})
