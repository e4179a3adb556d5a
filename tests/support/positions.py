"""Positions and tallies as stored, and as the rule gives them in Python (the test oracle)."""

from collections import Counter, defaultdict
from datetime import date
from io import StringIO
from itertools import pairwise

from django.core.management import call_command

from claims.choices import COMMITTAL_POSITIONS, StancePosition
from claims.models import Claim, ClaimTally, Position, Stance

MONDAY, TUESDAY, FRIDAY = date(2025, 9, 22), date(2025, 9, 23), date(2025, 9, 26)
FAR_FUTURE = date(9999, 12, 31)
DATES = ("first_on", "first_on_precision", "last_on", "last_on_precision")
FIELDS = ("position", "stance_id", *DATES, "stance_count", "changed")
TALLY = (*StancePosition.values, "disputed")


def expected_positions(until=FAR_FUTURE):
    """The positions at the end of a day, by speaker, claim and capacity: the rule, written again in Python."""
    taken = defaultdict(list)
    for stance in Stance.objects.select_related("statement"):
        said = stance.statement
        if stance.review_status == "confirmed" and said.status == "active" and said.made_on <= until:
            represented = [(said.on_behalf_of_id, "represented")] if said.on_behalf_of_id else []
            for speaker, capacity in [(said.speaker_id, "own"), *represented]:
                moment = (said.made_on, stance.created_at, stance.pk, said.made_on_precision, stance.position)
                taken[speaker, stance.claim_id, capacity].append(moment)
    positions = {}
    for key, unsorted in taken.items():
        moments = sorted(unsorted)
        committal = [moment for moment in moments if moment[-1] in COMMITTAL_POSITIONS]
        _, _, stance, _, current = (committal or moments)[-1]
        dates = [(day, precision) for day, _, _, precision, position in moments if position == current]
        changed = any(before[-1] != after[-1] for before, after in pairwise(committal))
        positions[key] = (current, stance, *dates[0], *dates[-1], len(moments), changed)
    return positions


def stored_positions():
    """The rows of the table, in the same form."""
    rows = Position.objects.values_list("speaker_id", "claim_id", "capacity", *FIELDS)
    return {row[:3]: row[3:] for row in rows}


def rows_as_of(day):
    """The positions as the database derives them for a day, as rows of the model."""
    return Position.objects.raw(
        "SELECT d.*, known.id, known.claim_created_at FROM claims_derive_positions(%s) d"
        " JOIN claims_position known USING (speaker_id, claim_id, capacity)",
        [day],
    )


def positions_as_of(day):
    """The same, in the form of the others."""
    return {
        (row.speaker_id, row.claim_id, row.capacity): tuple(getattr(row, field) for field in FIELDS)
        for row in rows_as_of(day)
    }


def expected_tallies():
    """For each claim: how many speakers hold each position now, and whether the claim is disputed."""
    counts = {claim: Counter() for claim in Claim.objects.values_list("pk", flat=True)}
    for (_, claim, capacity), (position, *_) in expected_positions().items():
        counts[claim][position] += capacity == "own"
    return {
        claim: (*(count[position] for position in StancePosition.values), bool(count["affirms"] and count["denies"]))
        for claim, count in counts.items()
    }


def tally(claim):
    """The stored tally of a claim, without the positions that nobody holds."""
    row = ClaimTally.objects.values(*TALLY).get(claim=claim)
    return {name: int(number) for name, number in row.items() if number}


def stored_tallies():
    return {row[0]: row[1:] for row in ClaimTally.objects.values_list("claim_id", *TALLY)}


def assert_positions_are_right():
    call_command("check_positions", stdout=StringIO())
    assert stored_positions() == expected_positions()
    assert stored_tallies() == expected_tallies()
