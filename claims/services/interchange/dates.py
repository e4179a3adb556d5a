"""Dates as files have them: a day, or a month or a year where that is all that is known."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from claims.services.interchange.drafts import Refused

VAGUE = re.compile(r"(\d{4})(?:-(\d{2}))?")


def parsed(written: str, formats: Sequence[str] = ()) -> tuple[str, str]:
    """The first day of a period, and its precision: “2025-09-23”, “2025-09”, “2025”, or in one of `formats`.

    A moment is the day that it has in its own time zone. `formats` are those of `strptime`.

    Raises:
        Refused: it is no date.
    """
    text = written.strip()
    for form in formats:
        try:
            return datetime.strptime(text, form).date().isoformat(), "day"
        except ValueError:
            continue
    if found := VAGUE.fullmatch(text):
        year, month = found.groups()
        precision = "month" if month else "year"
        text = f"{year}-{month or '01'}-01"
    else:
        precision = "day"
    try:
        return (
            datetime.fromisoformat(text).date() if len(text) > len("2025-09-23") else date.fromisoformat(text)
        ).isoformat(), precision
    except ValueError as error:
        raise Refused(f"“{written[:50]}” is no date: write 2025-09-23, 2025-09 or 2025.") from error
