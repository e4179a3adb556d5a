"""When something was said: dates that stand with a verb of saying, and dates that belong to something else."""

from datetime import date

import pytest

from claims.reading import Speaker, read

LEE = Speaker("lee", ("Ann Lee",), "Lee")
DAY = date(2025, 9, 23)  # a Tuesday
TEXT = "2025-09-23 "


def when(text: str, language: str = "en", day: date | None = DAY) -> list[str]:
    """The first day and the precision of each candidate; "" where the day is unknown."""
    days = [each.day for each in read(text, language, day, [LEE])]
    return [f"{each.first} {each.precision}" if each else "" for each in days]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today", "2025-09-23 day"),
        ("yesterday", "2025-09-22 day"),
        ("Friday", "2025-09-19 day"),
        ("on Tuesday", "2025-09-23 day"),
        ("on 12 March", "2025-03-12 day"),
        ("on March 12", "2025-03-12 day"),
        ("on 12 October", "2024-10-12 day"),
        ("on March 12, 2024", "2024-03-12 day"),
        ("on 12 March 2024", "2024-03-12 day"),
        ("on Friday, 12 September", "2025-09-12 day"),
        ("on Friday last week", "2025-09-19 day"),
        ("this week", "2025-09-22 week"),
        ("last week", "2025-09-15 week"),
        ("earlier this month", "2025-09-01 month"),
        ("last month", "2025-08-01 month"),
        ("in March", "2025-03-01 month"),
        ("in September", "2025-09-01 month"),
        ("in December", "2024-12-01 month"),
        ("in March 2024", "2024-03-01 month"),
        ("earlier this year", "2025-01-01 year"),
        ("last year", "2024-01-01 year"),
        ("in 2022", "2022-01-01 year"),
        ("in a speech in Brussels on Monday", "2025-09-22 day"),
        ("in a speech", TEXT),
    ],
)
def test_a_date_after_the_verb_is_when_it_was_said(words, expected):
    assert when(f"“The port is closed now,” Ann Lee said {words}.") == [expected]
    assert when(f"The port was closed, Ann Lee said {words}.") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday, Ann Lee said that the port was closed.", "2025-09-22 day"),
        ("Last week Ann Lee said that the port was closed.", "2025-09-15 week"),
        ("On Monday, Ann Lee, the mayor, said that the port was closed.", "2025-09-22 day"),
        ("Ann Lee on Monday said that the port was closed.", "2025-09-22 day"),
        ("Ann Lee said on Monday that the attack in March was planned.", "2025-09-22 day"),
        ("Ann Lee said that the attack in March was planned.", TEXT),
        ("Ann Lee said the port was closed on Monday.", TEXT),
        ("The port was closed on Monday, Ann Lee said.", TEXT),
        ("“We were attacked on Monday,” Ann Lee said.", TEXT),
        ("The port is closed until Friday. “We have to wait,” Ann Lee said.", TEXT),
        ("“We have to wait for it,” said Ann Lee, who came in March.", TEXT),
    ],
)
def test_a_date_counts_only_where_it_stands_with_the_verb(text, expected):
    assert when(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "“We have to wait for it,” Ann Lee said of the attack on Monday.",
        "“We have to wait for it,” Ann Lee said after the attack in March.",
        "“We have to wait for it,” Ann Lee has said since Monday.",
        "“We have to wait for it,” Ann Lee said two weeks ago.",
        "“We have to wait for it,” Ann Lee said the next day.",
        "“We have to wait for it,” Ann Lee said on March 12, 2026.",
        "“We have to wait for it,” Ann Lee said on 31 February.",
        "“We have to wait for it,” Ann Lee said on Monday in March.",
        "“We have to wait for it,” Ann Lee said last Friday.",
        "When the war began in 2022, Ann Lee said: “We have to wait for it.”",
        "Ann Lee, elected in March, said that the port was closed.",
    ],
)
def test_where_it_is_not_clear_that_a_date_is_that_of_the_saying_the_day_is_unknown(text):
    assert when(text) == [""]


def test_what_somebody_goes_on_to_say_was_said_on_the_same_day():
    text = "“We have to wait for it,” Ann Lee said on Monday. “There is no other way.”"
    assert when(text) == ["2025-09-22 day"] * 2


def test_the_leap_day_without_a_year_is_unknown_where_the_year_before_had_none():
    assert when("“We have to wait for it,” Ann Lee said on 29 February.") == [""]


def test_without_a_day_of_the_text_nothing_has_a_day():
    assert when("“We have to wait for it,” Ann Lee said on March 12, 2024.", day=None) == [""]


def test_a_day_with_a_full_stop_ends_no_sentence_in_german():
    assert when("„Wir müssen jetzt warten“, sagte Ann Lee am 12. März 2024.", "de") == ["2024-03-12 day"]
