"""Timelines: lanes, vague dates, changes of position, and what is drawn nowhere."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.choices import Precision, StancePosition
from claims.web.timeline import Mark, marks_of_statements, timeline


def mark(position, on, precision="day", who="mark", claim="drones"):
    return Mark(StancePosition(position), date.fromisoformat(on), Precision(precision), (who, claim))


def test_each_position_has_a_lane_in_the_order_of_the_scale():
    drawn = timeline([mark("reports", "2024-01-03"), mark("denies", "2024-01-02"), mark("affirms", "2024-01-01")])
    assert [lane.position for lane in drawn.lanes] == ["affirms", "denies", "reports"]
    assert [lane.top for lane in drawn.lanes] == [0, 40, 80]
    assert drawn.height == 152


def test_a_vague_date_is_a_bar_as_wide_as_its_period():
    drawn = timeline([mark("affirms", "2024-01-01", "month"), mark("denies", "2024-12-31")])
    january, day = (lane.marks[0] for lane in drawn.lanes)
    assert (january.is_day, day.is_day) == (False, True)
    # 31 of the 366 days of a leap year, on 96 percent of the width.
    assert (january.x, january.width) == ("2.00%", "8.13%")


@pytest.mark.parametrize(
    ("on", "precision", "end"),
    [
        ("2024-02-29", "day", "2024-03-01"),
        ("2024-02-26", "week", "2024-03-04"),
        ("2024-12-01", "month", "2025-01-01"),
        ("2024-01-01", "year", "2025-01-01"),
    ],
)
def test_a_period_ends_where_the_next_one_begins(on, precision, end):
    assert mark("affirms", on, precision).end == date.fromisoformat(end)


def test_a_change_of_position_is_a_step_from_one_lane_to_the_other():
    drawn = timeline([mark("denies", "2024-06-01"), mark("affirms", "2024-01-01"), mark("denies", "2024-12-01")])
    assert [(step.begin, step.end) for step in drawn.steps] == [(26, 66)]


def test_positions_of_others_and_on_other_claims_are_no_change():
    drawn = timeline(
        [
            mark("affirms", "2024-01-01"),
            mark("denies", "2024-02-01", who="dmitry"),
            mark("denies", "2024-03-01", claim="jets"),
            mark("reports", "2024-04-01"),
        ]
    )
    assert drawn.steps == []


def test_several_at_the_same_place_are_one_mark_with_their_number():
    drawn = timeline([mark("affirms", "2024-01-01"), mark("affirms", "2024-01-01"), mark("affirms", "2024-02-01")])
    assert [each.times for each in drawn.lanes[0].marks] == [2, 1]


def test_where_all_is_of_one_period_there_is_nothing_to_draw():
    assert timeline([]) is None
    assert timeline([mark("affirms", "2024-01-01"), mark("denies", "2024-01-01")]) is None


def test_what_does_not_stand_is_not_drawn():
    said = {"made_on": "2024-01-01", "made_on_precision": "day", "speaker": {"slug": "mark"}}
    stances = [{"position": "denies", "claim": {"slug": "drones"}}]
    statements = [{**said, "status": "retracted", "stances": stances}, {**said, "status": "active", "stances": []}]
    assert marks_of_statements(statements) == []


MARKS = st.builds(
    Mark,
    st.sampled_from(StancePosition),
    st.dates(),
    st.sampled_from(Precision),
    st.tuples(st.sampled_from("ab"), st.sampled_from("cd")),
)


@given(st.lists(MARKS, max_size=30))
def test_everything_is_drawn_within_the_picture(marks):
    drawn = timeline(marks)
    if drawn is None:
        return
    shown = [each for lane in drawn.lanes for each in lane.marks]
    assert sum(each.times for each in shown) == len(marks)
    for each in shown:
        assert 0 <= float(each.x[:-1]) <= float(each.middle[:-1]) + 0.01 <= 100
        assert float(each.x[:-1]) + float(each.width[:-1]) <= 100
    assert {step.end for step in drawn.steps} <= {lane.middle for lane in drawn.lanes}
