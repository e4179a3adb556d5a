"""Templates of mapping files: texts with columns in braces, and what they make of the cells of a line."""

import string
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Any


def filled(template: str, row: Mapping[str, str]) -> str:
    """A template with the columns that it names. If all of these are empty, so is the result."""
    pieces = pieces_of(template)
    columns = [row[name] for _, name in pieces if name]
    if columns and not any(columns):
        return ""
    return "".join(before + row[name] if name else before for before, name in pieces).strip()


def first_filled(template: Any, row: Mapping[str, str]) -> str:
    """The text of the first of some templates that gives one."""
    return next((text for each in alternatives(template) if (text := filled(each, row))), "")


def all_filled(template: Any, row: Mapping[str, str], separators: Mapping[str, str]) -> list[str]:
    """The texts of all of some templates. A cell of a column with a separator gives one for each of its values."""
    rows = lines(row, {name: separators[name] for name in columns_of(template) & separators.keys()})
    texts = (filled(each, one) for each in alternatives(template) for one in rows)
    return list(dict.fromkeys(text for text in texts if text))


def lines(row: Mapping[str, str], separators: Mapping[str, str]) -> list[Mapping[str, str]]:
    """A line as several: one for each value of the columns with a separator (CSVW, Tabular Data: `separator`)."""
    values = [[each.strip() for each in row[name].split(separators[name])] for name in separators]
    several = product(*([each for each in some if each] or [""] for some in values))
    return [{**row, **dict(zip(separators, each, strict=True))} for each in several]


def alternatives(template: Any) -> Sequence[Any]:
    return template if isinstance(template, list) else [template]


def columns_of(template: Any) -> set[str]:
    """The columns that a template names, or the templates in a list or a table.

    Raises:
        ValueError: one of them is no template.
    """
    return {name for each in texts_of(template) for _, name in pieces_of(each) if name}


def texts_of(template: Any) -> Iterator[str]:
    if isinstance(template, str):
        yield template
    elif isinstance(template, list | dict):
        for each in template.values() if isinstance(template, dict) else template:
            yield from texts_of(each)


@lru_cache(maxsize=1_000)
def pieces_of(template: str) -> list[tuple[str, str]]:
    """A template as pairs: text, and the column that follows it, if one does."""
    return [(before, name or "") for before, name, *_ in string.Formatter().parse(template)]
