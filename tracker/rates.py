"""How the settings write a limit on requests: `3000/minute`."""

import re
from typing import NamedTuple, Self

from environs import ValidationError

UNITS = {"minute": 60, "hour": 60 * 60, "day": 24 * 60 * 60}
# As many digits as an integer of a structured header field may have (RFC 9651).
FORM = re.compile(rf"([1-9][0-9]{{0,14}})/({'|'.join(UNITS)})")


class Rate(NamedTuple):
    """So many requests in each window of so many seconds."""

    quota: int
    window: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The rate that a setting writes; None for `0`, which is no limit."""
        if text == "0":
            return None
        written = FORM.fullmatch(text)
        if written is None:
            raise ValidationError(f"“{text[:100]}” is no number and unit, as in 3000/minute; 0 is no limit")
        return cls(int(written[1]), UNITS[written[2]])

    @property
    def words(self) -> str:
        """As in “3,000 requests a minute”."""
        unit = next(name for name, seconds in UNITS.items() if seconds == self.window)
        return f"{self.quota:,} requests {'an' if unit == 'hour' else 'a'} {unit}"
