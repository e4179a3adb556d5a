"""Reads claims, queries and judgements in TREC's formats, and computes its measures."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

MAP_DEPTH = 5  # the ranks that MAP@5 counts
HIT_DEPTH = 10


class Judged(NamedTuple):
    """A query, and the claims that answer it."""

    text: str
    relevant: frozenset[str]


def table(path: Path) -> Iterator[list[str]]:
    """The rows of a TSV file below its heading."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        yield from rows


def claims(path: Path) -> dict[str, tuple[str, str]]:
    """Text and title of each claim by its id, from the columns id, text and title."""
    return {claim: (text.strip(), "".join(title).strip()) for claim, text, *title in table(path)}


def judged(queries: Path, qrels: Path) -> dict[str, Judged]:
    """The queries with a relevant claim, by id.

    A row of `queries` is id and text; a line of `qrels` is query id, 0, claim id and relevance.
    """
    answers: dict[str, set[str]] = {}
    for line in qrels.read_text(encoding="utf-8").splitlines():
        query, _, claim, relevance = line.split()
        if int(relevance) > 0:
            answers.setdefault(query, set()).add(claim)
    return {row[0]: Judged(row[1], frozenset(answers[row[0]])) for row in table(queries) if row[0] in answers}


def average_precision(ranked: Sequence[str], relevant: frozenset[str]) -> float:
    found, total = 0, 0.0
    for rank, claim in enumerate(ranked[:MAP_DEPTH], 1):
        if claim in relevant:
            found += 1
            total += found / rank
    return total / min(len(relevant), MAP_DEPTH)


def measures(ranked: Mapping[str, Sequence[str]], queries: Mapping[str, Judged]) -> dict[str, float]:
    """MAP@5, P@1 and hit@10 over all queries."""
    runs = [(ranked[name], query.relevant) for name, query in queries.items()]
    return {
        "MAP@5": sum(average_precision(*run) for run in runs) / len(runs),
        "P@1": sum(bool(relevant & {*found[:1]}) for found, relevant in runs) / len(runs),
        "hit@10": sum(bool(relevant & {*found[:HIT_DEPTH]}) for found, relevant in runs) / len(runs),
    }
