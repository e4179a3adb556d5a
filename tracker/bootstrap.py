"""Makes .venv and installs the locked requirements of `make run` or of development: `python3 tracker/bootstrap.py run`.

The system's Python runs it before anything is installed. So it uses the standard library only, and syntax that an old
Python can parse, in order to tell its user which version is needed.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDED = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# What can be installed, and the files in requirements/ that each of them takes.
REQUIREMENTS = {"run": ("base", "embedded"), "dev": ("dev",)}


def main(which: str) -> None:
    complaint = too_old(tuple(sys.version_info[:2]))
    if complaint:
        sys.exit(complaint)
    if is_installed(which, VENV, ROOT):
        return
    with (ROOT / "tracker" / "bootstrap.py").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of two processes, the second one waits, and finds everything installed
        if not is_installed(which, VENV, ROOT):
            make_venv(VENV)
            install(which)


def too_old(version: "tuple[int, ...]") -> str:
    """The message for a Python that is too old; empty if it is new enough."""
    if version >= NEEDED:
        return ""
    versions = "The tracker needs Python {}.{} or newer, and this is {}.{}.".format(*NEEDED + version)
    return versions + " Name another one: make PYTHON=python3.12"


def files(which: str, root: Path) -> "list[Path]":
    return [root / "requirements" / (name + ".txt") for name in REQUIREMENTS[which]]


def fingerprint(which: str, root: Path) -> str:
    """The SHA-256 of the requirements, in hexadecimal digits."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files(which, root))).hexdigest()


def is_installed(which: str, venv: Path, root: Path) -> bool:
    """Whether `venv` works at its path and has these requirements; `dev` includes all of `run`."""
    if not is_sound(venv):
        return False
    for name in dict.fromkeys((which, "dev")):
        stamp = venv / (name + ".installed")
        if stamp.exists() and stamp.read_text() == fingerprint(name, root):
            return True
    return False


def is_sound(venv: Path) -> bool:
    """Whether its interpreter works and the environment was not moved: its scripts contain its full path."""
    python = venv / "bin" / "python"
    pip = venv / "bin" / "pip"
    if not (os.access(str(python), os.X_OK) and pip.exists()):
        return False
    return os.fsencode(str(venv)) in pip.read_bytes()


def make_venv(venv: Path) -> None:
    if is_sound(venv):
        return
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    shutil.rmtree(str(venv), ignore_errors=True)
    say("Making .venv …")
    made = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "venv", str(venv)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if made.returncode != 0:
        shutil.rmtree(str(venv), ignore_errors=True)
        hint = ""
        if b"ensurepip" in made.stdout:
            hint = "\nOn Debian and Ubuntu: apt-get install python{}.{}-venv".format(*sys.version_info[:2])
        sys.exit(made.stdout.decode(errors="replace").strip() + hint)


def install(which: str) -> None:
    paths = [str(file.relative_to(ROOT)) for file in files(which, ROOT)]
    say("Installing {} into .venv …".format(" and ".join(paths)))
    for stamp in VENV.glob("*.installed"):  # written again at the end, so that a killed installation is repeated
        stamp.unlink()
    python = str(VENV / "bin" / "python")
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes"]
    for path in paths:
        options += ["--requirement", path]
    pip = subprocess.run([python, "-m", "pip", "install", *options], cwd=str(ROOT), check=False)  # noqa: S603
    if pip.returncode != 0:
        sys.exit("pip could not install the requirements (see above); run this again when the reason is gone.")
    (VENV / (which + ".installed")).write_text(fingerprint(which, ROOT))


def say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in REQUIREMENTS:  # noqa: PLR2004
        sys.exit("usage: python3 tracker/bootstrap.py " + "|".join(REQUIREMENTS))
    main(sys.argv[1])
