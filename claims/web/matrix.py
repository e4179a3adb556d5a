"""The matrix of an incident as a table: speakers as rows, claims as columns by aspect."""

from collections import Counter
from typing import Any, NamedTuple

from claims.choices import Aspect

# Rows of the table. The speakers beyond them are named below it, and beyond these no more.
MOST_SPEAKERS, MOST_NAMED = 40, 100


class Group(NamedTuple):
    """Neighbouring columns: the claims about an aspect of the incident; a claim about several stands with the first."""

    aspect: str
    claims: list[dict[str, Any]]


class Cell(NamedTuple):
    """A position; `stances` is the address in the API of the stances that it follows from."""

    position: str
    changed: bool
    stances: str


class Row(NamedTuple):
    """A speaker, and for each column the cell; None where the speaker has no position on the claim."""

    speaker: dict[str, Any]
    cells: list[Cell | None]


class Table(NamedTuple):
    """A matrix to show.

    Attributes:
        others: speakers without a row.
        cut: there are more positions on a claim than the matrix shows, or more speakers than `others` names.
    """

    groups: list[Group]
    rows: list[Row]
    others: list[dict[str, Any]]
    cut: bool


def matrix_table(matrix: dict[str, Any]) -> Table:
    """The table of an answer with a matrix; speakers with positions on most of the claims come first."""
    groups = [
        Group(aspect, claims)
        for aspect in Aspect.values
        if (claims := [each for each in matrix["claims"] if min(each["aspects"], key=Aspect.values.index) == aspect])
    ]
    addresses = {claim["slug"]: claim["url"] for claim in matrix["claims"]}
    cells = {
        (each["speaker"], each["claim"]): Cell(
            each["position"], each["changed"], f"{addresses[each['claim']]}stances/?speaker={each['speaker']}"
        )
        for each in matrix["cells"]
    }
    filled = Counter(speaker for speaker, _ in cells)
    speakers = sorted(matrix["speakers"], key=lambda speaker: -filled[speaker["slug"]])
    columns = [claim["slug"] for group in groups for claim in group.claims]
    rows = [Row(each, [cells.get((each["slug"], slug)) for slug in columns]) for each in speakers[:MOST_SPEAKERS]]
    others = speakers[MOST_SPEAKERS:]
    return Table(groups, rows, others[:MOST_NAMED], matrix["cut"] or len(others) > MOST_NAMED)
