"""Dates as exactly as they are known."""

from datetime import date

from django import template
from django.template.defaultfilters import date as written

from claims.choices import Precision

FORMS = {
    Precision.DAY: "j F Y",
    Precision.WEEK: r"\t\h\e \w\e\e\k \o\f j F Y",
    Precision.MONTH: "F Y",
    Precision.YEAR: "Y",
}

register = template.Library()


@register.filter
def as_known(day: date | str, precision: str) -> str:
    """The period that a day and its precision stand for, in words: no day is shown that nobody named."""
    return written(date.fromisoformat(day) if isinstance(day, str) else day, FORMS[Precision(precision)])
