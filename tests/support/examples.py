"""Reads the tables of examples in `tests/api/search/`."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "api" / "search"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file, by column."""
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
