"""Writes judged claims as a fixture for `manage.py loaddata`."""

import json
from collections.abc import Mapping
from pathlib import Path

MAX_IN_NAME = 75


def name_of(text: str, title: str) -> str:
    """The title, or else the text, cut after the last word that fits into MAX_IN_NAME characters."""
    words = title or text
    return words if len(words) <= MAX_IN_NAME else words[:MAX_IN_NAME].rpartition(" ")[0] or words[:MAX_IN_NAME]


def write(claims: Mapping[str, tuple[str, str]], path: Path) -> dict[str, str]:
    """Writes the fixture in the order of the claims; returns the claims' ids by slug."""
    slugs = {f"claim-{number}": claim for number, claim in enumerate(claims, 1)}
    rows = [
        {
            "model": "claims.claim",
            "fields": {
                "slug": slug,
                "text": claims[claim][0],
                "name": name_of(*claims[claim]),
                "context": claims[claim][1] if len(claims[claim][1]) > MAX_IN_NAME else "",
                "kind": "event",
                "language": "en",
                "checkable": True,
            },
        }
        for slug, claim in slugs.items()
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")
    return slugs
