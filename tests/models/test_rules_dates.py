"""Rules of dates: a vague date is the first day of its period, and nothing ends before it starts."""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.choices import Precision
from claims.models import Statement
from tests.support import factories as make
from tests.support.rules import accepted, position, refused

pytestmark = pytest.mark.django_db

OPTIONAL = [
    ("affiliation_start_precision_consistent", make.AffiliationFactory, "start_date"),
    ("affiliation_end_precision_consistent", make.AffiliationFactory, "end_date"),
    ("incident_start_precision_consistent", make.IncidentFactory, "start_date"),
    ("incident_end_precision_consistent", make.IncidentFactory, "end_date"),
    ("source_published_precision_consistent", make.SourceFactory, "published_on"),
    ("review_published_precision_consistent", partial(make.ReviewFactory, status="draft"), "published_on"),
]
DATES = [
    *OPTIONAL,
    ("statement_made_on_precision_consistent", make.StatementFactory, "made_on"),
    ("position_first_on_precision_consistent", position, "first_on"),
    ("position_last_on_precision_consistent", position, "last_on"),
]
MONDAY = date(2025, 9, 22)
FIRST_DAYS = [
    (date(2025, 9, 23), "day"),
    (MONDAY, "week"),
    (date(2024, 12, 30), "week"),
    (date(2025, 9, 1), "month"),
    (date(2025, 1, 1), "year"),
    (date(2025, 1, 1), "month"),
]
OTHER_DAYS = [
    *((MONDAY + timedelta(days), "week") for days in range(1, 7)),
    (date(2025, 9, 2), "month"),
    (date(2025, 9, 30), "month"),
    (date(2025, 1, 2), "year"),
    (date(2025, 2, 1), "year"),
    (date(2025, 9, 1), "hour"),
]


@pytest.mark.parametrize(("rule", "row", "field"), DATES, ids=[rule for rule, *_ in DATES])
def test_a_vague_date_is_the_first_day_of_its_period(rule, row, field):
    written = row()
    this_row = type(written).objects.filter(pk=written.pk)
    for day, precision in OTHER_DAYS:
        with refused(rule):
            this_row.update(**{field: day, f"{field}_precision": precision})
    for day, precision in FIRST_DAYS:
        with accepted():
            this_row.update(**{field: day, f"{field}_precision": precision})


@pytest.mark.parametrize(("rule", "row", "field"), OPTIONAL, ids=[rule for rule, *_ in OPTIONAL])
def test_without_a_date_there_is_no_precision(rule, row, field):
    with accepted():
        row(**{field: None, f"{field}_precision": ""})
    for precision in Precision.values:
        with refused(rule):
            row(**{field: None, f"{field}_precision": precision})


def first_day(day, precision):
    return {
        "day": day,
        "week": day - timedelta(day.weekday()),
        "month": day.replace(day=1),
        "year": day.replace(day=1, month=1),
    }[precision]


def test_a_date_is_accepted_with_a_precision_if_and_only_if_it_is_the_first_day_of_that_period():
    made = make.StatementFactory()
    days = st.dates(date(1900, 1, 1), date(9998, 12, 31))
    first_days = st.builds(first_day, days, st.sampled_from(Precision.values))

    @settings(max_examples=150, deadline=None)
    @given(days | first_days, st.sampled_from(Precision.values))
    @example(date(2000, 2, 29), "month")
    @example(date(2001, 1, 1), "week")
    def holds(day, precision):
        change = {"made_on": day, "made_on_precision": precision}
        with accepted() if first_day(day, precision) == day else refused("statement_made_on_precision_consistent"):
            Statement.objects.filter(pk=made.pk).update(**change)

    holds()


# Start, end, and whether the end, at the last day of its period, is not before the start.
PERIODS = [
    (("2025-09-23", "day"), ("2025-09-23", "day"), True),
    (("2025-09-23", "day"), ("2025-09-22", "day"), False),
    (("2025-09-28", "day"), ("2025-09-22", "week"), True),
    (("2025-09-29", "day"), ("2025-09-22", "week"), False),
    (("2025-09-30", "day"), ("2025-09-01", "month"), True),
    (("2025-10-01", "day"), ("2025-09-01", "month"), False),
    (("2024-02-29", "day"), ("2024-02-01", "month"), True),
    (("2024-03-01", "day"), ("2024-02-01", "month"), False),
    (("2025-12-31", "day"), ("2025-01-01", "year"), True),
    (("2026-01-01", "year"), ("2025-01-01", "year"), False),
    (("2025-01-01", "year"), ("2025-01-01", "year"), True),
    (("2025-09-23", "day"), (None, ""), True),
    ((None, ""), ("2025-09-23", "day"), True),
]


@pytest.mark.parametrize(
    ("rule", "row"),
    [("affiliation_ends_after_start", make.AffiliationFactory), ("incident_ends_after_start", make.IncidentFactory)],
)
@pytest.mark.parametrize(("start", "end", "possible"), PERIODS)
def test_nothing_ends_before_it_starts(rule, row, start, end, possible):
    with accepted() if possible else refused(rule):
        row(start_date=start[0], start_date_precision=start[1], end_date=end[0], end_date_precision=end[1])
