"""Documents that the code names are there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
FOLDERS = ("claims", "tracker", "tests", "benchmarks")
FILES = sorted(path for folder in FOLDERS for end in ("py", "sql") for path in (BASE / folder).rglob(f"*.{end}"))
NAMED = sorted({name for path in FILES for name in re.findall(r"docs/[\w/-]+\.md", path.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("name", NAMED)
def test_a_document_that_the_code_names_is_there(name: str) -> None:
    assert (BASE / name).is_file()


def test_the_code_names_documents() -> None:
    assert "docs/decisions/0037-loading-in-sets.md" in NAMED
