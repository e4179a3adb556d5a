"""Dates at the desk: as exact as they are known, in every list and on the page of a position."""

from datetime import date
from typing import Any

import pytest

from claims.models import Affiliation, Incident, Position, Source, Statement
from tests.support import factories as make
from tests.support.desk import desk, page

pytestmark = pytest.mark.django_db

MAY = {"start_date": date(2022, 5, 1), "start_date_precision": "month"}
SINCE_2024 = {"end_date": date(2024, 1, 1), "end_date_precision": "year"}


def shown(answer: Any, column: str) -> str:
    """What the first row of a list has in a column."""
    return answer.content.decode().partition(f'class="field-{column}')[2].partition(">")[2].partition("</td>")[0]


@pytest.mark.parametrize(
    ("table", "row", "expected"),
    [
        (Statement, lambda: make.StatementFactory(made_on=date(2022, 5, 1), made_on_precision="month"), "May 2022"),
        (Statement, lambda: make.StatementFactory(made_on=date(2022, 5, 1)), "1 May 2022"),
        (
            Source,
            lambda: make.SourceFactory(published_on=date(2022, 5, 2), published_on_precision="week"),
            "the week of 2 May 2022",
        ),
        (Source, lambda: make.SourceFactory(published_on=None, published_on_precision=""), "-"),
        (Incident, lambda: make.IncidentFactory(**MAY), "May 2022"),
        (Affiliation, lambda: make.AffiliationFactory(**MAY, **SINCE_2024), "May 2022"),
    ],
)
def test_a_list_shows_a_date_as_exactly_as_it_is_known(table: Any, row: Any, expected: str) -> None:
    row()
    column = {Statement: "made_on", Source: "published_on"}.get(table, "start_date")
    answer = desk("coder").get(page(table))
    assert shown(answer, column) == expected
    assert f'class="sortable column-{column}' in answer.content.decode()


def test_a_position_shows_since_when_as_exactly_as_it_is_known() -> None:
    claim, speaker = make.ClaimFactory(), make.SpeakerFactory()
    make.take(speaker, claim, "affirms", date(2022, 5, 1), made_on_precision="month")
    make.take(speaker, claim, "affirms", date(2022, 6, 6), made_on_precision="week")
    client = desk("coder")
    assert shown(client.get(page(Position)), "last_on") == "the week of 6 June 2022"
    content = client.get(page(Position.objects.get())).content.decode()
    assert content.count("May 2022") == 2  # when it was first taken, and in the timeline
    assert content.count("the week of 6 June 2022") == 2
    assert "May 1, 2022" not in content
    assert "2022-05-01" not in content


def test_a_stance_shows_when_it_was_taken_as_exactly_as_it_is_known() -> None:
    stance = make.StanceFactory(statement__made_on=date(2022, 5, 1), statement__made_on_precision="month")
    content = desk("coder").get(page(stance)).content.decode()
    assert '<div class="readonly">May 2022</div>' in content


def test_a_statement_is_called_by_its_date_as_exactly_as_it_is_known() -> None:
    said = make.StatementFactory(speaker__name="Mark Rutte", made_on=date(2022, 5, 1), made_on_precision="month")
    assert f"Mark Rutte, May 2022: {said.text}" in desk("coder").get(page(said)).content.decode()
