"""Rows that a new speaker or claim probably repeats: the API and the desk ask for them before they record it."""

from collections.abc import Callable, Collection, Mapping
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


def claims_like(values: Mapping[str, Any], distinct: Collection[int]) -> list[Candidate]:
    """Claims that probably say the same, the most probable first. Of two, each would be counted by itself."""
    found = similar(values["text"], values.get("language", "en"), distinct)
    scores = {each.claim: each.score for each in found}
    claims = Claim.objects.in_bulk(scores)
    return [Candidate(claims[key], scores[key]) for key in scores if key in claims]


def speakers_like(values: Mapping[str, Any], distinct: Collection[int]) -> list[Candidate]:
    """Speakers with one of the names or identifiers. Of one person recorded twice, each has half of the record."""
    given = values.get("identifiers")
    # What is no object, the database refuses when the speaker is saved.
    identifiers = given if isinstance(given, dict) else {}
    rows = Speaker.objects.like([values["name"], *values.get("other_names", [])], identifiers).exclude(pk__in=distinct)
    return [Candidate(row) for row in rows[:MOST_SPEAKERS]]


LIKE: Mapping[type[Model], Callable[[Mapping[str, Any], Collection[int]], list[Candidate]]] = {
    Claim: claims_like,
    Speaker: speakers_like,
}


def candidates(model: type[Model], values: Mapping[str, Any], distinct: Collection[int]) -> list[Candidate]:
    """The rows that a new row of `model` with these values is like.

    Until the transaction ends, no other one that compares creates a row of the table.

    Args:
        distinct: the primary keys of rows which the writer has looked at, and found to be others.
    """
    lock_new_rows(model)
    return LIKE[model](values, distinct)
