"""Which claims a passage is about: what PostgreSQL finds alike, weighed by what was learnt (`weights.json`)."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import connection

from claims.search.text import Word, plain, words

WEIGHTS = Path(__file__).with_name("weights.json")
# How many claims the words of a passage may lead to, and how many of these are compared with it.
LOOK_UPS = 5_000
CANDIDATES = 60
# So likely, and a new claim is taken for one that is there already.
SIMILAR = 0.9
MOST_SIMILAR = 5
# Longer passages are read up to here.
MOST_CHARACTERS = 10_000


@dataclass(frozen=True)
class Candidate:
    """A claim that shares words with a passage; `evidence` has what is alike, by name (`sql/matching.sql`)."""

    claim: int
    evidence: Mapping[str, float]

    @property
    def score(self) -> float:
        """How likely it is that the passage is about this claim, from 0 to 1."""
        weights = learnt()
        log_odds = weights["constant"] + sum(weights[name] * value for name, value in self.evidence.items())
        return 1 / (1 + math.exp(-log_odds))


@dataclass(frozen=True)
class Found:
    """The candidates; `cut` where the words are so common that only the newest claims were looked at."""

    candidates: list[Candidate]
    cut: bool


@cache
def learnt() -> dict[str, float]:
    """The weight of each piece of evidence, in log odds, and the constant."""
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights


def candidates(passage: str, language: str = "") -> Found:
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
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    best = max((row["bm25"] for row in rows), default=0)
    cut = any([row.pop("cut") for row in rows])
    found = [
        Candidate(
            row.pop("claim"),
            # Ranks compare a claim with the best one; how much that has in common with the passage, tells of them all.
            {"best": best, "relative": row.pop("bm25") / best, **{name: float(row[name]) for name in row}},
        )
        for row in rows
    ]
    return Found(found, cut)


def ranked(found: Iterable[Candidate]) -> list[Candidate]:
    """The likeliest first; of equal ones, the one recorded first."""
    return sorted(found, key=lambda each: (-round(each.score, 9), each.claim))


def match(passage: str, language: str, most: int) -> Found:
    """The `most` likeliest claims."""
    found = candidates(passage, language)
    return Found(ranked(found.candidates)[:most], found.cut)


def similar(text: str, language: str) -> list[Candidate]:
    """The claims that say the same as a new one would, as far as words tell, the likeliest first."""
    return [each for each in match(text, language, MOST_SIMILAR).candidates if each.score >= SIMILAR]


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
