"""The layout of the code: no import circle, no test code in production, few modules beside the folders of the API."""

import ast
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
FILES = sorted(path for folder in ("claims", "tracker", "benchmarks") for path in (BASE / folder).rglob("*.py"))
GRAPH = grimp.build_graph("claims", "tracker")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


def reachable(module: str) -> set[str]:
    """The modules that a module imports, and those that they import, and so on."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        for each in GRAPH.find_modules_directly_imported_by(waiting.pop()) - found:
            found.add(each)
            waiting.append(each)
    return found


def test_no_module_imports_itself_through_others() -> None:
    assert [module for module in sorted(GRAPH.modules) if module in reachable(module)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(BASE)))
def test_nothing_outside_of_the_tests_imports_test_code(path: Path) -> None:
    names = set(imported(path))
    assert not [name for name in names if name.startswith(("django.test", "rest_framework.test", "tests"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(BASE)))
def test_a_file_stays_short(path: Path) -> None:
    if "migrations" not in path.parts:
        assert path.read_text(encoding="utf-8").count("\n") <= 310


def test_the_api_has_few_modules_beside_its_folders() -> None:
    assert len(list((BASE / "claims" / "api").glob("*.py"))) <= 6
