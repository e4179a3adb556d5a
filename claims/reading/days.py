"""When something was said: weekdays and words like “yesterday” beside a quotation, counted from the text's own day."""

from datetime import date, timedelta

from claims.reading.candidates import Day
from claims.reading.lists import Language
from claims.reading.tokens import WORD, Row, sentence

WEEK = 7


def day_said(row: Row, place: int, language: Language, day: date | None) -> Day | None:
    """The day that the sentence of a quotation names, else the day of the text; None where that is unknown."""
    if day is None:
        return None
    start, end = sentence(row, place)
    found = {
        each
        for token in row[start:end]
        if token.kind == WORD and (each := day_named(token.lower, language, day)) is not None
    }
    return Day(found.pop(), "day") if len(found) == 1 else Day(day, "")


def day_named(word: str, language: Language, day: date) -> date | None:
    """The day that a word names, on or before the text's own."""
    if word in language.today:
        return day
    if word in language.yesterday:
        return day - timedelta(days=1)
    number = language.weekdays.get(word)
    return None if number is None else day - timedelta(days=(day.weekday() - number) % WEEK)
