"""Counts the steps of a backtracking search, so that a test can hold a regular expression to linear time.

It does what Python's engine does, character by character, for the constructs that our patterns have. Clocks differ
between runs; steps do not.
"""

import re
import sys
from collections.abc import Iterator
from typing import Any

from re import _compiler, _constants, _parser  # type: ignore[attr-defined]  # isort: skip

SINGLE = {"LITERAL", "NOT_LITERAL", "IN", "ANY"}
# More steps than any linear pattern takes for the texts of the tests.
MAX_STEPS = 20_000
REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}


class Search:
    """A search of `pattern` in texts; `steps` counts the attempts to match a character."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.flags = pattern.flags
        self.parsed = _parser.parse(pattern.pattern, pattern.flags)
        self.compiled: dict[int, Any] = {}
        self.steps = 0

    def all(self, text: str) -> int:
        """The number of matches in the text, one after the other, as `finditer` finds them."""
        found = start = 0
        while start <= len(text):
            end = next(self.sequence(list(self.parsed), text, start), None)
            found += end is not None
            start = max(start + 1, end or 0)
        return found

    def sequence(self, items: list[Any], text: str, at: int) -> Iterator[int]:
        """The ends of all matches of the items that begin at `at`, in the order of the engine."""
        if not items:
            yield at
            return
        for end in self.item(items[0], text, at):
            yield from self.sequence(items[1:], text, end)

    def item(self, item: Any, text: str, at: int) -> Iterator[int]:  # noqa: C901 - one branch for each construct
        name, given = str(item[0]), item[1]
        if self.steps >= MAX_STEPS:
            return
        if name in SINGLE:
            self.steps += 1
            if self.alone(item).match(text, at, at + 1):
                yield at + 1
        elif name == "SUBPATTERN":
            yield from self.sequence(list(given[3]), text, at)
        elif name == "ATOMIC_GROUP":
            yield from self.first(self.sequence(list(given), text, at))
        elif name == "BRANCH":
            for branch in given[1]:
                yield from self.sequence(list(branch), text, at)
        elif name in REPEATS:
            ends = self.repeat(list(given[2]), given[0], given[1], text, at, lazy=name == "MIN_REPEAT")
            yield from self.first(ends) if name == "POSSESSIVE_REPEAT" else ends
        elif name in {"AT", "ASSERT", "ASSERT_NOT"}:
            # Anchors, and assertions of a bounded width: one step.
            self.steps += 1
            if self.alone(item).match(text, at):
                yield at
        else:
            raise NotImplementedError(name)

    def repeat(self, body: list[Any], least: int, most: Any, text: str, at: int, *, lazy: bool) -> Iterator[int]:
        if lazy and least <= 0:
            yield at
        if most > 0:
            rest = most if most is _constants.MAXREPEAT else most - 1
            for end in self.sequence(body, text, at):
                if end > at:
                    yield from self.repeat(body, least - 1, rest, text, end, lazy=lazy)
        if not lazy and least <= 0:
            yield at

    @staticmethod
    def first(ends: Iterator[int]) -> Iterator[int]:
        found = next(ends, None)
        if found is not None:
            yield found

    def alone(self, item: Any) -> Any:
        """The item compiled as a pattern of its own."""
        if id(item) not in self.compiled:
            state = _parser.State()
            state.flags = self.flags
            self.compiled[id(item)] = _compiler.compile(_parser.SubPattern(state, [item]), self.flags), item
        return self.compiled[id(item)][0]


def steps(pattern: re.Pattern[str], text: str) -> int:
    """The steps that it takes to find all matches of the pattern in the text."""
    search = Search(pattern)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    try:
        search.all(text)
    finally:
        sys.setrecursionlimit(limit)
    return search.steps
