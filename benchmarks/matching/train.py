"""`python -m benchmarks.matching.train`: learns `claims/search/weights.json` from judged queries.

The weights rank: of the claims that share words with a query, those that answer it should have the largest share of
exp(score) (a softmax over the candidates of each query, with an L2 penalty). A logistic curve over all candidates then
makes the score of a claim the probability that it is the one. Plain gradient descent: there are ten weights.
"""

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.matching import trec
from benchmarks.matching.database import loaded

PENALTY = 1.0
STEPS, RATE, MOMENTUM = 400, 0.5, 0.9
Rows = list[list[float]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ("claims", "queries", "qrels"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    given = arguments.parse_args()
    queries = trec.judged(given.queries, given.qrels)
    with loaded(trec.claims(given.claims)) as claims:
        names, groups = evidence(queries, claims)
    means, scales = moments([row for rows, _ in groups for row in rows])
    standard = [
        ([[(v - m) / s for v, m, s in zip(row, means, scales, strict=True)] for row in rows], right)
        for rows, right in groups
    ]
    ranking = descend(standard)
    slope, constant = calibrated(standard, ranking)
    weights = [slope * w / s for w, s in zip(ranking, scales, strict=True)]
    constant -= sum(w * m for w, m in zip(weights, means, strict=True))
    write({"constant": constant, **dict(zip(names, weights, strict=True))}, len(queries))


def evidence(
    queries: dict[str, trec.Judged], claims: dict[int, str]
) -> tuple[list[str], list[tuple[Rows, list[bool]]]]:
    """What speaks for each candidate of each query, and which of them are right."""
    from claims.search.matching import candidates  # noqa: PLC0415 - after Django's set-up

    names: list[str] = []
    groups = []
    for query in queries.values():
        found = candidates(query.text).candidates
        names = names or sorted(found[0].evidence)
        rows = [[each.evidence[name] for name in names] for each in found]
        groups.append((rows, [claims[each.claim] in query.relevant for each in found]))
    return names, groups


def moments(rows: Rows) -> tuple[list[float], list[float]]:
    """Mean and standard deviation of each column."""
    columns = list(zip(*rows, strict=True))
    means = [sum(column) / len(column) for column in columns]
    deviations = [
        math.sqrt(sum((v - m) ** 2 for v in column) / len(column)) or 1.0
        for column, m in zip(columns, means, strict=True)
    ]
    return means, deviations


def dot(row: Sequence[float], weights: Sequence[float]) -> float:
    return sum(v * w for v, w in zip(row, weights, strict=True))


def descend(groups: list[tuple[Rows, list[bool]]]) -> list[float]:
    """The weights that rank best."""
    asked = [(rows, right) for rows, right in groups if any(right)]
    weights = [0.0] * len(asked[0][0][0])
    speed = list(weights)
    for _ in range(STEPS):
        gradient = [w * PENALTY / len(asked) for w in weights]
        for rows, right in asked:
            scores = [dot(row, weights) for row in rows]
            top = max(scores)
            shares = [math.exp(score - top) for score in scores]
            whole, wanted = sum(shares), sum(right)
            for row, share, is_right in zip(rows, shares, right, strict=True):
                off = share / whole - is_right / wanted
                if abs(off) > 1e-6:  # noqa: PLR2004
                    for column, value in enumerate(row):
                        gradient[column] += off * value / len(asked)
        speed = [MOMENTUM * v - RATE * g for v, g in zip(speed, gradient, strict=True)]
        weights = [w + v for w, v in zip(weights, speed, strict=True)]
    return weights


def calibrated(groups: list[tuple[Rows, list[bool]]], weights: Sequence[float]) -> tuple[float, float]:
    """Slope and constant of the log odds that a candidate with a score is right: Newton's method."""
    points = [
        (dot(row, weights), is_right) for rows, right in groups for row, is_right in zip(rows, right, strict=True)
    ]
    slope = constant = 0.0
    for _ in range(30):
        gs = gc = ss = sc = cc = 0.0
        for score, is_right in points:
            chance = 1 / (1 + math.exp(-(slope * score + constant)))
            off, weight = chance - is_right, chance * (1 - chance)
            gs, gc = gs + off * score, gc + off
            ss, sc, cc = ss + weight * score * score, sc + weight * score, cc + weight
        determinant = ss * cc - sc * sc
        slope -= (cc * gs - sc * gc) / determinant
        constant -= (ss * gc - sc * gs) / determinant
    return slope, constant


def write(weights: dict[str, Any], queries: int) -> None:
    from claims.search.matching import WEIGHTS  # noqa: PLC0415

    about = (
        "Log odds that a passage is about a claim: the constant, and for each piece of evidence (sql/matching.sql, "
        f"matching.py) its weight. Learnt by `python -m benchmarks.matching.train` from {queries} judged queries."
    )
    rounded = {name: float(f"{value:.5g}") for name, value in weights.items()}
    WEIGHTS.write_text(json.dumps({"about": about, "weights": rounded}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
