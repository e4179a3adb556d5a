"""What a text without a format tells about itself: its headline and its language."""

import tomllib

import pytest

from claims.texts import pasted
from claims.texts.guesses import headline_of, language_of
from tests.support.copies import BASE

TEXTS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (BASE / "tests/reading/texts").glob("*.toml")}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_the_language_of_an_article_is_known(language: str) -> None:
    assert language_of(TEXTS[language]["text"]) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Ministeren siger, at det ikke er sikkert, og at der ikke blev set nogen droner efter det.",
            "da",
        ),
        ("De minister zei dat het niet zeker is en dat de politie ook aan een ongeluk denkt.", "nl"),
        ("Ministern sade att det inte är säkert och att den som har sett det ska höra av sig till polisen.", "sv"),
        ("これは日本語の文章です。", ""),
        ("42 17 3.14", ""),
        ("OK", ""),
        ("", ""),
    ],
)
def test_a_language_is_named_only_where_its_words_are_clearly_the_most(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Drones over Kastrup\n\nThe airport was closed.", "Drones over Kastrup"),
        ("\n\n  Who was it?  \n\nNobody knows.", "Who was it?"),
        ("The airport was closed.\n\nNobody knows.", ""),
        ("The airport was\nclosed for hours", ""),
        ("Only one line", ""),
        ("x" * 300 + "\n\nText.", ""),
    ],
)
def test_the_first_line_is_the_headline_if_it_stands_alone(text: str, headline: str) -> None:
    assert headline_of(text) == headline


def test_a_guess_is_said() -> None:
    found = pasted("The minister said that it was not the fault of the police, and that this is known.")
    assert (found.language, found.notes) == ("en", ("The language was guessed from frequent words: en.",))
