"""Reported speech: what the text says in its own words that somebody said, and what is none."""

from datetime import date

import pytest

from claims.reading import Speaker, read
from tests.support.quoted import NATO, PESKOV, RUTTE, TRUMP

DAY = date(2025, 9, 23)
LEE = Speaker("lee", ("Ann Lee",), "Lee")


def reported(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    """The words, the speaker and the tier of each clause of reported speech."""
    every = read(text, language, DAY, [RUTTE, PESKOV, TRUMP, NATO, LEE])
    return [(text[each.first : each.last], each.speaker, each.tier) for each in every if each.kind == "paraphrase"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee said that the port was closed.", ("the port was closed", "lee", "carried")),
        ("Ann Lee said the port was closed.", ("the port was closed", "lee", "unknown")),
        ("The port was closed, Ann Lee said.", ("The port was closed", "lee", "unknown")),
        ("The port was closed, said Ann Lee.", ("The port was closed", "lee", "unknown")),
        ("According to Ann Lee, the port was closed.", ("the port was closed", "lee", "unknown")),
        ("The port was closed, according to Ann Lee.", ("The port was closed", "lee", "unknown")),
        ("Ann Lee left the town, saying that the port was closed.", ("the port was closed", "lee", "unknown")),
        ("Ann Lee arrived late. She said that the port was closed.", ("the port was closed", "lee", "carried")),
        ("Ann Lee told a crowd of dockers that the port was closed.", ("the port was closed", "lee", "unknown")),
    ],
)
def test_a_clause_that_somebody_is_said_to_have_said_is_a_paraphrase(text, expected):
    assert reported(text) == [expected]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ann Lee denied that the port was closed.", "denied that the port was closed"),
        ("Ann Lee has denied any part in it.", "has denied any part in it"),
    ],
)
def test_a_denial_is_cited_with_its_verb_so_that_it_is_not_read_as_its_opposite(text, words):
    assert [each[0] for each in reported(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee did not say that the port was closed.",
        "Ann Lee didn’t say that the port was closed.",
        "Ann Lee never said the port was closed.",
        "Nobody said that the port was closed.",
        "If Ann Lee says that the port is closed, we go home.",
        "Ann Lee might say that the port was closed.",
        "Ann Lee was told that the port was closed.",
        "Did Ann Lee say that the port was closed?",
        "Ann Lee refused to say that the port was closed.",
        "We said that the port was closed.",
        "It was reported that the port was closed.",
        "The man who said that the port was closed is gone.",
        "Ann Lee listed ships, which she said were late to port.",
        "Ann Lee spoke of a list that has no end in sight.",
        "Asked whether the port was closed, Ann Lee replied.",
        "After the attack on the port, Ann Lee said.",
        "According to plan, the port was closed.",
        "Marlon Lee, director of ships, declined to comment.",
    ],
)
def test_what_nobody_is_said_to_have_said_is_none(text):
    assert reported(text) == []


def test_a_clause_with_a_quotation_in_it_is_left_to_the_quotation():
    text = "Ann Lee said that the port was “closed for good and all” on Monday."
    assert [each.kind for each in read(text, "en", DAY, [LEE])] == ["quote"]


def test_two_clauses_of_one_sentence_are_two():
    text = "Ann Lee said that the port was closed, adding that Mark Rutte knew it."
    assert [each[:2] for each in reported(text)] == [("the port was closed", "lee"), ("Mark Rutte knew it", "lee")]


def test_what_stands_in_the_clause_of_another_is_no_clause_of_its_own():
    text = "Ann Lee said that Mark Rutte had told her that the port was closed."
    assert [each[:2] for each in reported(text)] == [("Mark Rutte had told her that the port was closed", "lee")]


def test_a_clause_after_a_conjunction_ends_where_the_sentence_goes_on():
    text = "While Ann Lee said that the port was closed, the ships came in."
    assert [each[0] for each in reported(text)] == ["the port was closed"]


def test_where_the_order_of_words_is_free_two_names_beside_a_verb_are_nobody_s():
    assert reported("Марку Рютте сказав Дмитро Пєсков, що порт уже закрито.", "uk") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("«È un altro anno», afferma Ann Lee, che guida il sindacato del porto.", "it"),
        ("“Puede ser otro año”, cuenta un hombre que pide no ser nombrado.", "es"),
        ("La ministre des Transports, Ann Lee, a promis une enquête.", "fr"),
        ("La società, Terminal Elio, respinge l’accusa.", "it"),
    ],
)
def test_what_is_told_about_a_speaker_is_no_reported_speech(text, language):
    assert reported(text, language) == []


def test_reported_speech_does_not_change_whose_a_quotation_is():
    text = "Ann Lee said that it rained.\n\n“We will do what it takes,” Mark Rutte said. “And we will do it now.”"
    assert [each.speaker for each in read(text, "en", DAY, [LEE, RUTTE]) if each.kind == "quote"] == ["rutte", "rutte"]
