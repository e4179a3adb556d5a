"""JSON bodies, read strictly: bounded in depth (and by Django in size), and made of text that PostgreSQL can keep."""

import json
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_DEPTH = 20


class StrictJSONParser(JSONParser):
    """What Django REST Framework's parser lets through and no column can hold is refused here."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            data = json.loads(stream.read().decode("utf-8"), parse_constant=refuse_constant, object_pairs_hook=once)
            json.dumps(data, ensure_ascii=False).encode("utf-8")  # half of a surrogate pair is no text
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
        except ValueError as error:
            raise ParseError(f"The body is no JSON in UTF-8: {str(error)[:200]}.") from error
        if depth(data) > MAX_DEPTH:
            raise ParseError(f"The body is nested more than {MAX_DEPTH} deep.")
        return data


def refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are there once each: of two, one would be lost."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("an object has a name twice")
    return made


def depth(data: Any) -> int:
    children = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return 1 + max(map(depth, children), default=0) if isinstance(data, dict | list) else 0
