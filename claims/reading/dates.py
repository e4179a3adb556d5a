"""Dates that a text names, counted from its own day: days, weeks, months and years that were not after it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from claims.reading.candidates import Day
from claims.reading.lists import Language
from claims.reading.subjects import is_filler
from claims.reading.times import TIME, begins_time, year_of
from claims.reading.tokens import WORD, Row

WEEK = 7
MONTHS = 12
# Digits of the day of a month.
DIGITS = 2
ORDINALS = ("st", "nd", "rd", "th", "er", "º", "°")
# Tokens between two parts of a date: Monday, the 22nd.
APART = 2


@dataclass(frozen=True)
class Dated:
    """Words for a time: a range of tokens with its preposition.

    Attributes:
        day: None where it cannot be told, or where a preposition (“since Monday”) makes it another one's.
        is_weekday: it was named by its weekday alone, so that a date beside it says which.
    """

    start: int
    end: int
    day: Day | None
    is_weekday: bool = False


def dates(row: Row, start: int, end: int, language: Language, day: date) -> list[Dated]:
    """The times that a range of tokens names, in their order."""
    found: list[Dated] = []
    for each in named(row, start, end, language, day):
        if found and each.start - found[-1].end <= APART and is_gap(row, found[-1].end, each.start, language):
            found[-1] = joined(found[-1], each)
        else:
            found.append(each)
    return found


def named(row: Row, start: int, end: int, language: Language, day: date) -> Iterator[Dated]:
    at = start
    while at < end:
        one = date_at(row, at, end, language, day) if row[at].kind == WORD else None
        if one is None:
            at += 1
            continue
        first, is_own = with_preposition(row, start, at, language)
        yield replace(one, start=first, day=one.day if is_own else None)
        at = one.end


def with_preposition(row: Row, low: int, at: int, language: Language) -> tuple[int, bool]:
    """Where a date begins with its preposition, and whether something may have been said then."""
    while at > low and row[at - 1].lower in language.when and row[at - 1].kind == WORD:
        at -= 1
    if at == low or row[at - 1].kind != WORD:
        return at, True
    before = row[at - 1].lower
    if before in language.off or before in language.weekdays:
        return at, before in language.weekdays
    others = (language.breaks, language.joins, language.determiners)
    is_free = before in language.pronouns or is_filler(row[at - 1], language)
    return at, is_free or not any(before in each for each in others)


def is_gap(row: Row, start: int, end: int, language: Language) -> bool:
    """Whether nothing but commas and determiners stands between two parts of a date."""
    return all(each.text == "," or each.lower in language.determiners for each in row[start:end])


def joined(one: Dated, other: Dated) -> Dated:
    """Two parts of one date: Friday, 19 September; Friday last week."""
    both = replace(one, end=other.end, is_weekday=False)
    if one.day is None or other.day is None:
        return replace(both, day=None)
    if one.is_weekday and other.day.precision == "day":
        return replace(both, day=other.day)
    return replace(both, day=agreed([one.day, other.day]))


def agreed(days: list[Day]) -> Day | None:
    """The most exact of some days, where all others have it in them."""
    best = min(days, key=lambda each: last_of(each) - each.first)
    return best if all(each.first <= best.first and last_of(best) <= last_of(each) for each in days) else None


def last_of(day: Day) -> date:
    """The last day of a period."""
    if day.precision == "week":
        return day.first + timedelta(days=WEEK - 1)
    if day.precision == "month":
        return (day.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day.first.replace(month=MONTHS, day=31) if day.precision == "year" else day.first


def date_at(row: Row, at: int, end: int, language: Language, day: date) -> Dated | None:
    """The time whose words begin at a token, without its preposition."""
    if not begins_time(row[at].lower, language):
        return None
    words = [each.lower for each in row[at : min(at + TIME, end)]]
    if size := language.undated.at(words, 0) or language.tomorrow.at(words, 0):
        return Dated(at, at + size, None)
    monday, first = day - timedelta(days=day.weekday()), day.replace(day=1)
    periods = (
        (language.today, Day(day, "day")),
        (language.yesterday, Day(day - timedelta(days=1), "day")),
        (language.this_week, Day(monday, "week")),
        (language.last_week, Day(monday - timedelta(days=WEEK), "week")),
        (language.this_month, Day(first, "month")),
        (language.last_month, Day((first - timedelta(days=1)).replace(day=1), "month")),
        (language.this_year, Day(day.replace(month=1, day=1), "year")),
        (language.last_year, Day(date(day.year - 1, 1, 1), "year")),
    )
    for phrases, meant in periods:
        if size := phrases.at(words, 0):
            return Dated(at, at + size, meant)
    if (number := language.weekdays.get(words[0])) is not None:
        return Dated(at, at + 1, Day(day - timedelta(days=(day.weekday() - number) % WEEK), "day"), is_weekday=True)
    return calendar_date(row, at, end, language, day)


def calendar_date(row: Row, at: int, end: int, language: Language, day: date) -> Dated | None:
    """12 March 2024; March 12, 2024; March 2024; 2024 m. kovo 12 d.; a month or a year after its preposition."""
    start, year, number = at, year_of(row[at].text), number_of(row[at].text)
    is_led = at > 0 and row[at - 1].lower in language.when
    if year or number:
        at = after_link(row, at + 1, end, language)
    month = language.months.get(row[at].lower) if at < end else None
    if month is None:
        return Dated(start, start + 1, period(day, year)) if year and is_led else None
    is_alone = row[at].lower in language.month_alone
    at += 1
    if not number:
        after = at + (at < end and row[at].text == ".")
        number = number_of(row[after].text) if after < end else 0
        at = after + 1 if number else at
    if not year:
        after = after_link(row, at, end, language)
        year = year_of(row[after].text) if after < end else 0
        at = after + 1 if year else at
    if not (number or year or is_led or is_alone):
        return None
    while at < end and row[at].lower in language.links:
        at += 1
    return Dated(start, at, period(day, year, month + 1, number))


def after_link(row: Row, at: int, end: int, language: Language) -> int:
    """The token after what may stand between the parts of a date: 12 de marzo; 12. März; 2024 m. kovo."""
    while at < end and (row[at].text in {".", ","} or row[at].lower in language.links):
        at += 1
    return at


def number_of(text: str) -> int:
    """The day of a month that a word is; 0 if it is none."""
    for each in ORDINALS:
        text = text.removesuffix(each)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 0


def period(day: date, year: int, month: int = 0, number: int = 0) -> Day | None:
    """A year, a month or a day, the last one where the year is not said; None if it is none, or after the text."""
    try:
        first = date(year or day.year, month or 1, number or 1)
        if not year and first > day:
            first = first.replace(year=day.year - 1)
    except ValueError:
        return None
    return Day(first, "day" if number else "month" if month else "year") if first <= day else None
