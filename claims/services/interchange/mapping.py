"""What mapping files say: which columns of a table make which fields of which rows."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from claims.services.interchange import dates
from claims.services.interchange.drafts import Bundle, Draft, Ref, Refused, short
from claims.services.interchange.formats.verdicts import verdict_of
from claims.services.interchange.tables import Table, table_of
from claims.services.interchange.templates import all_filled, alternatives, columns_of, first_filled, lines

# The sections of a mapping file, in the order in which their rows refer to each other.
SECTIONS = {
    "speaker": "speakers",
    "source": "sources",
    "incident": "incidents",
    "claim": "claims",
    "statement": "statements",
    "stance": "stances",
    "review": "reviews",
}
# Fields that name rows of other sections, which are those of the same line if the mapping does not say otherwise.
OWN = {
    "statement": {"speaker": "speaker", "source": "source", "incidents": "incident"},
    "stance": {"statement": "statement", "claim": "claim"},
    "review": {"claim": "claim"},
}
# The sections whose keys get the values of repeated columns added, which tell the records of one line apart.
KEYED_BY_VALUE = ("statement", "review")
DEFAULTS: dict[str, dict[str, Any]] = {
    "speaker": {"kind": "person"},
    "source": {"kind": "document"},
    "statement": {"kind": "paraphrase"},
    "stance": {"explicitness": "explicit"},
}
NEW = "new"  # in the place of a slug: the row is none of those that are there
JOINERS = "\u200c\u200d"
MOST_OF_NAME = 75  # characters of the name of a claim
LAST_WORD = re.compile(r"\s+\S*$")


class MappingError(ValueError):
    """A mapping file is not one; the message says why."""


@dataclass(frozen=True)
class MappingFile:
    """What a mapping file says.

    Attributes:
        system: whose keys the records have.
        sections: for each section, its fields with their templates.
        values: for a field, what each value of the file stands for.
        same: for a section, slugs of rows that are in the tracker already, by the keys of the file; "new" for none.
        separators: for a column, what separates the values in a cell (`separator` of CSVW).
    """

    system: str
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    same: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    separators: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    sheet: str = ""
    text: str = ""

    @property
    def columns(self) -> set[str]:
        """The columns that the mapping names."""
        return columns_of([list(fields.values()) for fields in self.sections.values()]) | self.separators.keys()

    @cached_property
    def repeated(self) -> dict[str, str]:
        """The columns with a separator whose values are each one of a record, with it: those of single values."""
        single = (
            template
            for section, fields in self.sections.items()
            for name, template in fields.items()
            if name not in table_of(SECTIONS[section]).lists
        )
        named = columns_of(list(single))
        return {column: separator for column, separator in self.separators.items() if column in named}

    def check(self, columns: Iterable[str]) -> None:
        """Raises MappingError where the file has not all columns that the mapping names."""
        there = list(columns)
        if lacking := sorted(self.columns - set(there)):
            raise MappingError(
                f"The file has no column “{lacking[0]}”, but {', '.join(f'“{each}”' for each in there)}."
            )

    def bundles(self, place: str, row: Mapping[str, str]) -> Iterator[Bundle]:
        """The records of a line of the file: one, or one for each value of cells that have several.

        Raises:
            Refused: a value cannot be read.
        """
        for each in lines(row, self.repeated) if self.repeated else [row]:
            yield self.bundle(place, each)

    def bundle(self, place: str, row: Mapping[str, str]) -> Bundle:
        """The rows that a record brings."""
        drafts: dict[str, Draft] = {}
        for section in SECTIONS:
            if section in self.sections:
                drafts[section] = self.draft(section, row, drafts)
        main = drafts.get("statement") or list(drafts.values())[-1]
        main.is_main = True
        return Bundle(place, dict(row), list(drafts.values()))

    def draft(self, section: str, row: Mapping[str, str], drafts: Mapping[str, Draft]) -> Draft:
        """The row that a section makes of a record."""
        table = table_of(SECTIONS[section])
        content: dict[str, Any] = dict(DEFAULTS.get(section, {}))
        for name, template in self.sections[section].items():
            if (value := self.value(table, name, template, row, drafts)) not in ("", None, [], {}):
                content[name] = value
        for name, other in OWN.get(section, {}).items():
            if name not in content and other in drafts:
                content[name] = [drafts[other].ref] if name in table.lists else drafts[other].ref
        for name in table.vague_dates & content.keys():
            content[name], precision = dates.parsed(str(content[name]), self.dates)
            content.setdefault(f"{name}_precision", precision)
        self.complete(section, content)
        key = str(content.pop("key", "") or default_key(section, content))
        if not key:
            raise Refused(f"[{section}] has nothing that names its row: give it a “key”.")
        if self.repeated and section in KEYED_BY_VALUE:
            key = " ".join((key, *(row[column] for column in self.repeated)))
        return Draft(table.name, key, content | self.said_of(section, key))

    def said_of(self, section: str, key: str) -> dict[str, Any]:
        """What `[same.<section>]` says of the row with this key: which one it is, or that it is new."""
        said = self.same.get(section, {})
        slug = said.get(key) or said.get(short(key))
        return {"is_new": True} if slug == NEW else {"slug": slug} if slug else {}

    def complete(self, section: str, content: dict[str, Any]) -> None:
        """Fills in what follows from the other fields of a row."""
        if section == "claim":
            content["name"] = shortened(content.get("name", content.get("text", "")))
        if section == "statement" and content.get("kind") == "quote":
            content.setdefault("citations", [{"exact": content.get("text", "")}])
        if section == "review":
            known = self.values.get("verdict", {})
            content.setdefault("verdict", verdict_of(str(content.get("rating", "")), known))

    def value(self, table: Table, name: str, template: Any, row: Mapping[str, str], drafts: Mapping[str, Draft]) -> Any:
        """The value of a field: of parts a list of records, of other lists one of texts, of an object its values."""
        if part := table.parts_by_name.get(name):
            parts = (self.part(part, each, row, drafts) for each in alternatives(template))
            return [each for each in parts if each]
        if name in table.lists:
            return [self.meaning(name, each) for each in all_filled(template, row, self.separators)]
        if isinstance(template, dict):
            texts = {each: first_filled(one, row) for each, one in template.items()}
            return {each: text for each, text in texts.items() if text}
        if not isinstance(template, str | list):
            return template
        return self.meaning(name, first_filled(template, row))

    def part(
        self, part: Table, templates: Mapping[str, Any], row: Mapping[str, str], drafts: Mapping[str, Draft]
    ) -> dict[str, Any]:
        """A part of a record; an empty one where one of its columns is."""
        content = {name: self.value(part, name, template, row, drafts) for name, template in templates.items()}
        if "" in content.values():
            return {}
        owns = {"incident": drafts["incident"].ref} if "incident" in part.related and "incident" in drafts else {}
        return owns | content

    def meaning(self, name: str, value: str) -> Any:
        """What a value of the file stands for."""
        known = self.values.get(name)
        if known is None or not value:
            return value
        if value not in known:
            raise Refused(f"“{value[:80]}” is not among [values.{name}]: {', '.join(known)}.")
        return known[value]


def default_key(section: str, content: Mapping[str, Any]) -> str:
    """What names a row where the mapping does not say: its words."""
    if section == "review" and content.get("url") and isinstance(content.get("claim"), Ref):
        return f"{content['url']} {content['claim'].key}"  # a page may review several claims
    for name in ("slug", "url", "text", "name", "headline"):
        if content.get(name):
            folded = name in {"text", "name"}
            return " ".join(str(content[name]).split()).casefold() if folded else str(content[name])
    parts = (value.key if isinstance(value, Ref) else str(value) for value in content.values())
    return " ".join(parts) if section == "stance" else ""


def shortened(name: str) -> str:
    """A title of a claim that fits: cut after a word."""
    words = " ".join(visible(name).split())
    if len(words) <= MOST_OF_NAME:
        return words
    return LAST_WORD.sub("", words[: MOST_OF_NAME - 1]) + "…"


def visible(text: str) -> str:
    """A text without invisible characters but those that join letters, as pages bring them along."""
    if text.isascii():
        return text
    return "".join(each for each in text if each in JOINERS or unicodedata.category(each) != "Cf")
