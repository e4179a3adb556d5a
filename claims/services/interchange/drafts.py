"""What importers make of a file: drafts of rows, which name each other by the keys that the file has for them."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_OF_KEY = 200  # characters
SURROGATE = re.compile("[\ud800-\udfff]")


class Refused(Exception):  # noqa: N818 - named for what happened
    """A record of a file cannot be imported; the message says why, and `rule` which rule it breaks, if one."""

    def __init__(self, words: str, rule: str = "") -> None:
        super().__init__(words)
        self.rule = rule


@dataclass(frozen=True)
class Ref:
    """A row that the same file brings, by its collection and its key there."""

    collection: str
    key: str


@dataclass
class Draft:
    """A row that a file brings.

    Attributes:
        key: what names it in the file, within its collection.
        content: the members of a record of a data package; a row that the file brings is named by a `Ref`.
        is_main: it is what the record is about, and not only mentioned there.
    """

    collection: str
    key: str
    content: dict[str, Any]
    is_main: bool = False

    def __post_init__(self) -> None:
        self.key = short(self.key)

    @property
    def ref(self) -> Ref:
        return Ref(self.collection, self.key)


@dataclass
class Bundle:
    """A record of a file, and the rows that it brings, of which one is the main one.

    Attributes:
        place: where it stands, as in “line 12”.
        raw: the record as the file has it.
        notes: what the report says of it besides: what became of a part of it (“proposed”, “left out”), and words.
    """

    place: str
    raw: Any
    drafts: list[Draft] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def main(self) -> Draft:
        return next(draft for draft in self.drafts if draft.is_main)

    @property
    def sha256(self) -> str:
        """A hash of the record, by which one that has changed is known."""
        text = json.dumps(self.raw, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def refuse_unstorable(raw: Any) -> None:
    """Refuses a record with a character that PostgreSQL does not keep: NUL, and half of a character.

    Raises:
        Refused: it has one.
    """
    if isinstance(raw, dict):
        raw = [*raw.keys(), *raw.values()]
    if isinstance(raw, list):
        for each in raw:
            refuse_unstorable(each)
    elif isinstance(raw, str) and not raw.isascii() and SURROGATE.search(raw):
        raise Refused("It has half of a character, which cannot be kept.")
    elif isinstance(raw, str) and "\0" in raw:
        raise Refused("It has the character NUL, which cannot be kept.")


def refs(value: Any) -> list[Ref]:
    """The references in a value, in a list, or in an object."""
    if isinstance(value, Ref):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [ref for each in inside for ref in refs(each)]


def resolved(value: Any, rows: Mapping[tuple[str, str], str]) -> Any:
    """The value with the rows of its references, by their collections and keys."""
    if isinstance(value, Ref):
        return rows[value.collection, value.key]
    if isinstance(value, dict):
        return {name: resolved(each, rows) for name, each in value.items()}
    return [resolved(each, rows) for each in value] if isinstance(value, list) else value


def not_brought(ref: Ref) -> Refused:
    return Refused(f"It names “{ref.key}” among {ref.collection}, which the file does not bring, or which was refused.")


def short(key: str) -> str:
    """A key as it is stored: a long one by its hash."""
    return key if len(key) <= MOST_OF_KEY else "sha256:" + hashlib.sha256(key.encode()).hexdigest()
