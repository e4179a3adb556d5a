"""A copy of the project in a temporary directory, for tests that change its code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)
FOLDERS = ("claims", "tracker", "fixtures", "tests", "docs", "benchmarks", "requirements")
FILES = ("manage.py", "Makefile", "pyproject.toml", "openapi.yaml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md")


class Project:
    """The copy, with a command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in FOLDERS:
            shutil.copytree(
                BASE / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules", "results")
            )
        for name in FILES:
            shutil.copy(BASE / name, folder)

    def run(self, *arguments: str, settings: str = "tests.settings", **environment: str) -> subprocess.CompletedProcess:
        """Runs Python in the copy; returns what it wrote and its exit code."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=inherited | {"DJANGO_SETTINGS_MODULE": settings, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=600,
        )

    def manage(self, *arguments: str, **environment: str) -> None:
        """Runs `manage.py`, and fails where it does."""
        done = self.run("manage.py", *arguments, **environment)
        assert done.returncode == 0, done.stdout
