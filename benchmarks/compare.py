"""Compares the content of two JSON answers.

Hosts, links to pages, the order of keys, and the formats of times and numbers do not count.
"""

import re
from datetime import datetime
from typing import Any

LINKS = ("next", "previous")
HOST = re.compile(r"^https?://[^/]+/")
MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")


def normalised(value: Any) -> Any:
    """The value with URLs of the API made relative, times and numbers as floats, and without the links of a page."""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, dict):
        is_page = "results" in value
        return {name: normalised(each) for name, each in value.items() if not (is_page and name in LINKS)}
    if isinstance(value, list):
        return [normalised(each) for each in value]
    if isinstance(value, str):
        if MOMENT.match(value):
            return datetime.fromisoformat(value).timestamp()
        return HOST.sub("/", value) if "/api/v1/" in value else value
    return value


def difference(one: Any, other: Any, path: str = "$") -> str:
    """The first difference of two normalised values and its path; empty if they are equal."""
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() != other.keys():
            return f"{path}: {sorted(one.keys() ^ other.keys())} is on one side only"
        found = (difference(one[name], other[name], f"{path}.{name}") for name in one)
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return f"{path}: {len(one)} rows, and {len(other)}"
        found = (difference(a, b, f"{path}[{index}]") for index, (a, b) in enumerate(zip(one, other, strict=True)))
    else:
        return "" if one == other and type(one) is type(other) else f"{path}: {one!r}, and {other!r}"
    return next(filter(None, found), "")
