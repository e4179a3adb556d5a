"""A template filter for dates with a precision."""

from datetime import date

from django import template
from django.template.defaultfilters import date as written

from claims.choices import Precision

FORMATS = {
    Precision.DAY: "j F Y",
    Precision.WEEK: r"\t\h\e \w\e\e\k \o\f j F Y",
    Precision.MONTH: "F Y",
    Precision.YEAR: "Y",
}

register = template.Library()


@register.filter
def as_known(day: date | str, precision: str) -> str:
    """A date in words, as precise as it is known: “the week of 22 September 2025”, “September 2025”."""
    return written(date.fromisoformat(day) if isinstance(day, str) else day, FORMATS[Precision(precision)])
