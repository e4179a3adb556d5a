"""Reads mapping files (TOML), and says what is wrong with them."""

import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from claims.services.interchange.mapping import SECTIONS, MappingError, MappingFile
from claims.services.interchange.tables import table_of
from claims.services.interchange.templates import alternatives, columns_of

GENERAL = ("system", "columns", "encoding", "delimiter", "sheet", "dates", "separator", "values", "same")


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
    check_links(sections)
    check_values(content.get("values", {}))
    check_separators(content.get("separator", {}))
    given = content.get("dates", [])
    return MappingFile(
        system=str(content.get("system") or system),
        sections=sections,
        values=content.get("values", {}),
        same=content.get("same", {}),
        separators=content.get("separator", {}),
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


def check_separators(separators: Any) -> None:
    """Raises MappingError where the separator of a column is none."""
    if not isinstance(separators, dict):
        raise MappingError("[separator] is a section.")
    for column, separator in separators.items():
        if not isinstance(separator, str) or not separator:
            raise MappingError(f'[separator] {column} is a text, such as ",".')


def check_links(sections: Mapping[str, Any]) -> None:
    """Raises MappingError where incidents are made that nothing is linked to."""
    is_linked = "statement" in sections or "incidents" in sections.get("claim", {})
    if "incident" in sections and len(sections) > 1 and not is_linked:
        raise MappingError('Nothing links [incident]: give [claim] incidents = { aspect = "…" }.')


def check_fields(section: str, fields: Any) -> None:
    """Raises MappingError where a section has fields that its rows do not have, or what is no template."""
    if not isinstance(fields, dict):
        raise MappingError(f"[{section}] is a section.")
    table = table_of(SECTIONS[section])
    check_templates(f"[{section}]", ("key", *table.importable), fields)
    for name, template in fields.items():
        part = table.parts_by_name.get(name)
        for each in alternatives(template):
            wanted = part is not None or name in table.objects
            if isinstance(each, dict) != wanted:
                said = "no table" if wanted else "a table, and should be a text"
                raise MappingError(f"[{section}] {name} is {said}: {each}.")
            if part:
                check_templates(f"[{section}] {name}", part.members, each)


def check_templates(where: str, known: Collection[str], templates: Mapping[str, Any]) -> None:
    """Raises MappingError where a template is for a field that is not `known`, or is none."""
    for name, template in templates.items():
        if name not in known:
            raise MappingError(f"{where} has no field “{name}”, but {', '.join(known)}.")
        for each in alternatives(template):
            try:
                columns_of(each if isinstance(each, str) else "")
            except ValueError as error:
                raise MappingError(f"{where} {name} = “{each}” is no template: {error}.") from error
