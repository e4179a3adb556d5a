"""A template filter for dates with a precision."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from claims.choices import Precision

# How a date is written where nothing more than that is known; the languages have their own formats.
FORMATS = {Precision.DAY: "DATE_FORMAT", Precision.WEEK: "DATE_FORMAT", Precision.MONTH: "YEAR_MONTH_FORMAT"}

register = template.Library()


@register.filter
def as_known(day: date | str, precision: str) -> str:
    """A date in words, as precise as it is known: “the week of 22 September 2025”, “September 2025”."""
    return known(day, precision, get_language() or "")


@lru_cache(maxsize=5_000)
def known(day: date | str, precision: str, language: str) -> str:
    """The same in the language that is active, which is part of the key: a page shows the same dates many times."""
    first = date.fromisoformat(day) if isinstance(day, str) else day
    written = date_format(first, FORMATS.get(Precision(precision), "Y"))
    return gettext("the week of {day}").format(day=written) if precision == Precision.WEEK else written


@register.filter
def moment(at: str) -> str:
    """A moment of the API, in words: “27 November 2026, 14:07 UTC”."""
    return f"{date_format(datetime.fromisoformat(at), 'DATETIME_FORMAT')} UTC"
