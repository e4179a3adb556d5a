"""`python -m benchmarks.matching.train`: learns `claims/search/weights.json` from judged queries.

The ranking weights are those of a softmax over the candidates of each query, with an L2 penalty: the right claims
should get the largest shares. A logistic regression then turns a share and the best BM25 score into a probability. It
is trained on the queries and on short extracts of them. Plain Python is fast enough for a dozen weights.
"""

import argparse
import json
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.matching import trec
from benchmarks.matching.database import loaded
from claims.search.matching import WEIGHTS_FILE, Candidates, candidates, features, softmax

PENALTY = 1.0
STEPS, RATE, MOMENTUM = 400, 0.5, 0.9
LENGTHS = (1, 2, 3, 5, 8)
Rows = list[list[float]]
Group = tuple[Candidates, list[bool]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ("claims", "queries", "qrels"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    given = arguments.parse_args()
    queries = trec.judged(given.queries, given.qrels)
    with loaded(trec.claims(given.claims)) as claims:
        groups = list(answered(queries.values(), claims))
        short = list(answered(shortened(queries.values()), claims))
    weights = ranking(groups)
    points = [
        (list(features(share, found.best).values()), is_right)
        for found, right in (*groups, *short)
        for share, is_right in zip(softmax(found.evidence, weights), right, strict=True)
    ]
    probability = dict(zip(features(1, 1), logistic(points), strict=True))
    write({"ranking": weights, "probability": probability}, len(queries))


def ranking(groups: list[Group]) -> dict[str, float]:
    """The ranking weight of each kind of evidence."""
    names = list(groups[0][0].evidence[0])
    rows = [[[each[name] for name in names] for each in found.evidence] for found, _ in groups]
    means, scales = moments([row for each in rows for row in each])
    standard = [
        [[(value - mean) / scale for value, mean, scale in zip(row, means, scales, strict=True)] for row in each]
        for each in rows
    ]
    weights = descend([(each, right) for each, (_, right) in zip(standard, groups, strict=True)])
    return {name: weight / scale for name, weight, scale in zip(names, weights, scales, strict=True)}


def shortened(queries: Iterable[trec.Judged]) -> Iterator[trec.Judged]:
    """Each query reduced to a few consecutive words."""
    chance = random.Random(7)  # noqa: S311
    for query in queries:
        words = query.text.split()
        count = chance.choice(LENGTHS)
        start = chance.randrange(max(len(words) - count, 0) + 1)
        yield query._replace(text=" ".join(words[start : start + count]))


def answered(queries: Iterable[trec.Judged], claims: dict[int, str]) -> Iterator[Group]:
    """For each query, its candidates and which of them are right."""
    for query in queries:
        found = candidates(query.text)
        yield found, [claims[key] in query.relevant for key in found.claims]


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
    """The softmax weights, by gradient descent with momentum."""
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


def logistic(points: list[tuple[list[float], bool]]) -> list[float]:
    """The weights of the logistic regression, by Newton's method."""
    size = len(points[0][0])
    weights = [0.0] * size
    for _ in range(25):
        gradient = [0.0] * size
        curvature = [[1e-9 * (row == column) for column in range(size)] for row in range(size)]
        for values, is_right in points:
            chance = 1 / (1 + math.exp(-dot(values, weights)))
            for row, value in enumerate(values):
                gradient[row] += (chance - is_right) * value
                for column, other in enumerate(values):
                    curvature[row][column] += chance * (1 - chance) * value * other
        weights = [weight - step for weight, step in zip(weights, solved(curvature, gradient), strict=True)]
    return weights


def solved(matrix: list[list[float]], constants: list[float]) -> list[float]:
    """The solution x of `matrix` · x = `constants`, by Gauss-Jordan elimination.

    The matrix is positive definite, so that no rows need to be swapped.
    """
    rows = [[*row, value] for row, value in zip(matrix, constants, strict=True)]
    for column, pivot in enumerate(rows):
        pivot[:] = [value / pivot[column] for value in pivot]
        for other in rows:
            if other is not pivot:
                other[:] = [value - other[column] * above for value, above in zip(other, pivot, strict=True)]
    return [row[-1] for row in rows]


def write(weights: dict[str, dict[str, float]], queries: int) -> None:
    about = (
        "`ranking` weighs what a passage and a claim have in common (migrations/sql/0003/matching.sql), `probability` "
        f"its outcome (matching.py). Learnt by `python -m benchmarks.matching.train` from {queries} judged queries."
    )
    rounded = {part: {name: float(f"{value:.5g}") for name, value in each.items()} for part, each in weights.items()}
    WEIGHTS_FILE.write_text(json.dumps({"about": about, **rounded}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
