"""What rows are called at the desk: by names and words, where the rest of the project uses slugs."""

from collections.abc import Callable
from typing import Any

from django.utils.text import Truncator

from claims.models import (
    Affiliation,
    Claim,
    Correction,
    Incident,
    IncidentKind,
    Source,
    Speaker,
    Stance,
    Statement,
    Topic,
)


def shortened(words: str, length: int = 110) -> str:
    """The first words, in at most `length` characters."""
    return Truncator(" ".join(words.split())).chars(length)


# Relations that a label reads are named in `JOINED`.
LABELS: dict[type, Callable[[Any], str]] = {
    Claim: lambda claim: shortened(claim.text),
    Source: lambda source: shortened(" · ".join(filter(None, (source.headline or source.slug, source.publisher)))),
    Statement: lambda said: f"{said.speaker.name}, {said.made_on}: {shortened(said.text, 80)}",
    Stance: lambda taken: f"{taken.statement.speaker.name} {taken.position}: {shortened(taken.claim.text)}",
    Correction: lambda made: f"{made.status}: {shortened(made.what, 80)}",
    Affiliation: lambda held: f"{held.role}, {held.organization.name} ({held.person.name})",
    **dict.fromkeys((Speaker, Topic, Incident, IncidentKind), lambda row: str(row.name)),
}
JOINED: dict[type, tuple[str, ...]] = {Statement: ("speaker",), Affiliation: ("person", "organization")}


def label(row: Any) -> str:
    """A row in one line."""
    return LABELS.get(type(row), str)(row)
