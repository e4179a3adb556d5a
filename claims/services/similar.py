"""Rows that a new speaker or claim probably repeats: the API and the desk ask for them before they record it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.db.models import Model

from claims.models import Claim, Speaker
from claims.search.matching import similar
from claims.services.transactions import lock_new_rows

MOST_SPEAKERS = 10


class Candidate(NamedTuple):
    """A row that a new one is like, and for a claim the probability that both say the same."""

    row: Any
    score: float | None = None


def claims_like(values: Mapping[str, Any]) -> list[Candidate]:
    """Claims that probably say the same, the most probable first. Of two, each would be counted by itself."""
    scores = {each.claim: each.score for each in similar(values["text"], values.get("language", "en"))}
    claims = Claim.objects.in_bulk(scores)
    return [Candidate(claims[key], scores[key]) for key in scores if key in claims]


def speakers_like(values: Mapping[str, Any]) -> list[Candidate]:
    """Speakers with one of the names or identifiers. Of one person recorded twice, each has half of the record."""
    given = values.get("identifiers")
    # What is no object, the database refuses when the speaker is saved.
    identifiers = given if isinstance(given, dict) else {}
    rows = Speaker.objects.like([values["name"], *values.get("other_names", [])], identifiers)
    return [Candidate(row) for row in rows[:MOST_SPEAKERS]]


LIKE: Mapping[type[Model], Callable[[Mapping[str, Any]], list[Candidate]]] = {
    Claim: claims_like,
    Speaker: speakers_like,
}


def candidates(model: type[Model], values: Mapping[str, Any], *, allowed: bool) -> list[Candidate]:
    """The rows that a new row of `model` with these values is like; none if similar rows are `allowed`.

    Until the transaction ends, no other one creates a row of the table, unless both allow similar ones.
    """
    lock_new_rows(model, to_compare=not allowed)
    return [] if allowed else LIKE[model](values)
