"""Records of a data package as they are read from its files, each with its place, for errors."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

AT_ONCE = 5_000  # records in a statement
MOST_BYTES = 16_000_000  # of the lines of these


class LoadError(ValueError):
    """A record cannot be loaded, and nothing was; the message names it, and the rule that it breaks."""


@dataclass
class Entry:
    """A record, its place, and the primary key of its row."""

    file: str
    line: int
    content: dict[str, Any]
    pk: Any = None
    values: dict[str, Any] = field(default_factory=dict)

    def error(self, said: object) -> LoadError:
        return LoadError(f"{self.file}, line {self.line}: {said}")

    def listed(self, name: str, kind: type = dict) -> list[Any]:
        """The list that the record has under a name; a LoadError where it has something else there."""
        try:
            return listed(self.content, name, kind)
        except ValueError as error:
            raise self.error(error) from error


class Part(NamedTuple):
    """A part of a record, and its primary key: parts are in the order in which they were recorded."""

    entry: Entry
    content: dict[str, Any]
    pk: int


def stream(file: Path) -> Any:
    return gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb")


def batches(lines: Iterable[bytes], name: str) -> Iterator[list[Entry]]:
    """The records of a file, some at a time."""
    entries: list[Entry] = []
    size = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        entries.append(Entry(name, number, parsed(line, name, number)))
        size += len(line)
        if len(entries) == AT_ONCE or size > MOST_BYTES:
            yield entries
            entries, size = [], 0
    if entries:
        yield entries


def ahead(some: Iterator[list[Entry]]) -> Iterator[list[Entry]]:
    """The same records; a thread reads the next ones while the database is busy with those before."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        following = reader.submit(next, some, None)
        while (entries := following.result()) is not None:
            following = reader.submit(next, some, None)
            yield entries


def parsed(line: bytes, name: str, number: int) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except ValueError as error:
        raise LoadError(f"{name}, line {number}: this is no JSON: {error}") from error
    if not isinstance(content, dict):
        raise LoadError(f"{name}, line {number}: a record is an object.")
    return content


def listed(content: Mapping[str, Any], name: str, kind: type = dict) -> list[Any]:
    """The list that a record has under a name.

    Raises:
        ValueError: it has something else there.
    """
    found = content.get(name) or []
    if not isinstance(found, list) or not all(isinstance(each, kind) for each in found):
        raise ValueError(f"“{name}” is a list of {'objects' if kind is dict else 'slugs'}.")
    return found
