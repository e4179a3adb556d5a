"""The layout of the tests: shared code is in `tests/support/`, folders are packages, and files are short."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

TESTS = Path(settings.BASE_DIR) / "tests"
MODULES = sorted(path.relative_to(TESTS) for path in TESTS.rglob("*.py"))
MOST_LINES = 310


def imported(path: Path) -> Iterator[str]:
    """The dotted names of imported modules and of the names imported from them."""
    for node in ast.walk(ast.parse((TESTS / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports of tests are absolute"
            yield from (f"{node.module}.{each.name}" for each in node.names)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_module_imports_from_a_test_module_or_from_a_conftest(path: Path) -> None:
    parts = {name: name.split(".") for name in imported(path) if name.startswith("tests.")}
    forbidden = [n for n, steps in parts.items() if any(s == "conftest" or s.startswith("test_") for s in steps[:-1])]
    assert forbidden == [], "what tests share belongs into tests/support/"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_file_says_what_it_is_for_in_its_first_line_and_stays_short(path: Path) -> None:
    text = (TESTS / path).read_text(encoding="utf-8")
    assert text == "" or text.startswith('"""')
    assert text.count("\n") <= MOST_LINES


def test_every_folder_with_tests_is_a_package() -> None:
    assert [str(path) for path in MODULES if not (TESTS / path).with_name("__init__.py").exists()] == []
