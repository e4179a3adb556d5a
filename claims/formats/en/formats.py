"""Days before months, months in words, and the clock with 24 hours; typed dates are read as in Britain."""

from django.conf.locale.en_GB.formats import (
    DATE_INPUT_FORMATS as DATE_INPUT_FORMATS,
)
from django.conf.locale.en_GB.formats import (
    DATETIME_INPUT_FORMATS as DATETIME_INPUT_FORMATS,
)

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
FIRST_DAY_OF_WEEK = 1
