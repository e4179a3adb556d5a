"""Each language: texts with the manners of its newspapers, whose quotations are found and given to who said them."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.reading import Candidate, Role, Speaker, read
from claims.reading.lists import known, language_of, marks_by_language

TEXTS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(__file__).parent.glob("texts/*.toml")}
FOUND, ATTRIBUTED = 0.9, 0.8


def speakers(text: dict[str, Any]) -> list[Speaker]:
    return [
        Speaker(
            key,
            tuple(each["names"]),
            each["family_name"],
            tuple(Role(title, tuple(names)) for title, names in each.get("roles", ())),
        )
        for key, each in text["speakers"].items()
    ]


def wanted(text: dict[str, Any], table: str = "quotations") -> dict[str, str]:
    """The speaker of each quotation, or each report; "" for somebody without a name."""
    return {words: "" if key == "unnamed" else key for key, said in text[table].items() for words in said}


def candidates(text: dict[str, Any]) -> dict[str, Candidate]:
    every = read(text["text"], text["language"], date(2025, 9, 23), speakers(text))
    return {text["text"][each.first : each.last]: each for each in every}


def found(text: dict[str, Any], kind: str = "quote") -> dict[str, str]:
    return {words: each.speaker for words, each in candidates(text).items() if each.kind == kind}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_of_a_language_has_twenty_quotations_that_stand_in_it(language):
    text = TEXTS[language]
    assert len(wanted(text)) >= 20
    assert [words for words in wanted(text) if words not in text["text"]] == []


@pytest.mark.parametrize("language", TEXTS)
def test_the_quotations_of_a_language_are_found(language):
    text = TEXTS[language]
    missed = [words for words in wanted(text) if words not in found(text)]
    assert len(missed) <= (1 - FOUND) * len(wanted(text)), missed


@pytest.mark.parametrize("language", TEXTS)
def test_the_quotations_of_a_language_are_given_to_who_said_them(language):
    text = TEXTS[language]
    given = found(text)
    wrong = {words: given.get(words) for words, key in wanted(text).items() if given.get(words) != key}
    assert len(wrong) <= (1 - ATTRIBUTED) * len(wanted(text)), wrong


@pytest.mark.parametrize("language", TEXTS)
def test_the_reported_speech_of_a_language_is_found(language):
    text = TEXTS[language]
    missed = [words for words in wanted(text, "reports") if words not in found(text, "paraphrase")]
    assert len(wanted(text, "reports")) >= 9
    assert len(missed) <= (1 - FOUND) * len(wanted(text, "reports")), missed


@pytest.mark.parametrize("language", TEXTS)
def test_the_reported_speech_of_a_language_is_given_to_who_said_it(language):
    text = TEXTS[language]
    given = found(text, "paraphrase")
    wrong = {words: given.get(words) for words, key in wanted(text, "reports").items() if given.get(words) != key}
    assert len(wrong) <= (1 - ATTRIBUTED) * len(wanted(text, "reports")), wrong


@pytest.mark.parametrize("language", TEXTS)
def test_what_nobody_said_is_no_reported_speech(language):
    text = TEXTS[language]
    assert text["unsaid"][0] in text["text"]
    assert [words for words in candidates(text) if text["unsaid"][0] in words] == []


@pytest.mark.parametrize("language", TEXTS)
def test_what_a_language_reports_was_said_on_the_day_that_stands_with_its_verb(language):
    text = TEXTS[language]
    days = {words: each.day for words, each in candidates(text).items()}
    given = {
        words: f"{days[words].first} {days[words].precision}".strip() if days.get(words) else ""
        for words in text["days"]
    }
    assert given == text["days"]


def test_every_language_with_lists_has_a_text():
    assert set(TEXTS) == set(known()) >= {"en", "de", "fr", "es", "it", "pl", "uk", "ru", "lt"}


@pytest.mark.parametrize("tag", [each for each in marks_by_language() if "latn" not in each])
def test_the_marks_of_every_language_that_cldr_names_are_read(tag):
    for pair in dict.fromkeys(language_of(tag).marks):
        text = f"Abc, {pair[0]}we will go there now{pair[-1]}, def."
        (only,) = read(text, tag)
        assert text[only.first : only.last] == "we will go there now"


@pytest.mark.parametrize(("tag", "outer"), [("de-AT", "„“"), ("fr-CH", "«»"), ("ja", "「」"), ("tlh", "“”")])
def test_a_tag_has_the_marks_of_the_language_that_it_begins_with_or_those_of_the_root(tag, outer):
    assert language_of(tag).marks[0] == outer
