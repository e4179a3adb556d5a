"""When something was said: the date that stands with its verb of saying, else the day of the text."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from claims.reading.candidates import Day
from claims.reading.dates import Dated, agreed, dates
from claims.reading.lists import Language
from claims.reading.subjects import Range, is_filler, is_verb
from claims.reading.tokens import QUOTE, SIGN, Row, sentence

# Tokens between a verb of saying and its date: told reporters in Brussels on Monday.
WITHIN = 10
# Parts between commas in which the verb is looked for: Smith, the mayor, said.
PARTS = 3


class Days:
    """The days of a paragraph.

    Args:
        day: the text's own; None if that is unknown, and then nothing has a day.
    """

    def __init__(self, row: Row, language: Language, day: date | None) -> None:
        self.row, self.language, self.day = row, language, day
        self.found: list[Dated] = []
        start = 0
        while day and start < len(row):
            self.found += dates(row, start, row.ends[start], language, day)
            start = row.ends[start]
        self.starts = [each.start for each in self.found]

    def within(self, start: int, end: int) -> list[Dated]:
        """The times in a range of tokens."""
        return self.found[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def of_text(self) -> Day | None:
        """The day of the text; its precision is for the caller to know."""
        return Day(self.day, "") if self.day else None

    def are_named(self, place: int) -> bool:
        """Whether the sentence of a token names a time."""
        return bool(self.within(*sentence(self.row, place)))

    def said(self, source: Range, words: Range | None = None) -> Day | None:
        """When somebody spoke, by the sentence that says so.

        Args:
            source: the tokens for who spoke.
            words: the tokens of what they said, where it is no quotation; no date in it counts.

        Returns:
            The day of the text where the sentence names none. None where that is unknown, or where the sentence names
            a day of which one cannot tell whether it is that of the saying.
        """
        start, end = sentence(self.row, source[0])
        taken = words or (end, end)
        found = [each for each in self.within(start, end) if each.end <= taken[0] or each.start >= taken[1]]
        if not found:
            return self.of_text()
        frame = Frame(self.row, self.language, found, (start, end), taken)
        frame.find_verb(source)
        own: list[Day] = []
        for each in found:
            if frame.dates(each):
                if each.day is None:
                    return None
                own.append(each.day)
                if each.start >= frame.anchor:
                    break  # What follows is said of something else: said on Monday after the attack in March.
            elif each.start < frame.high:
                return None
        return agreed(own) if own else self.of_text()


class Frame:
    """The part of a sentence, between commas and quotations, in which somebody is said to speak.

    Attributes:
        within: the sentence.
        taken: what they said, in the writer's words.
        low, high: the part; the speaker's begins at `first`.
        verb: the verb of saying.
        anchor: the token after verb and speaker.
    """

    def __init__(self, row: Row, language: Language, found: Sequence[Dated], within: Range, taken: Range) -> None:
        self.row, self.language, self.within, self.taken = row, language, within, taken
        self.inside = {at for each in found for at in range(each.start, each.end)}
        self.low = self.high = self.anchor = self.first = within[0]
        self.verb: Range | None = None

    def find_verb(self, source: Range) -> None:
        """Finds the verb in the part of the speaker, or in the next ones: Smith, the mayor, said."""
        self.go_to(source)
        self.anchor, self.first = source[1], self.low
        for _ in range(PARTS):
            places = [*range(self.anchor, self.high), *range(min(self.anchor, self.high) - 1, self.low - 1, -1)]
            sizes = ((at, is_verb(self.row, at, self.language)) for at in places)
            if verb := next(((at, at + size) for at, size in sizes if size), None):
                self.verb, self.anchor = verb, max(verb[1], self.anchor)
                return
            if self.high >= self.within[1] or self.row[self.high].text != ",":
                return
            self.go_to((self.high + 1, self.high + 1))
            self.anchor = self.low

    def go_to(self, middle: Range) -> None:
        self.low, self.high = middle
        while self.low > self.within[0] and not self.ends(self.low - 1):
            self.low -= 1
        while self.high < self.within[1] and not self.ends(self.high):
            self.high += 1

    def ends(self, at: int) -> bool:
        """Whether the part ends before a token: a sign, a quotation, or the clause that a verb introduces."""
        token = self.row[at]
        is_sign = token.kind == SIGN and token.text != "." and at not in self.inside
        is_taken = self.taken[0] <= at < self.taken[1]
        return token.kind == QUOTE or is_sign or is_taken or token.lower in self.language.more

    def dates(self, each: Dated) -> bool:
        """Whether a time is that of the verb: it stands beside the part, at its beginning, or after the verb."""
        if not self.verb:
            return False
        if each.end + 1 in {self.low, self.first} and self.row[each.end].text == ",":
            return self.row[each.start - 1].text == "," or self.is_light(self.within[0], each.start)
        if each.start == self.high + 1 and self.row[self.high].text == ",":
            return each.end >= self.within[1] or self.row[each.end].kind in {QUOTE, SIGN}
        if not self.low <= each.start < self.high:
            return False
        if each.start >= self.anchor:
            gap = self.row[self.anchor : each.start]
            others = (self.language.off, self.language.relatives, self.language.conjunctions)
            return len(gap) <= WITHIN and not any(token.lower in words for token in gap for words in others)
        is_between = each.start >= self.verb[1] and self.is_light(self.verb[1], each.start)
        return is_between or each.end == self.verb[0] or self.is_light(self.low, each.start)

    def is_light(self, start: int, end: int) -> bool:
        """Whether nothing but adverbs, auxiliaries and words like “but” stands in a range."""
        words = self.row[start:end]
        return all(each.lower in self.language.openers or is_filler(each, self.language) for each in words)
