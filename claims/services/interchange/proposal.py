"""Proposes a mapping file for a table from its headings and its first lines, for somebody to look at and to mend."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.choices import StancePosition

# For each field, the headings that name it, the likeliest first. They are compared in lower case.
HEADINGS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "speaker": {
        "name": ("speaker", "speaker_name", "sprecher", "sprecherin", "politician", "party_name", "party", "partei"),
        "country": ("country", "land"),
    },
    "source": {
        "url": ("source_url", "url", "link", "address", "adresse"),
        "headline": ("headline", "source", "title", "quelle", "titel"),
        "publisher": ("publisher", "outlet", "medium"),
        "published_on": ("published_on", "published", "erschienen"),
    },
    "incident": {
        "name": ("incident", "event", "vorfall", "ereignis"),
        "kind": ("incident_kind", "event_kind", "art_des_vorfalls"),
        "start_date": ("incident_date", "event_date", "datum_des_vorfalls"),
    },
    "claim": {"text": ("claim", "claim_text", "thesis", "these", "behauptung", "promise", "versprechen")},
    "statement": {
        "text": ("statement", "quote", "text", "words", "zitat", "aussage", "comment", "kommentar", "begründung"),
        "made_on": ("made_on", "date", "day", "datum", "tag"),
        "language": ("language", "lang", "sprache"),
    },
    "stance": {"position": ("position", "stance", "answer", "antwort", "haltung")},
}
# What must be said of a row beside what the table has.
BESIDE = {"claim": {"kind": "position"}, "incident": {"status": "reported"}}
# What an answer probably means.
MEANINGS = {
    "affirms": ("yes", "agree", "agrees", "support", "ja", "stimme zu", "dafür", "pro", "true"),
    "denies": ("no", "disagree", "disagrees", "oppose", "nein", "stimme nicht zu", "dagegen", "contra", "false"),
    "declines": ("neutral", "abstain", "no answer", "no comment", "enthaltung", "keine antwort"),
}
MOST_VALUES = 20


@dataclass
class Proposal:
    """A mapping file, and whether it has gaps that somebody has to fill in."""

    text: str
    has_gaps: bool


def proposed(columns: Sequence[str], rows: Iterable[Sequence[str]], name: str, options: Mapping[str, str]) -> Proposal:
    """A mapping for a table.

    Args:
        rows: some of its lines, for the answers in them.
        name: that of the file, for want of another source.
        options: what a mapping has to say of the file, as its delimiter.
    """
    chosen = {section: choices(columns, fields) for section, fields in HEADINGS.items()}
    if not chosen["statement"].get("text") or not chosen["speaker"]:
        chosen["statement"] = {}
    if not (chosen["statement"] and chosen["claim"]):
        chosen["stance"] = {}
    if not (chosen["statement"] and chosen["incident"].get("name")):
        chosen["incident"] = {}
    lines = [f"{option} = {quoted(value)}" for option, value in {"system": name, **options}.items()]
    gaps = False
    for section, fields in chosen.items():
        templates = {field: "{" + column + "}" for field, column in fields.items()}
        templates = with_needed(section, templates, chosen, name)
        gaps = gaps or not all(templates.values())
        if templates:
            lines += ["", f"[{section}]"]
            lines += [f"{field} = {quoted(value)}" for field, value in (templates | BESIDE.get(section, {})).items()]
    if position := chosen["stance"].get("position"):
        index = columns.index(position)
        values = list(dict.fromkeys(row[index].strip() for row in rows if len(row) > index and row[index].strip()))
        if not set(values) <= set(StancePosition.values):
            lines += ["", "[values.position]"]
            lines += [f"{quoted(value)} = {quoted(meaning(value))}" for value in values[:MOST_VALUES]]
            gaps = gaps or any(not meaning(value) for value in values)
    return Proposal("\n".join(lines) + "\n", gaps)


def with_needed(
    section: str, templates: dict[str, str], chosen: Mapping[str, Mapping[str, str]], name: str
) -> dict[str, str]:
    """The fields of a section, with those that its rows cannot do without; an empty one is for somebody to fill in."""
    if section == "source" and chosen["statement"] and not templates:
        return {"key": name, "headline": name}
    if section == "incident" and templates:
        day = chosen["statement"].get("made_on")
        needed = {"key": templates["name"], "kind": "", "start_date": "{" + day + "}" if day else ""}
    elif section == "statement" and templates:
        needed = {"made_on": ""}
    else:
        return templates
    return templates | {field: value for field, value in needed.items() if field not in templates}


def choices(columns: Sequence[str], fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The column of each field that has one."""
    folded = {column.strip().lower().replace(" ", "_"): column for column in columns}
    found = {field: next((folded[each] for each in names if each in folded), "") for field, names in fields.items()}
    return {field: column for field, column in found.items() if column}


def meaning(value: str) -> str:
    return next((position for position, words in MEANINGS.items() if value.lower() in words), "")


def quoted(text: str) -> str:
    """A basic string of TOML, which is written as one of JSON."""
    return json.dumps(text, ensure_ascii=False)
