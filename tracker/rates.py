"""Limits on requests, as the settings write them: `3000/minute`."""

import re
from typing import NamedTuple, Self

from environs import ValidationError

UNITS = {"minute": 60, "hour": 60 * 60, "day": 24 * 60 * 60}
# RFC 9651 allows an integer in a header field 15 digits.
PATTERN = re.compile(rf"([1-9][0-9]{{0,14}})/({'|'.join(UNITS)})")


class Rate(NamedTuple):
    """At most `quota` requests in each window of `window` seconds."""

    quota: int
    window: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The rate that the setting `text` writes; None for `0`, which means no limit."""
        if text == "0":
            return None
        written = PATTERN.fullmatch(text)
        if written is None:
            raise ValidationError(f"“{text[:100]}” is no number and unit, as in 3000/minute; 0 is no limit")
        return cls(int(written[1]), UNITS[written[2]])

    @property
    def words(self) -> str:
        """The rate for people: “3,000 requests a minute”."""
        unit = next(name for name, seconds in UNITS.items() if seconds == self.window)
        return f"{self.quota:,} requests {'an' if unit == 'hour' else 'a'} {unit}"
