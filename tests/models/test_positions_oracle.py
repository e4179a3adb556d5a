"""Positions and tallies after random writes: equal to an independent statement of the rule, now and as of any day."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.choices import COMMITTAL_POSITIONS, ReviewStatus, StancePosition, StatementStatus
from claims.models import Claim, ClaimTally, Position, Stance, Statement
from claims.services.positions import differences
from tests.support import factories as make

pytestmark = pytest.mark.django_db

MONDAY = date(2025, 9, 22)
FAR_FUTURE = date(9999, 12, 31)
FIELDS = ("position", "stance_id", "first_on", "last_on", "stance_count", "changed")
TALLY = (*StancePosition.values, "disputed")


def expected(until=FAR_FUTURE):
    """The rule in other words: where each speaker stands on each claim, in each capacity, at the end of a day."""
    taken = defaultdict(list)
    for stance in Stance.objects.select_related("statement"):
        said = stance.statement
        if stance.review_status == "confirmed" and said.status == "active" and said.made_on <= until:
            represented = [(said.on_behalf_of_id, "represented")] if said.on_behalf_of_id else []
            for speaker, capacity in [(said.speaker_id, "own"), *represented]:
                moment = (said.made_on, stance.created_at, stance.pk, stance.position)
                taken[speaker, stance.claim_id, capacity].append(moment)
    positions = {}
    for key, unsorted in taken.items():
        moments = sorted(unsorted)
        committal = [moment for moment in moments if moment[-1] in COMMITTAL_POSITIONS]
        _, _, stance, current = (committal or moments)[-1]
        days = [day for day, *_, position in moments if position == current]
        changed = any(before[-1] != after[-1] for before, after in pairwise(committal))
        positions[key] = (current, stance, days[0], days[-1], len(moments), changed)
    return positions


def stored():
    rows = Position.objects.values_list("speaker_id", "claim_id", "capacity", *FIELDS)
    return {row[:3]: row[3:] for row in rows}


def as_of(day):
    columns = [f"then_{field}" for field in FIELDS if field != "stance_id"]
    rows = Position.objects.as_of(day).values_list("speaker_id", "claim_id", "capacity", *columns)
    return {row[:3]: row[3:] for row in rows}


def without_stance(positions):
    return {key: (position, *rest) for key, (position, _, *rest) in positions.items()}


def tallies():
    counts = {claim: Counter() for claim in Claim.objects.values_list("pk", flat=True)}
    for (_, claim, capacity), (position, *_) in expected().items():
        counts[claim][position] += capacity == "own"
    return {
        claim: (*(count[position] for position in StancePosition.values), bool(count["affirms"] and count["denies"]))
        for claim, count in counts.items()
    }


EXPECTED_REFUSALS = {"stance_confirmed_once", "stance_coded_once_by_each", "statement_not_on_own_behalf"}
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
            assert stored() == expected()
            assert {row[0]: row[1:] for row in ClaimTally.objects.values_list("claim_id", *TALLY)} == tallies()
            assert as_of(day) == without_stance(expected(day))
            assert as_of(MONDAY - timedelta(1)) == {}
            assert as_of(FAR_FUTURE) == without_stance(stored())
            connection.check_constraints()
            transaction.set_rollback(True)

    holds()
