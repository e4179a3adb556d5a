"""Makes .venv and installs what requirements/<dev|base>.txt locks, once: `python3 tracker/bootstrap.py dev`.

Run by the system's Python before anything is installed: standard library only, and syntax that an old Python still
reads, so that it can say what is wrong.
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


def main(which: str) -> None:
    complaint = too_old(tuple(sys.version_info[:2]))
    if complaint:
        sys.exit(complaint)
    if is_installed(which, VENV, ROOT):
        return
    with (ROOT / "tracker" / "bootstrap.py").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two at once: the second waits, and finds everything done
        if not is_installed(which, VENV, ROOT):
            make_venv(VENV)
            install(which)


def too_old(version: "tuple[int, ...]") -> str:
    """What to tell somebody whose Python is too old; empty if it is not."""
    if version >= NEEDED:
        return ""
    versions = "The tracker needs Python {}.{} or newer, and this is {}.{}.".format(*NEEDED + version)
    return versions + " Name another one: make PYTHON=python3.12"


def fingerprint(which: str, root: Path) -> str:
    return hashlib.sha256((root / "requirements" / (which + ".txt")).read_bytes()).hexdigest()


def is_installed(which: str, venv: Path, root: Path) -> bool:
    """Whether `venv` works where it lies, and holds these requirements; those of development hold the others."""
    if not is_sound(venv):
        return False
    for name in dict.fromkeys((which, "dev")):
        stamp = venv / (name + ".installed")
        if stamp.exists() and stamp.read_text() == fingerprint(name, root):
            return True
    return False


def is_sound(venv: Path) -> bool:
    """Its interpreter is there, and it was not moved: its scripts name their interpreter by its full path."""
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
    say(f"Installing requirements/{which}.txt into .venv …")
    for stamp in VENV.glob("*.installed"):  # written last, so that an installation that was killed is repeated
        stamp.unlink()
    python = str(VENV / "bin" / "python")
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes"]
    requirements = str(ROOT / "requirements" / (which + ".txt"))
    pip = subprocess.run(  # noqa: S603
        [python, "-m", "pip", "install", *options, "--requirement", requirements], check=False
    )
    if pip.returncode != 0:
        sys.exit("pip could not install the requirements (see above); run this again when the reason is gone.")
    (VENV / (which + ".installed")).write_text(fingerprint(which, ROOT))


def say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    if sys.argv[1:] not in (["dev"], ["base"]):
        sys.exit("usage: python3 tracker/bootstrap.py dev|base")
    main(sys.argv[1])
