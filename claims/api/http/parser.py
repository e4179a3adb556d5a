"""Parses JSON bodies strictly. The nesting and the number of values are bounded here, the size by Django."""

import json
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_DEPTH = 20
# They stand for the number of values, each of which costs some work, also where it is refused. Two hundred statements
# with their citations and stances have about seven thousand.
MAX_COMMAS = 10_000
MAX_DIGITS = 100  # of a whole number; Python needs a time for them that grows with the square


class StrictJSONParser(JSONParser):
    """Refuses what Django REST Framework's parser accepts and PostgreSQL cannot store."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            text = stream.read().decode("utf-8")
            if text.count(",") > MAX_COMMAS:
                raise ParseError(f"The body has more than {MAX_COMMAS:,} commas.")
            data = json.loads(
                text, parse_constant=refuse_constant, parse_int=whole_number, object_pairs_hook=unique_names
            )
            json.dumps(data, ensure_ascii=False).encode("utf-8")  # half of a surrogate pair cannot be encoded
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
        except ValueError as error:
            raise ParseError(f"The body is no JSON in UTF-8: {str(error)[:200]}.") from error
        if depth(data) > MAX_DEPTH:
            raise ParseError(f"The body is nested more than {MAX_DEPTH} deep.")
        return data


def refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def whole_number(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"a number has more than {MAX_DIGITS} digits")
    return int(digits)


def unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these names and values.

    Raises:
        ValueError: a name is there twice, so that one of its values would be lost.
    """
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("an object has a name twice")
    return made


def depth(data: Any) -> int:
    children = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return 1 + max(map(depth, children), default=0) if isinstance(data, dict | list) else 0
