"""Whose a quotation is: by names, family names, roles and pronouns, and how sure that is."""

from datetime import date

import pytest

from claims.reading import read
from tests.support.quoted import NATO, PESKOV, RUTTE, TRUMP

SPEAKERS = [RUTTE, PESKOV, TRUMP, NATO]
DAY = date(2025, 9, 23)


def whose(text: str, language: str = "en", day: date | None = DAY) -> list[tuple[str, str]]:
    """The speaker of each candidate, or the name in the text, and the tier."""
    return [(each.speaker or each.name, each.tier) for each in read(text, language, day, SPEAKERS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will do what it takes,” Mark Rutte said.", ("rutte", "sure")),
        ("“We will do what it takes,” said Mark Rutte.", ("rutte", "sure")),
        ("Mark Rutte spoke.\n\n“We will do what it takes,” Rutte said.", ("rutte", "sure")),
        ("“We will do what it takes,” the Kremlin spokesman said.", ("peskov", "sure")),
        ("Mark Rutte said yes. “We will do what it takes,” he said.", ("rutte", "carried")),
        ("“We will do what it takes,” NATO said.", ("nato", "sure")),
        ("“We will do what it takes,” said Jane Doe.", ("Jane Doe", "sure")),
    ],
)
def test_the_words_for_who_spoke_are_understood(text, expected):
    assert whose(text) == [expected]


def test_a_family_name_alone_is_less_sure_than_one_after_the_full_name():
    assert whose("“We will do what it takes,” Rutte said.") == [("rutte", "carried")]


def test_somebody_else_of_the_same_family_name_is_not_the_speaker():
    assert whose("“We will do what it takes,” Ivanka Trump said.") == [("Ivanka Trump", "sure")]
    later = "Ivanka Trump came.\n\n“We will do what it takes,” Trump said."
    assert whose(later) == [("Ivanka Trump", "sure")]


def test_a_role_counts_on_the_days_on_which_it_was_held():
    text = "“We will do what it takes,” the NATO secretary general said."
    assert whose(text)[0][0] == "rutte"
    assert whose(text, day=date(2020, 1, 1))[0][0] != "rutte"


def test_a_role_without_its_organisation_is_nobodys_who_was_not_named():
    assert whose("“We will do what it takes,” the spokesman said.") == [("", "sure")]
    assert whose("Dmitry Peskov came.\n\n“We will do what it takes,” the spokesman said.") == [("peskov", "carried")]


def test_a_pronoun_is_resolved_in_its_paragraph_and_only_guessed_from_the_one_before():
    assert whose("Mark Rutte came late. “We will do what it takes,” he said.") == [("rutte", "carried")]
    assert whose("Mark Rutte came late.\n\n“We will do what it takes,” he said.") == [("rutte", "unknown")]
    assert whose("Mark Rutte came late.\n\nIt rained.\n\n“We will do what it takes,” he said.") == [("", "sure")]


def test_whoever_spoke_last_is_who_goes_on():
    text = "“We will do what it takes,” Mark Rutte said. “And we will do it now.”"
    assert whose(text) == [("rutte", "sure")] * 2


def test_a_quotation_that_goes_on_in_the_next_paragraph_has_the_same_speaker():
    text = "Mark Rutte said: “We will do what it takes.\n\n“And we will do it now, with all of you.”"
    assert [speaker for speaker, _ in whose(text)] == ["rutte", "rutte"]


def test_a_name_is_offered_in_a_lower_tier_than_a_statement():
    assert whose("In reaction, NATO launched “Eastern Sentry” in September.")[0][1] == "unknown"
    assert whose("Mark Rutte called it “a very dangerous step” on Tuesday.") == [("rutte", "carried")]


def test_the_narrators_words_between_dashes_belong_to_nobody():
    text = "«Мы готовы, — сказал Дмитрий Песков, — к любому решению»."
    assert [text[each.first : each.last] for each in read(text, "ru", DAY, SPEAKERS)] == [
        "Мы готовы",
        "к любому решению",
    ]
    assert {speaker for speaker, _ in whose(text, "ru")} == {"peskov"}


def test_an_inflected_name_is_the_speakers():
    assert whose("По словам Дмитрия Пескова, это «совершенно беспочвенное обвинение».", "ru") == [("peskov", "carried")]


def test_a_weekday_beside_a_quotation_is_the_last_one_before_the_text():
    text = "“We will do what it takes,” Mark Rutte said on Friday. “And we will do it now,” he said yesterday."
    days = [each.day.first for each in read(text, "en", DAY, SPEAKERS)]
    assert days == [date(2025, 9, 19), date(2025, 9, 22)]
    assert [each.day for each in read(text, "en", None, SPEAKERS)] == [None, None]


@pytest.mark.parametrize("text", ["“.”\n\n— Jane Doe", "“A grave step for us.”\n\n“.”\n\n— Jane Doe, 27"])
def test_a_signature_under_marks_without_words_signs_nothing(text):
    assert ("Jane Doe", "sure") not in whose(text)
    assert whose("“A grave step for us.”\n\n— Jane Doe, 27") == [("Jane Doe", "sure")]
