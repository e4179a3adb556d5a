"""Finding the claims that a passage is about: evidence from PostgreSQL, weighted as learnt in `weights.json`."""

import json
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from claims.search.text import plain
from tracker.postgres import prepared

WEIGHTS_FILE = Path(settings.MATCHING_WEIGHTS or Path(__file__).with_name("weights.json"))
# The words of a passage lead to at most LOOK_UPS claims; the best CANDIDATES of these are compared with it in detail.
LOOK_UPS = 5_000
CANDIDATES = 50
# What `claims_match` tells of each candidate.
EVIDENCE = ("bm25", "telling", "text_share", "foreign_numbers", "stems", "text_trigrams", "name_trigrams", "again")
# From this probability on, a new claim counts as a repetition of a recorded one.
SIMILAR = 0.7
MAX_SIMILAR = 5
# A text repeats a claim if it has all its words, and the claim has at least this part of the trigrams of the text.
WHOLE = 0.8
# The rest of a longer passage is ignored.
MAX_CHARACTERS = 10_000

Weights = Mapping[str, float]
# A deployment's own evidence (MATCHING_EVIDENCE): a passage and primary keys of claims in, a number for each claim out.
# The scale does not matter, since its weight is learnt.
Evidence = Callable[[str, Sequence[int]], Sequence[float]]


@dataclass(frozen=True)
class Candidates:
    """Claims that share words with a passage: their primary keys, and their evidence by name (`claims_match`).

    `best` is their highest BM25 score; its unit is the IDF of a word that only one claim has. `bm25` in the evidence is
    a fraction of it. `cut` says that the words are so frequent that only the newest claims were looked at.
    """

    claims: list[int]
    evidence: list[dict[str, float]]
    best: float
    cut: bool


@dataclass(frozen=True)
class Match:
    """The primary key of a claim, and the probability that the passage is about it."""

    claim: int
    score: float


class Word(NamedTuple):
    """A word of a passage, and its offsets there in code points."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Matches:
    """Matches, the most probable first; `cut` as in `Candidates`."""

    matches: list[Match]
    cut: bool


@cache
def load_weights() -> Mapping[str, Weights]:
    """The weights in `weights.json`: `ranking` for the evidence of a candidate, `probability` for `features`."""
    weights: dict[str, Weights] = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return weights


def candidates(passage: str, language: str = "") -> Candidates:
    """The claims with the highest BM25 scores for a passage.

    Args:
        passage: a sentence, a post, a paragraph.
        language: BCP 47; if it is empty, the passage is analysed in every language that claims are in.
    """
    asked = [plain(passage[:MAX_CHARACTERS]).text, language, LOOK_UPS, CANDIDATES]
    rows = prepared.rows(f"SELECT claim, cut, {', '.join(EVIDENCE)} FROM claims_match(%s, %s, %s, %s)", asked)  # noqa: S608
    evidence = [{name: float(value) for name, value in zip(EVIDENCE, row[2:], strict=True)} for row in rows]
    best = max((each["bm25"] for each in evidence), default=0.0)
    for each in evidence:
        each["bm25"] /= best
    claims = [row[0] for row in rows]
    if settings.MATCHING_EVIDENCE and claims:
        of_deployment: Evidence = import_string(settings.MATCHING_EVIDENCE)
        for each, value in zip(evidence, of_deployment(passage, claims), strict=True):
            each["model"] = value
    return Candidates(claims, evidence, best, cut=any(row[1] for row in rows))


def softmax(evidence: Sequence[Mapping[str, float]], weights: Weights) -> list[float]:
    """The softmax of the weighted evidence: each candidate's share, which all add up to 1."""
    weighted = [sum(weights[name] * value for name, value in each.items()) for each in evidence]
    highest = max(weighted, default=0.0)
    powers = [math.exp(each - highest) for each in weighted]
    total = sum(powers)
    return [power / total for power in powers]


def features(share: float, best: float) -> dict[str, float]:
    """The features of the logistic regression: the candidate's share, the best BM25 score, and the constant term."""
    return {"share": math.log(max(share, 1e-9)), "best": math.log1p(best), "constant": 1.0}


def probability(share: float, best: float, weights: Weights) -> float:
    """The probability that the passage is about a candidate, by logistic regression."""
    log_odds = sum(weights[name] * value for name, value in features(share, best).items())
    return 1 / (1 + math.exp(-log_odds))


def scored(found: Candidates) -> list[Match]:
    """The candidates with their probabilities, the most probable first."""
    weights = load_weights()
    shares = softmax(found.evidence, weights["ranking"])
    scores = [probability(share, found.best, weights["probability"]) for share in shares]
    return ranked(map(Match, found.claims, scores))


def match(passage: str, language: str, most: int) -> Matches:
    """The `most` most probable claims; of equally probable ones, the older comes first."""
    found = candidates(passage, language)
    return Matches(scored(found)[:most], found.cut)


def ranked(found: Iterable[Match]) -> list[Match]:
    """The matches sorted by probability; of equally probable claims, the older comes first."""
    return sorted(found, key=lambda each: (-round(each.score, 9), each.claim))


def similar(text: str, language: str, distinct: Collection[int] = ()) -> list[Match]:
    """The claims that a new one with this text probably repeats, the most probable first, but for those of `distinct`.

    Claims that say the contrary are left out, and do not lessen the share of those that say the same.
    """
    found = candidates(text, language)
    likely = [each.claim for each in likeness(found)[:MAX_SIMILAR]]
    others = without(found, contrary(text, language, likely))
    return [
        each
        for each in likeness(others)
        if each.score >= SIMILAR and each.claim in likely and each.claim not in distinct
    ]


def likeness(found: Candidates) -> list[Match]:
    """The candidates with the probability that a text repeats them, the most probable first.

    Where a text has all words of a candidate, and few others, it counts how much they share: several copies that are
    there already would divide the probability between them.
    """
    shared = {
        claim: each["text_trigrams"]
        for claim, each in zip(found.claims, found.evidence, strict=True)
        if each["text_share"] == 1 and each["text_trigrams"] >= WHOLE
    }
    return ranked(Match(each.claim, max(each.score, shared.get(each.claim, 0))) for each in scored(found))


def contrary(text: str, language: str, claims: Sequence[int]) -> set[int]:
    """Those of the claims that say something else than a text which may share most words (`claims_contrary`)."""
    asked = [text[:MAX_CHARACTERS], language, list(claims)]
    return {claim for (claim,) in prepared.rows("SELECT claims_contrary(%s, %s, %s)", asked)}


def without(found: Candidates, claims: Collection[int]) -> Candidates:
    """The candidates but for some claims, with evidence relative to the best that is left."""
    kept = [place for place, claim in enumerate(found.claims) if claim not in claims]
    best = max((found.evidence[place]["bm25"] for place in kept), default=0.0)
    evidence = [found.evidence[place] | {"bm25": found.evidence[place]["bm25"] / best} for place in kept]
    return Candidates([found.claims[place] for place in kept], evidence, best * found.best, found.cut)


def shared_words(passage: str, language: str, claims: Sequence[int]) -> dict[int, list[Word]]:
    """For each of the claims, the words of the passage that it also has, in any inflected form."""
    text, places = plain(passage[:MAX_CHARACTERS])
    shared: dict[int, list[Word]] = {claim: [] for claim in claims}
    statement = 'SELECT claim, "start", "end" FROM claims_shared_words(%s, %s, %s) ORDER BY "start"'
    for claim, start, end in prepared.rows(statement, [text, language, list(claims)]):
        first, last = places[start], places[end - 1] + 1
        shared[claim].append(Word(passage[first:last], first, last))
    return shared
