"""The values of a card: from what was found, from a draft, or from the form; and as the bodies that are recorded."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import QueryDict

from claims.choices import Explicitness, IncidentStatus, Precision, SpeakerKind, StatementKind
from claims.models import Source
from claims.services.passages import Passage, Span
from claims.services.reading import citation_of, statement_of

# The fields of the form, which a draft keeps. A field that may have several values is in SEVERAL.
STATEMENT = ("kind", "text", "speaker", "attribution", "affiliation", "made_on", "made_on_precision", "venue")
SPEAKER = ("speaker_name", "speaker_kind", "speaker_distinct")
STANCE = ("claim", "position", "explicitness", "excerpt", "qualification", "rationale")
CLAIM = ("claim_text", "claim_name", "claim_kind", "claim_incident", "claim_aspect", "claim_distinct")
INCIDENT = (
    *("incidents", "incident_name", "incident_kind", "incident_status"),
    *("incident_start", "incident_start_precision"),
)
LOOKED_UP = ("speaker_words", "claim_words", "incident_words")
SEEN = ("exact",)  # the words of the source as the card shows them
FIELDS = (*STATEMENT, *SPEAKER, *STANCE, *CLAIM, *INCIDENT, *LOOKED_UP, *SEEN)
SEVERAL = frozenset({"incidents", "speaker_distinct", "claim_distinct"})
KEY = re.compile(r"[0-9]{1,18}")  # of a row, as a form sends it
NEW = "new"  # the choice of a row that is recorded with the card

Values = dict[str, Any]


def first_values(source: Source, text: str, passage: Passage) -> Values:
    """The values of a new card. A person chooses the claim and the position."""
    words = text[passage.span.start : passage.span.end]
    found = statement_of(source, text, passage.candidate) if passage.candidate else {}
    day = source.published_on
    values = {
        "kind": StatementKind.QUOTE,
        "text": words if found.get("kind", StatementKind.QUOTE) == StatementKind.QUOTE else "",
        "exact": words,
        "made_on": day.isoformat() if day else "",
        "made_on_precision": source.published_on_precision or Precision.DAY,
        "explicitness": Explicitness.EXPLICIT,
        "speaker_kind": SpeakerKind.PERSON,
        "incident_status": IncidentStatus.REPORTED,
        "incident_start_precision": Precision.DAY,
        **{name: value for name, value in found.items() if name in STATEMENT},
    }
    if passage.candidate and passage.candidate.name and not found.get("speaker"):
        values |= {"speaker": NEW, "speaker_name": passage.candidate.name}
    return values


def values_of(form: QueryDict) -> Values:
    """The values that a form was sent with. Browsers send line ends as CRLF."""
    sent: Values = {name: form.getlist(name) for name in SEVERAL if name in form}
    one = {name: form.get(name, "") for name in FIELDS if name not in SEVERAL and name in form}
    return sent | {name: value.replace("\r\n", "\n") for name, value in one.items()}


def given(values: Values, *names: str, prefix: str = "") -> dict[str, Any]:
    """The fields of a body that have a value, without the prefix of their names in the form."""
    return {name.removeprefix(prefix): values[name] for name in names if values.get(name)}


def speaker_body(values: Values) -> dict[str, Any]:
    body = given(values, "speaker_name", "speaker_kind", prefix="speaker_")
    return body | {"distinct_from": values.get("speaker_distinct", [])}


def incident_body(values: Values) -> dict[str, Any]:
    body = given(values, "incident_name", "incident_kind", "incident_status", prefix="incident_")
    if values.get("incident_start"):
        body["start_date"] = values["incident_start"]
        body["start_date_precision"] = values.get("incident_start_precision") or Precision.DAY
    return body


def claim_body(values: Values, source: Source) -> dict[str, Any]:
    body = given(values, "claim_text", "claim_name", "claim_kind", prefix="claim_")
    if values.get("claim_incident"):
        aspect = values.get("claim_aspect", "")
        body["incidents"] = [{"incident": values["claim_incident"], **({"aspect": aspect} if aspect else {})}]
    if source.language:
        body["language"] = source.language
    return body | {"distinct_from": values.get("claim_distinct", [])}


def stance_body(values: Values) -> dict[str, Any]:
    return given(values, *STANCE)


def statement_body(values: Values, source: Source, text: str, span: Span) -> dict[str, Any]:
    """The body of the statement with its citation, and with a stance where a claim was chosen."""
    body = {**given(values, *STATEMENT), "source": source.slug, "citations": [citation_of(text, *span)]}
    if incidents := values.get("incidents"):
        body["incidents"] = incidents
    if KEY.fullmatch(body.get("affiliation", "")):
        body["affiliation"] = int(body["affiliation"])
    stances = [stance_body(values)] if values.get("claim") else []
    return {**body, **({"stances": stances} if stances else {})}


# The field of the form that shows an error, by the body and the first part of the error's JSON pointer there.
def field_of(body: str, pointer: str) -> str:
    """The field of the form that an error of a body belongs to; "" where it concerns the card as a whole."""
    parts = list(parts_of(pointer))
    name = parts[0] if parts else ""
    if body == "stance":
        return name if name in STANCE else ""
    if body == "statement":
        if name == "stances":
            name = parts[2] if len(parts) > 2 else ""  # noqa: PLR2004 - /stances/0/claim
        return name if name in FIELDS else ""
    if body == "incident" and name in {"start_date", "start_date_precision"}:
        return "incident_start"
    if body == "claim" and name == "incidents":
        return "claim_aspect" if "aspect" in parts else "claim_incident"
    return f"{body}_{name}" if f"{body}_{name}" in FIELDS else ""


def parts_of(pointer: str) -> Iterator[str]:
    return (part for part in pointer.split("/") if part)


def drafted(values: Mapping[str, Any]) -> Values:
    """The values of a stored draft. Only the names that the form has are read."""
    return {name: values[name] for name in FIELDS if name in values}
