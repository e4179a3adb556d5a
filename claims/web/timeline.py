"""A timeline to draw: positions as lanes, statements as marks, vague dates as bars, changes of position as steps.

All places are percentages of the width, so that the picture is as wide as the page and its letters keep their size.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from claims.choices import COMMITTAL_POSITIONS, Precision, StancePosition

# In pixels: the height of a lane, and of the line of dates below them.
LANE, DATES = 40, 28
# In percent of the width: where the first day begins and the last one ends; the least width of a bar.
LEFT, RIGHT, NARROWEST = 2.0, 98.0, 1.5
# Where in a lane its marks are, from its upper edge.
MIDDLE = 26
DAYS_OF_YEARS, DAYS_OF_MONTHS = 4 * 365, 100


class Mark(NamedTuple):
    """A stance to draw; those with the same thread can change position."""

    position: StancePosition
    on: date
    precision: Precision
    thread: tuple[str, str]

    @property
    def end(self) -> date:
        """The day after the period in which it was said."""
        match self.precision:
            case Precision.DAY:
                return self.on + timedelta(days=1)
            case Precision.WEEK:
                return self.on + timedelta(days=7)
            case Precision.MONTH:
                return (self.on.replace(day=1) + timedelta(days=32)).replace(day=1)
        return date(self.on.year + 1, 1, 1) if self.on.year < date.max.year else date.max


class Drawn(NamedTuple):
    """A mark in a lane: as a bar from `x` as wide as `width`, or as a point in its middle where the day is known."""

    x: str
    width: str
    middle: str
    is_day: bool
    times: int


class Lane(NamedTuple):
    position: StancePosition
    top: int
    middle: int
    label: int
    marks: list[Drawn]


class Step(NamedTuple):
    """A change of position: where, from which height to which."""

    x: str
    begin: int
    end: int


class Tick(NamedTuple):
    """A date on the line: where, how precise, and which end of its words stands there."""

    x: str
    on: date
    precision: Precision
    anchor: str


class Timeline(NamedTuple):
    """A timeline to draw: `line` is where the dates begin, in pixels from above."""

    lanes: list[Lane]
    steps: list[Step]
    first: Tick
    last: Tick
    line: int
    height: int

    @property
    def ticks(self) -> tuple[Tick, Tick]:
        return self.first, self.last


def marks_of_stances(stances: Iterable[dict[str, Any]]) -> list[Mark]:
    """The marks of stances as the API has them."""
    return [mark(each, each["statement"]) for each in stances]


def marks_of_statements(statements: Iterable[dict[str, Any]]) -> list[Mark]:
    """The marks of all stances of statements that stand."""
    return [mark(stance, said) for said in statements if said["status"] == "active" for stance in said["stances"]]


def mark(stance: dict[str, Any], said: dict[str, Any]) -> Mark:
    on, precision = date.fromisoformat(said["made_on"]), Precision(said["made_on_precision"])
    return Mark(StancePosition(stance["position"]), on, precision, (said["speaker"]["slug"], stance["claim"]["slug"]))


def timeline(marks: list[Mark]) -> Timeline | None:
    """The timeline of marks; None where all are of the same period."""
    if len({(each.on, each.precision) for each in marks}) < 2:  # noqa: PLR2004 - two to compare
        return None
    begin, end = min(each.on for each in marks), max(each.end for each in marks)
    days = (end - begin).days

    def at(day: date) -> float:
        return LEFT + (RIGHT - LEFT) * (day - begin).days / days

    lanes: list[Lane] = []
    for position in StancePosition:
        same = Counter((each.on, each.end, each.precision) for each in marks if each.position == position)
        if same:
            top = len(lanes) * LANE
            drawn = [
                draw(at(on), at(until), precision, times) for (on, until, precision), times in sorted(same.items())
            ]
            lanes.append(Lane(position, top, top + MIDDLE, top + 12, drawn))
    heights = {lane.position: lane.middle for lane in lanes}
    steps = [
        Step(percent((at(later.on) + at(later.end)) / 2), heights[earlier.position], heights[later.position])
        for earlier, later in changes(marks)
    ]
    line = len(lanes) * LANE + 4
    precision = Precision.YEAR if days > DAYS_OF_YEARS else Precision.MONTH if days > DAYS_OF_MONTHS else Precision.DAY
    first = Tick(percent(LEFT), begin, precision, "start")
    last = Tick(percent(RIGHT), end - timedelta(days=1), precision, "end")
    return Timeline(lanes, steps, first, last, line, line + DATES)


def draw(begin: float, end: float, precision: Precision, times: int) -> Drawn:
    width = max(end - begin, NARROWEST)
    middle = min(max((begin + end) / 2, LEFT), RIGHT)
    return Drawn(percent(begin), percent(width), percent(middle), precision == Precision.DAY, times)


def percent(value: float) -> str:
    return f"{value:.2f}%"


def changes(marks: list[Mark]) -> list[tuple[Mark, Mark]]:
    """The neighbouring marks of one thread between which the position changed, of those that commit the speaker."""
    threads: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for each in sorted(marks, key=lambda each: (each.on, each.end)):
        if each.position in COMMITTAL_POSITIONS:
            threads[each.thread].append(each)
    return [
        (earlier, later)
        for thread in threads.values()
        for earlier, later in pairwise(thread)
        if earlier.position != later.position
    ]
