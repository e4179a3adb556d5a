"""The command check_positions."""

from datetime import date

import pytest
from django.db import connection

from tests.support import factories as make
from tests.support.commands import fails, run

pytestmark = pytest.mark.django_db


def behind_the_triggers(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL claims.refreshing = 'on'; {sql}; SET LOCAL claims.refreshing = ''")


@pytest.fixture
def denial():
    """Dmitry Peskov denies a claim, once."""
    return make.StanceFactory(
        statement__speaker__slug="dmitry-peskov",
        statement__made_on=date(2025, 9, 22),
        claim__slug="russia-did-it",
        position="denies",
    )


@pytest.mark.usefixtures("denial")
def test_check_positions_finds_nothing_where_all_is_right():
    assert run("check_positions") == "All positions and tallies are what the stances give.\n"


@pytest.mark.usefixtures("denial")
@pytest.mark.parametrize(
    ("harm", "named"),
    [
        ("UPDATE claims_position SET position = 'affirms'", ["position", "dmitry-peskov", "own", "affirms", "denies"]),
        ("UPDATE claims_position SET stance_count = 2", ["position", "dmitry-peskov", "own"]),
        ("UPDATE claims_position SET last_on = '2025-01-01'", ["position", "2025-01-01", "2025-09-22"]),
        ("UPDATE claims_position SET first_on_precision = 'week'", ["position", "week", "day"]),
        ("UPDATE claims_position SET last_on_precision = 'week'", ["position", "week", "day"]),
        ("UPDATE claims_position SET changed = true", ["position", "dmitry-peskov", "own"]),
        ("DELETE FROM claims_position", ["position", "dmitry-peskov", "own", "stored nothing"]),
        ("UPDATE claims_position SET capacity = 'represented'", ["derived nothing", "represented", "stored nothing"]),
        ("UPDATE claims_claimtally SET denies = 2", ["tally"]),
        ("UPDATE claims_claimtally SET disputed = true", ["tally"]),
        ("DELETE FROM claims_claimtally", ["tally", "stored nothing"]),
    ],
)
def test_check_positions_names_what_differs_and_fails(harm, named):
    behind_the_triggers(harm)
    said = fails("check_positions")
    assert [word for word in ("russia-did-it", *named) if word not in said] == []
    assert "differ from what the stances give" in said
