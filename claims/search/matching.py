"""Which claims a passage is about: what PostgreSQL finds alike, weighed by what was learnt (`weights.json`)."""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from claims.search.text import Word, plain, words

WEIGHTS = Path(settings.MATCHING_WEIGHTS or Path(__file__).with_name("weights.json"))
# How many claims the words of a passage may lead to, and how many of these are compared with it.
LOOK_UPS = 5_000
CANDIDATES = 60
# So likely, and a new claim is taken for one that is there already.
SIMILAR = 0.7
MOST_SIMILAR = 5
# Longer passages are read up to here.
MOST_CHARACTERS = 10_000

Weights = Mapping[str, float]
# What a deployment may add: how like a passage each claim is, by their keys. Any scale will do, weights are learnt.
Likeness = Callable[[str, Sequence[int]], Sequence[float]]


@dataclass(frozen=True)
class Candidates:
    """Claims that share words with a passage: the key of each, and what is alike, by name (`sql/matching.sql`).

    `best` is how much the passage has in common with the claim that shares most with it, in words that a single claim
    has. `cut` says that the words are so common that only the newest claims were looked at.
    """

    claims: list[int]
    evidence: list[dict[str, float]]
    best: float
    cut: bool


@dataclass(frozen=True)
class Match:
    """A claim, by its key, and the probability that a passage is about it."""

    claim: int
    score: float


@dataclass(frozen=True)
class Matches:
    """The likeliest claims first; `cut` as above."""

    matches: list[Match]
    cut: bool


@cache
def learnt() -> Mapping[str, Weights]:
    """What ranks the candidates of a passage, and what makes a probability of their ranks."""
    weights: dict[str, Weights] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights


def candidates(passage: str, language: str = "") -> Candidates:
    """The claims that share the most telling words with a passage.

    Args:
        passage: a sentence, a post, a paragraph.
        language: BCP 47; where it is empty, the passage is read in every language that claims are in.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM claims_match(%s, %s, %s, %s)",
            [plain(passage)[:MOST_CHARACTERS], language, LOOK_UPS, CANDIDATES],
        )
        names = [column.name for column in cursor.description[2:]]
        rows = cursor.fetchall()
    evidence = [{name: float(value) for name, value in zip(names, row[2:], strict=True)} for row in rows]
    best = max((each["bm25"] for each in evidence), default=0.0)
    for each in evidence:
        each["bm25"] /= best
    claims = [row[0] for row in rows]
    if settings.MATCHING_EVIDENCE and claims:
        likeness: Likeness = import_string(settings.MATCHING_EVIDENCE)
        for each, value in zip(evidence, likeness(passage, claims), strict=True):
            each["model"] = value
    return Candidates(claims, evidence, best, cut=any(row[1] for row in rows))


def ranks(evidence: Sequence[Mapping[str, float]], weights: Weights) -> list[float]:
    """How each candidate of a passage compares with the others: its share of e to the weighed evidence."""
    weighed = [sum(weights[name] * value for name, value in each.items()) for each in evidence]
    highest = max(weighed, default=0.0)
    powers = [math.exp(each - highest) for each in weighed]
    whole = sum(powers)
    return [power / whole for power in powers]


def signs(share: float, best: float) -> dict[str, float]:
    """What the probability of a candidate follows from: its share, and how much is known at all."""
    return {"share": math.log(max(share, 1e-9)), "best": math.log1p(best), "constant": 1.0}


def probability(share: float, best: float, weights: Weights) -> float:
    log_odds = sum(weights[name] * value for name, value in signs(share, best).items())
    return 1 / (1 + math.exp(-log_odds))


def match(passage: str, language: str, most: int) -> Matches:
    """The `most` likeliest claims; of equal ones, the one recorded first."""
    found, weights = candidates(passage, language), learnt()
    shares = ranks(found.evidence, weights["ranking"])
    scores = [probability(share, found.best, weights["probability"]) for share in shares]
    return Matches(ranked(map(Match, found.claims, scores))[:most], found.cut)


def ranked(found: Iterable[Match]) -> list[Match]:
    """The likeliest first; of equal ones, the one recorded first."""
    return sorted(found, key=lambda each: (-round(each.score, 9), each.claim))


def similar(text: str, language: str) -> list[Match]:
    """The claims that say the same as a new one would, as far as words tell, the likeliest first."""
    return [each for each in match(text, language, MOST_SIMILAR).matches if each.score >= SIMILAR]


def shared_words(passage: str, language: str, claims: Sequence[int]) -> dict[int, list[Word]]:
    """The words of a passage that each of some claims has as well, in whatever form."""
    there = list(words(passage))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT claim, array_agg(word) FROM claims_shared_words(%s, %s, %s) GROUP BY claim",
            [sorted({each.word for each in there}), language, list(claims)],
        )
        shared = {claim: set(found) for claim, found in cursor.fetchall()}
    return {claim: [each for each in there if each.word in shared.get(claim, ())] for claim in claims}
