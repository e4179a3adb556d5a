"""Mapping files (TOML): which columns of a table make which fields of which rows."""

import re
import string
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from claims.services.interchange import dates
from claims.services.interchange.drafts import Bundle, Draft, Ref, Refused, short
from claims.services.interchange.formats.verdicts import verdict_of
from claims.services.interchange.tables import table_of

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
    "statement": {"speaker": "speaker", "source": "source"},
    "stance": {"statement": "statement", "claim": "claim"},
    "review": {"claim": "claim"},
}
GENERAL = ("system", "columns", "encoding", "delimiter", "sheet", "dates", "values", "same")
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
    """

    system: str
    sections: Mapping[str, Mapping[str, Any]]
    values: Mapping[str, Mapping[str, Any]]
    same: Mapping[str, Mapping[str, str]]
    dates: tuple[str, ...] = ()
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    sheet: str = ""
    text: str = ""

    @property
    def columns(self) -> set[str]:
        """The columns that templates name."""
        return {
            name
            for fields in self.sections.values()
            for template in fields.values()
            for each in (template if isinstance(template, list) else [template])
            if isinstance(each, str)
            for name in named_columns(each)
        }

    def check(self, columns: Iterable[str]) -> None:
        """Raises MappingError where the file has not all columns that the mapping names."""
        there = list(columns)
        if lacking := sorted(self.columns - set(there)):
            raise MappingError(
                f"The file has no column “{lacking[0]}”, but {', '.join(f'“{each}”' for each in there)}."
            )

    def bundle(self, place: str, row: Mapping[str, str]) -> Bundle:
        """The rows that a line of the file brings.

        Raises:
            Refused: a value cannot be read.
        """
        drafts: dict[str, Draft] = {}
        for section in SECTIONS:
            if section in self.sections:
                drafts[section] = self.draft(section, row, drafts)
        main = drafts.get("statement") or list(drafts.values())[-1]
        main.is_main = True
        return Bundle(place, dict(row), list(drafts.values()))

    def draft(self, section: str, row: Mapping[str, str], drafts: Mapping[str, Draft]) -> Draft:
        """The row that a section makes of a line."""
        content: dict[str, Any] = dict(DEFAULTS.get(section, {}))
        for name, template in self.sections[section].items():
            if (value := self.value(name, template, row)) not in ("", None):
                content[name] = value
        for name, other in OWN.get(section, {}).items():
            if name not in content and other in drafts:
                content[name] = Ref(drafts[other].collection, drafts[other].key)
        table = table_of(SECTIONS[section])
        for name in table.vague_dates & content.keys():
            content[name], precision = dates.parsed(str(content[name]), self.dates)
            content.setdefault(f"{name}_precision", precision)
        self.complete(section, content)
        key = str(content.pop("key", "") or default_key(section, content))
        if not key:
            raise Refused(f"[{section}] has nothing that names its row: give it a “key”.")
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

    def value(self, name: str, template: Any, row: Mapping[str, str]) -> Any:
        """The value of a field: the first of its templates that gives one."""
        if not isinstance(template, str | list):
            return template
        templates = template if isinstance(template, list) else [template]
        rendered = (filled(each, row).strip() for each in templates)
        value = next((each for each in rendered if each), "")
        known = self.values.get(name)
        if known is not None and value:
            if value not in known:
                raise Refused(f"“{value[:80]}” is not among [values.{name}]: {', '.join(known)}.")
            return known[value]
        return value


def filled(template: str, row: Mapping[str, str]) -> str:
    """A template with the columns that it names. If all of these are empty, so is the result."""
    pieces = pieces_of(template)
    columns = [row[name] for _, name in pieces if name]
    if columns and not any(columns):
        return ""
    return "".join(before + row[name] if name else before for before, name in pieces)


@lru_cache(maxsize=1_000)
def pieces_of(template: str) -> list[tuple[str, str]]:
    """A template as pairs: text, and the column that follows it, if one does."""
    return [(before, name or "") for before, name, *_ in string.Formatter().parse(template)]


def named_columns(template: str) -> list[str]:
    return [name for _, name in pieces_of(template) if name]


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


def read(text: str, system: str = "", *, is_table: bool = True) -> MappingFile:
    """The mapping of a file.

    Args:
        is_table: it is one of a table, which needs sections; other formats say themselves what makes which field.
        system: whose keys the records have, where the file does not say.

    Raises:
        MappingError: it is no mapping.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"The mapping is no TOML: {error}.") from error
    sections = {name: content[name] for name in SECTIONS if name in content}
    if unknown := sorted(set(content) - {*SECTIONS, *GENERAL}):
        raise MappingError(f"A mapping has no “{unknown[0]}”, but {', '.join((*GENERAL, *SECTIONS))}.")
    if not sections and is_table:
        raise MappingError(f"A mapping has at least one of the sections {', '.join(f'[{name}]' for name in SECTIONS)}.")
    for section, fields in sections.items():
        check_fields(section, fields)
    check_values(content.get("values", {}))
    given = content.get("dates", [])
    return MappingFile(
        system=str(content.get("system") or system),
        sections=sections,
        values=content.get("values", {}),
        same=content.get("same", {}),
        dates=tuple([given] if isinstance(given, str) else given),
        text=text,
        **{name: content[name] for name in ("encoding", "delimiter", "sheet") if name in content},
    )


def check_values(values: Any) -> None:
    """Raises MappingError where a value of the file has no meaning yet, as in a mapping that was proposed."""
    for name, meanings in values.items():
        if not isinstance(meanings, dict):
            raise MappingError(f"[values.{name}] is a section.")
        if lacking := next((value for value, meaning in meanings.items() if meaning == ""), None):
            raise MappingError(f"[values.{name}] does not say what “{lacking}” stands for.")


def check_fields(section: str, fields: Any) -> None:
    """Raises MappingError where a section has fields that its rows do not have, or what is no template."""
    if not isinstance(fields, dict):
        raise MappingError(f"[{section}] is a section.")
    known = ("key", *table_of(SECTIONS[section]).importable)
    for name, template in fields.items():
        if name not in known:
            raise MappingError(f"[{section}] has no field “{name}”, but {', '.join(known)}.")
        for each in template if isinstance(template, list) else [template]:
            try:
                if isinstance(each, str):
                    named_columns(each)
            except ValueError as error:
                raise MappingError(f"[{section}] {name} = “{each}” is no template: {error}.") from error
