"""Answers about the article that the document shows, from the `examples.json` beside each resource's views.

Each file has, by operation id, a request and the answer to it. A test compares the answers with the API's.
"""

import inspect
import json
from functools import cache
from pathlib import Path
from typing import Any

from drf_spectacular.utils import OpenApiExample


def file_of(view: type) -> Path:
    """The file with the examples of a view."""
    return Path(inspect.getfile(view)).with_name("examples.json")


@cache
def examples_in(file: Path) -> dict[str, dict[str, Any]]:
    """The examples of a file by operation id; none where there is no file."""
    known: dict[str, dict[str, Any]] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return known


def examples_of(view: type, operation: str) -> list[OpenApiExample]:
    """The examples of an operation, at most one."""
    known = examples_in(file_of(view)).get(operation)
    return [OpenApiExample(operation, known["answer"], summary=f"GET /api/v1/{known['request']}")] if known else []
