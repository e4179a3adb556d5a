"""What a database answers, to compare it with another one: `python -m tests.support.answers` prints it as JSON."""

import json
import sys
from typing import Any

import django

# Searches in several languages, with misspelt names and without results, and what a passage is about.
QUESTIONS = (
    "search/?q=Peskow",
    "search/?q=drones over Copenhagen&facets=true",
    "search/?q=Kopenhagen OR Zelenskyj",
    "search/?q=nothing-of-the-sort",
    "claims/match/?text=Who sent drones over Copenhagen Airport?",
)


def answers() -> dict[str, Any]:
    """The bodies of the answers to a request of every endpoint and to the questions above, by their addresses."""
    from tests.support.endpoints import ENDPOINTS, READER  # noqa: PLC0415 - after Django's setup

    paths = [each.path() for each in ENDPOINTS if each.action == "list" or each.model.objects.exists()]
    paths += [f"/api/v1/{question}" for question in QUESTIONS]
    given = {path: READER.get(path) for path in paths}
    assert {path: answer.status_code for path, answer in given.items() if answer.status_code != 200} == {}
    return {path: answer.json() for path, answer in given.items()}


if __name__ == "__main__":
    django.setup()
    json.dump(answers(), sys.stdout)
