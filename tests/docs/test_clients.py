"""docs/clients.md shows the samples as they are compiled and run."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
SAMPLES = ROOT / "tests" / "clients"
BLOCKS = re.findall(r"```tsx?\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("name", ["matrix.tsx", "found.ts"])
def test_the_page_about_clients_shows_a_sample_as_it_is(name: str) -> None:
    assert (SAMPLES / name).read_text(encoding="utf-8") in BLOCKS


def test_the_page_about_clients_shows_no_typescript_that_is_not_compiled() -> None:
    samples = [file.read_text(encoding="utf-8") for file in SAMPLES.iterdir() if file.suffix in {".ts", ".tsx"}]
    assert [block for block in BLOCKS if block not in samples] == []


def test_the_page_about_clients_links_every_sample() -> None:
    samples = {file.name for file in SAMPLES.iterdir() if file.suffix in {".ts", ".tsx"}}
    assert set(re.findall(r"\]\(\.\./tests/clients/(\S+?)\)", PAGE)) == samples
