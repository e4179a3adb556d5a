"""The decisions of `make` before anything is installed; the tests install nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tracker import bootstrap

SOURCE = Path(bootstrap.__file__)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with requirements and a virtual environment of its own."""
    (tmp_path / "requirements").mkdir()
    for name in ("base", "embedded", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    binaries = tmp_path / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "python").symlink_to(sys.executable)
    (binaries / "pip").write_text(f"#!{binaries}/python\n")
    return tmp_path


def stamp(root: Path, name: str) -> None:
    (root / ".venv" / f"{name}.installed").write_text(bootstrap.fingerprint(name, root))


def installed(root: Path) -> list[str]:
    return [name for name in ("run", "dev") if bootstrap.is_installed(name, root / ".venv", root)]


def test_an_old_python_is_told_which_one_is_needed():
    assert "needs Python 3.11 or newer, and this is 3.9" in bootstrap.too_old((3, 9))
    assert bootstrap.too_old((3, 11)) == bootstrap.too_old((3, 14)) == ""


def test_an_old_python_can_read_the_file_at_all():
    ast.parse(SOURCE.read_text(), feature_version=(3, 6))


def test_an_interrupted_installation_does_not_count(root):
    assert installed(root) == []


def test_what_development_needs_holds_what_running_needs(root):
    stamp(root, "run")
    assert installed(root) == ["run"]
    stamp(root, "dev")
    assert installed(root) == ["run", "dev"]


def test_changed_requirements_are_installed_again(root):
    stamp(root, "dev")
    (root / "requirements" / "dev.txt").write_text("dev==2\n")
    assert installed(root) == []


def test_a_broken_or_moved_environment_does_not_count(root):
    stamp(root, "dev")
    moved = root.with_name(f"{root.name} moved")
    root.rename(moved)
    assert installed(moved) == []
    moved.rename(root)
    assert installed(root) == ["run", "dev"]
    (root / ".venv" / "bin" / "python").unlink()
    (root / ".venv" / "bin" / "python").symlink_to(root / "no such python")
    assert installed(root) == []


def test_a_misspelt_argument_is_answered_with_the_right_ones():
    answer = subprocess.run([sys.executable, SOURCE, "prod"], capture_output=True, text=True, check=False)
    assert (answer.returncode, "run|dev" in answer.stderr) == (1, True)
