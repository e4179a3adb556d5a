"""Positions and tallies after random writes equal those of an independent implementation of the rule (the oracle)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.choices import ReviewStatus, StancePosition, StatementStatus
from claims.models import Stance, Statement
from claims.services.positions import differences
from tests.support import factories as make
from tests.support.positions import (
    FAR_FUTURE,
    expected_positions,
    expected_tallies,
    positions_as_of,
    stored_positions,
    stored_tallies,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unguarded")]

MONDAY = date(2025, 9, 22)


EXPECTED_REFUSALS = {
    "stance_confirmed_once",
    "stance_coded_once_by_each",
    "statement_not_on_own_behalf",
    "statement_made_on_precision_consistent",
}
NUMBERS = st.integers(0, 4)
DAYS = st.integers(0, 3).map(lambda days: MONDAY + timedelta(days))
POSITIONS = st.sampled_from(StancePosition.values)
REVIEWS = st.sampled_from(["confirmed", *ReviewStatus.values])
# What is written, to which row, and the value; numbers stand for rows.
NEW = st.tuples(st.just("add"), NUMBERS, st.tuples(NUMBERS, POSITIONS, REVIEWS))
CHANGES = st.one_of(
    st.tuples(st.just("delete"), NUMBERS, st.none()),
    st.tuples(st.just("review_status"), NUMBERS, REVIEWS),
    st.tuples(st.just("position"), NUMBERS, POSITIONS),
    st.tuples(st.sampled_from(["claim", "statement"]), NUMBERS, NUMBERS),
    st.tuples(st.just("made_on"), NUMBERS, DAYS),
    st.tuples(st.just("made_on_precision"), NUMBERS, st.sampled_from(["day", "week"])),
    st.tuples(st.just("status"), NUMBERS, st.sampled_from(["active", *StatementStatus.values])),
    st.tuples(st.sampled_from(["speaker", "on_behalf_of"]), NUMBERS, NUMBERS),
    st.tuples(st.just("everything_said_on"), NUMBERS, DAYS),
)
CONDITION = {"qualification": "if there is proof"}


def write(rows, what, number, value):
    """One write, to the row that `number` stands for; a write that breaks a rule changes nothing."""
    said = Statement.objects.filter(pk=rows["statement"][number % 4].pk)
    stances = Stance.objects.filter(pk__in=Stance.objects.order_by("pk")[number : number + 1])
    if what in {"claim", "statement", "speaker"}:
        value = rows[what][value % len(rows[what])]
    with transaction.atomic():
        if what == "add":
            claim, position, review = value
            fields = {"claim": rows["claim"][claim % 2], "position": position, "review_status": review}
            make.StanceFactory(statement=said.get(), **fields, **CONDITION)
        elif what == "delete":
            stances.delete()
        elif what == "everything_said_on":
            Statement.objects.update(made_on=value)
        elif what == "status":
            make.correct(said.get(), value)
        elif what == "on_behalf_of":
            said.update(on_behalf_of=rows["speaker"][value % 3] if value < 3 else None)
        else:
            (stances if what in {"claim", "statement", "review_status", "position"} else said).update(**{what: value})


def test_after_any_writes_positions_and_tallies_are_what_the_stances_give():
    rows = {
        "speaker": make.SpeakerFactory.create_batch(3),
        "claim": make.ClaimFactory.create_batch(2),
    }
    rows["statement"] = [
        make.StatementFactory(speaker=rows["speaker"][number % 2], made_on=MONDAY + timedelta(number % 3))
        for number in range(4)
    ]
    Statement.objects.filter(pk=rows["statement"][3].pk).update(on_behalf_of=rows["speaker"][0])

    @settings(max_examples=60, deadline=None)
    @given(st.lists(NEW, min_size=3, max_size=7), st.lists(CHANGES, max_size=6), DAYS)
    def holds(new, changes, day):
        with transaction.atomic():
            for one in (*new, *changes):
                try:
                    write(rows, *one)
                except IntegrityError as error:
                    assert error.__cause__.diag.constraint_name in EXPECTED_REFUSALS  # noqa: PT017
            assert differences() == []
            assert stored_positions() == expected_positions()
            assert stored_tallies() == expected_tallies()
            assert positions_as_of(day) == expected_positions(day)
            assert positions_as_of(MONDAY - timedelta(1)) == {}
            assert positions_as_of(FAR_FUTURE) == stored_positions()
            connection.check_constraints()
            transaction.set_rollback(True)

    holds()
