"""Searching while one types (`prefix=true`): the last word is the beginning of a word or a name."""

import pytest

from tests.support.clients import Get
from tests.support.factories import (
    AffiliationFactory,
    ClaimFactory,
    OrganizationFactory,
    SpeakerFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

TEXT = "Investigations of unidentified drones closed the airports of Copenhagen and Kraków; nobody took responsibility."


def claim(slug: str, text: str, language: str = "en") -> None:
    ClaimFactory(slug=slug, text=text, name="x", language=language)


def slugs(get: Get, query: str) -> list[str]:
    return [row["slug"] for row in get(f"search/?q={query}&prefix=true")["results"]]


@pytest.fixture
def texts() -> None:
    claim("copenhagen", TEXT)
    claim("balloons", "Balloons were seen over Poland.")


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("word", ["Investigations", "unidentified", "drones", "airports", "Copenhagen", "Krakow"])
def test_each_beginning_of_a_word_finds_its_text(get: Get, word: str) -> None:
    for size in range(3, len(word) + 1):
        assert slugs(get, word[:size].lower()) == ["copenhagen"], word[:size]


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("drones copen", ["copenhagen"]),
        ("dron copen", []),
        ("copen drones", []),
        ("poland or copen", ["balloons", "copenhagen"]),
        ('"drones clo', []),
        ('"drones" clo', ["copenhagen"]),
        ("balloons -copen", ["balloons"]),
        ("drones -clo", ["copenhagen"]),
        ("co", []),
    ],
)
def test_only_the_last_word_is_a_beginning_and_only_of_three_letters(get: Get, query: str, found: list[str]) -> None:
    assert sorted(slugs(get, query)) == sorted(found)


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("option", ["", "&prefix=false"])
def test_without_the_option_a_word_is_a_whole_word(get: Get, option: str) -> None:
    assert get(f"search/?q=copen{option}")["results"] == []


@pytest.mark.usefixtures("texts")
def test_the_words_that_begin_so_are_highlighted(get: Get) -> None:
    (row,) = get("search/?q=drones copen&prefix=true")["results"]
    assert [TEXT[mark["start"] : mark["end"]] for mark in row["highlights"]] == ["drones", "Copenhagen"]


def test_words_of_statements_alone_are_found_and_highlighted_as_well(get: Get) -> None:
    StatementFactory(slug="said", text="Die Drohnen flogen über Kopenhagen.", language="de")
    (row,) = get("search/?q=kopenh&prefix=true")["results"]
    assert (row["slug"], row["highlights"]) == ("said", [{"field": "text", "start": 24, "end": 34}])


def test_a_beginning_is_bent_as_each_language_bends_it(get: Get) -> None:
    claim("german", "Die Drohnen wurden beobachtet.", language="de")
    claim("russian", "Видели дроны.", language="ru")
    assert slugs(get, "beobacht") == slugs(get, "beob") == slugs(get, "drohne") == ["german"]
    assert slugs(get, "дро") == ["russian"]


@pytest.mark.parametrize("name", ["Dmitry Peskov", "Recep Tayyip Erdoğan", "Ursula von der Leyen", "Лавров"])
def test_each_beginning_of_a_name_finds_it_first(get: Get, name: str) -> None:
    for other in ("Donald Duck", "Rebecca Redford", "Urs Meier", "Лариса Иванова", "Peter Pan"):
        SpeakerFactory(name=other)
    SpeakerFactory(slug="asked", name=name)
    claim("same", f"{name} said: {name}.")
    for size in range(4, len(name) + 1):
        assert slugs(get, name[:size].strip())[0] == "asked", name[:size]


@pytest.mark.parametrize("query", ["Mr Pesk", "Kremlin spokesman Pesk", "Dmitry S. Pe", "Kremlsprecher Pesk"])
def test_words_beside_the_beginning_of_a_name_do_not_exclude_it(get: Get, query: str) -> None:
    peskov = SpeakerFactory(slug="asked", name="Dmitry Peskov")
    kremlin = OrganizationFactory(slug="kremlin", name="Kremlin")
    AffiliationFactory(person=peskov, organization=kremlin, role="Spokesman")
    assert slugs(get, query)[0] == "asked"


def test_names_come_first_and_of_these_the_exact_one(get: Get) -> None:
    for name in ("Volt Hamburg", "Volta", "Volt", "Revolt"):
        OrganizationFactory(slug=name.lower().replace(" ", "-"), name=name)
    claim("text", "Volt and Volta.")
    assert slugs(get, "volt")[:3] == ["volt", "volt-hamburg", "volta"]
    assert "revolt" not in slugs(get, "volt")[:3]
    assert slugs(get, "vo")[:3] == ["volt", "volta", "volt-hamburg"]


def test_of_words_as_frequent_the_whole_word_comes_first(get: Get) -> None:
    claim("carpet", "A carpet.")
    claim("car", "A car.")
    assert slugs(get, "car") == ["car", "carpet"]


@pytest.mark.usefixtures("texts")
def test_a_beginning_is_highlighted_beside_a_phrase(get: Get) -> None:
    (row,) = get('search/?q="closed the airports" copen&prefix=true')["results"]
    assert [TEXT[mark["start"] : mark["end"]] for mark in row["highlights"]] == ["closed", "airports", "Copenhagen"]


def test_a_cursor_belongs_to_the_option(get: Get) -> None:
    for number in range(3):
        claim(f"number-{number}", "Balloons over Atlantis.")
    cursor = get("search/?q=balloons&limit=1&prefix=true")["next"].partition("cursor=")[2].partition("&")[0]
    assert len(get(f"search/?q=balloons&limit=1&prefix=true&cursor={cursor}")["results"]) == 1
    refused = get(f"search/?q=balloons&limit=1&cursor={cursor}", status=400)
    assert [error["parameter"] for error in refused["errors"]] == ["cursor"]


@pytest.mark.parametrize(
    "query", ["the", "-a", "or", '"', "a or", "'", "\\", "%", "y_", ":*", "a:*b", "''a", "中", "é" * 400]
)
def test_whatever_is_typed_is_answered(get: Get, query: str) -> None:
    claim("one", "Drones.")
    assert get("search/?prefix=true&facets=true&q=" + query.replace("%", "%25").replace("\\", "%5C"))["results"] == []


@pytest.mark.usefixtures("article")
def test_a_suggestion_has_the_fields_of_its_type_alone(get: Get) -> None:
    """What a list of suggestions shows, in rows of all types."""
    asked = "type,slug,url,name,text,headline,highlights"
    rows = get(f"search/?q=drones cop&prefix=true&limit=200&fields={asked}")["results"]
    shown = {row["type"]: set(row) - {"type", "slug", "url", "highlights"} for row in rows}
    assert shown == {"claim": {"name", "text"}, "statement": {"text"}, "incident": {"name"}}
    (speaker,) = get(f"search/?q=krem&prefix=true&type=speaker&fields={asked}")["results"]
    assert speaker == {
        "type": "speaker",
        "slug": "kremlin",
        "url": "http://localhost/api/v1/speakers/kremlin/",
        "name": "Kremlin",
        "highlights": [{"field": "name", "start": 0, "end": 7}],
    }
