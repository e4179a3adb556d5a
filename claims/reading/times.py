"""Words for a time: where a date may begin, and what may be a part of it. What it means is read in `dates`."""

from claims.reading.lists import Language
from claims.reading.tokens import Row

# Tokens of the longest words for a time.
TIME = 4
# Digits of a year.
YEAR = 4


def year_of(text: str) -> int:
    """The year that a word is; 0 if it is none."""
    is_year = text.isascii() and text.isdigit() and len(text) == YEAR and text[:2] in {"19", "20"}
    return int(text) if is_year else 0


def begins_time(word: str, language: Language) -> bool:
    """Whether a time may begin with a word in lower case."""
    times = language.times
    is_listed = word in times or word in times.phrases or word in language.weekdays or word in language.months
    return is_listed or word[:1].isdigit()


def begins_date(row: Row, place: int, end: int, language: Language) -> bool:
    """Whether a date begins at a token, perhaps with its article: Daniel Rey le 12 mars; Reuter vergangene Woche."""
    at = place + (row[place].lower in language.when)
    words = [each.lower for each in row[at : min(at + TIME, end)]]
    if not words or not begins_time(words[0], language):
        return False
    if language.times.at(words, 0):
        return True
    parts = words[:3]
    return any(each in language.months for each in parts) and any(each[:1].isdigit() for each in parts)


def is_of_date(word: str, language: Language) -> bool:
    """Whether a word may be a part of a date."""
    is_named = word in language.weekdays or word in language.months or word in language.times
    return is_named or word in language.links or word.isdigit()


def after_time(row: Row, place: int, end: int, language: Language) -> int:
    """The token after words for a day: the name in “sagte am Dienstag Merz”; `place` where there are none."""
    for at in range(place, min(place + TIME, end)):
        word = row[at].lower
        if word in language.weekdays or word in language.today or word in language.yesterday:
            return at + 1
        if begins_date(row, at, end, language):
            return after_date(row, at, end, language)
        if word not in language.breaks and word not in language.determiners:
            return place
    return place


def after_date(row: Row, at: int, end: int, language: Language) -> int:
    """The token after the date that begins at a token, perhaps with its article."""
    at += row[at].lower in language.when
    words = [each.lower for each in row[at : min(at + TIME, end)]]
    if size := language.times.at(words, 0):
        return at + size
    while at < end and (is_of_date(row[at].lower, language) or row[at].text == "."):
        at += 1
    return at
