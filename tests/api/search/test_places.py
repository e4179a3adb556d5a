"""Each row that a search finds says where: in which text or name, and from which character to which."""

import unicodedata
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.api.search.serializers import ROW_SERIALIZERS
from tests.support.clients import Get
from tests.support.factories import ClaimFactory, IncidentFactory, SourceFactory, SpeakerFactory, StatementFactory


def places(row: Any) -> list[tuple[str, str]]:
    """The field of each highlight, and the text that it points at."""
    return [(mark["field"], text_of(row, mark["field"])[mark["start"] : mark["end"]]) for mark in row["highlights"]]


def text_of(row: Any, field: str) -> str:
    name, _, number = field.partition("/")
    text: str = row[name][int(number)] if number else row[name]
    return text


def only(get: Get, query: str) -> list[tuple[str, str]]:
    (row,) = get(f"search/?q={query}")["results"]
    return places(row)


@pytest.mark.django_db
class TestTexts:
    def test_the_context_of_a_claim(self, get: Get) -> None:
        ClaimFactory(name="x", text="It was closed.", context="Drones were seen.")
        assert only(get, "drone") == [("context", "Drones")]

    def test_the_summary_and_the_location_of_an_incident(self, get: Get) -> None:
        IncidentFactory(name="Sighting", summary="Drones were seen.", location_name="Kastrup")
        assert only(get, "drone") == [("summary", "Drones")]
        assert only(get, "kastrup") == [("location_name", "Kastrup")]

    def test_the_author_of_a_source(self, get: Get) -> None:
        SourceFactory(headline="x", publisher="y", author="Jane Roe")
        assert only(get, "roe") == [("author", "Roe")]

    @pytest.mark.parametrize("make", [ClaimFactory, IncidentFactory])
    def test_the_other_names_of_claims_and_incidents(self, get: Get, make: Any) -> None:
        make(name="Removal of the spare room subsidy", other_names=["under-occupancy charge", "the bedroom tax"])
        assert only(get, "bedroom") == [("other_names/1", "bedroom")]
        assert only(get, '"bedroom tax"') == [("other_names/1", "bedroom"), ("other_names/1", "tax")]
        assert only(get, "charged") == [("other_names/0", "charge")]

    def test_a_phrase_does_not_take_its_words_from_two_other_names(self, get: Get) -> None:
        ClaimFactory(name="x", other_names=["poll tax", "bedroom tax"])
        assert get('search/?q="tax bedroom"&type=claim')["results"] == []

    def test_a_word_at_the_end_of_a_long_text(self, get: Get) -> None:
        text = "nothing at all. " * 600
        StatementFactory(text=f"{text}Drones", original_text="")
        (row,) = get("search/?q=drones&type=statement")["results"]
        assert row["highlights"] == [{"field": "text", "start": len(text), "end": len(text) + 6}]

    def test_a_phrase_that_reaches_from_one_text_into_the_next(self, get: Get) -> None:
        ClaimFactory(text="We saw drones.", name="Over Poland", context="")
        assert only(get, '"drones over Poland"') == [("name", "Poland"), ("text", "drones")]


@pytest.mark.django_db
class TestNames:
    def test_a_name_is_marked_and_other_names_only_where_it_has_no_such_word(self, get: Get) -> None:
        SpeakerFactory(name="Dmitry Peskov", other_names=["Dmitri Peskow", "Дмитрий Песков"])
        assert only(get, "Песков") == [("name", "Peskov")]

    def test_another_name(self, get: Get) -> None:
        SpeakerFactory(name="BÜNDNIS 90/DIE GRÜNEN", other_names=["GRÜNE", "Alliance 90/The Greens"])
        assert only(get, "Alliance") == [("other_names/1", "Alliance")]

    @pytest.mark.parametrize(
        ("name", "query", "marked"),
        [
            ("Abdel Fattah al-Sisi", "Sisi", "Sisi"),
            ("BÜNDNIS 90/DIE GRÜNEN", "Grünen", "GRÜNEN"),
            ("Conan O’Brien", "OBrien", "O’Brien"),
            ("Ke\u0328stutis Budrys", "Kęstutis", "Ke\u0328stutis"),
            ("Hanno Pevkur", "Pewkurr", "Pevkur"),
        ],
    )
    def test_each_word_of_a_name(self, get: Get, name: str, query: str, marked: str) -> None:
        SpeakerFactory(name=name)
        ((field, text),) = only(get, query)
        assert (field, unicodedata.normalize("NFC", text)) == ("name", unicodedata.normalize("NFC", marked))


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize(
    "query",
    [
        *("drones", "NATO", "Russia", "the Kremlin", "Peskow", "Rutte Mark", "Denmark or Poland", "airspace", "week"),
        *('"airspace incidents"', "Zelenskyi", "Kallas EU", "Copenhagen Airport", "fighter jets", "Europe", "news"),
        *(
            "Frederiksen",
            "MiG-31",
            "Estonia",
            "president",
            "minister or spokesman",
            "Moskau",
            "Путин",
            "Budrys Lithuania",
        ),
    ],
)
def test_every_row_of_the_article_says_where(get: Get, query: str) -> None:
    for row in get(f"search/?q={query}&limit=200")["results"]:
        assert places(row), row
        assert all(text.strip() for _, text in places(row))


def test_every_text_that_is_searched_is_a_field_of_the_row() -> None:
    fields = {str(name): set(serializer().fields) for name, serializer in ROW_SERIALIZERS.items()}
    assert fields["speaker"] >= {"name", "other_names"}
    assert fields["claim"] >= {"name", "text", "context"}
    assert fields["statement"] >= {"text", "original_text"}
    assert fields["incident"] >= {"name", "summary", "location_name"}
    assert fields["source"] >= {"headline", "publisher", "author"}


# Words in every script and spelling, and what may stand between and inside them.
WORDS = [
    *("drones", "co-operation", "cooperation", "MiG-31s", "MH17", "S-300", "U.S.A.", "12,000", "12 000", "1.234.567"),
    *("O’Brien", "Ke\u0328stutis", "Kęstutis", "שָׁלוֹם", "مُحَمَّد", "می‌خواهم", "中国人民银行", "ミサイル発射", "が\u3099"),
    *(
        "สนามบิน",
        "ສະໜາມບິນ",
        "ព្រលានយន្តហោះ",
        "လေဆိပ်",
        "각",
        "\u1112\u1161\u11ab",
        "क़िला",
        "NATO事件",
        "２０２５年",
        "ba\u0323\u0307n",
    ),
    *("anti‑drone", "H1N1", "1990s", "état-major", "l’accusation", "foo@example.org", "example.org"),
]
BETWEEN = [
    " ",
    ", ",
    " — ",
    "\n",
    " \u200f",
    " 🛩️ ",
    " 👩🏽‍🚀 ",
    "/",
    "<b>",
    " & ",
    "\u3000",
    "。",
    " \ue000 ",
    "\x01 ",
    " \u0301 ",
    "(",
    "»",
]
INSIDE = ["", "\u00ad", "\u200b", "\u2060", "\ufeff"]
TEXTS = st.lists(
    st.tuples(st.sampled_from(BETWEEN), st.sampled_from(WORDS), st.sampled_from(INSIDE)), min_size=1, max_size=7
)
CONFIGS = ["claims_english", "claims_simple", "claims_german", "claims_arabic"]
# The marks of a text, the lexemes of each marked piece, and those of the query.
MARKS = """
    WITH asked AS MATERIALIZED (
        SELECT claims_any(claims_lexeme_query(lexeme)) AS marked, array_agg(lexeme) AS lexemes
        FROM unnest(claims_lexemes(%(config)s::regconfig, %(query)s, 'A'))
    )
    SELECT "start", "end", lexemes, tsvector_to_array(
        claims_lexemes(%(config)s::regconfig, substr(%(text)s, "start" + 1, "end" - "start"), 'A')
    )
    FROM asked CROSS JOIN claims_marks(%(config)s::regconfig, %(text)s, marked, NULL)
"""
LETTERS = """
    SELECT spelling, own.letters[cardinality(own.letters)], spelt.letters[cardinality(spelt.letters)]
    FROM translate(%s, U&'\\0001\\0002\\0003', '   ') words, unnest((claims_spellings(words))[:2]) spelling,
         claims_runs(words) own, claims_runs(spelling) spelt
"""
PORTIONS = """
    SELECT string_agg(chr(code), 'a' ORDER BY code) FROM generate_series(4, 1114111) code
    WHERE code NOT BETWEEN 55296 AND 57343 GROUP BY code / 997
"""


def rows(sql: str, values: Any = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


@pytest.mark.django_db
@given(pieces=TEXTS, query=st.sampled_from(WORDS), config=st.sampled_from(CONFIGS))
@settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_each_place_has_a_word_of_the_query(pieces: list[tuple[str, str, str]], query: str, config: str) -> None:
    text = "".join(f"{between}{word[:2]}{inside}{word[2:]}" for between, word, inside in pieces)
    found = rows(MARKS, {"config": config, "text": text, "query": query})
    ends = [0, *(place for start, end, *_ in found for place in (start, end)), len(text)]
    assert ends == sorted(ends)
    for start, end, asked, lexemes in found:
        assert {*lexemes} & {*asked}, (text[start:end], lexemes)
        assert text[start:end] == text[start:end].strip(" ,—/<>&()»。")
    assert found or query not in (word for _, word, _ in pieces)


@pytest.mark.django_db
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80))
@settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_no_spelling_of_a_text_has_more_or_fewer_letters(text: str) -> None:
    assert [spelling for spelling, own, spelt in rows(LETTERS, [text]) if own != spelt] == []


@pytest.mark.django_db
def test_no_character_of_unicode_is_miscounted() -> None:
    wrong = [text for (portion,) in rows(PORTIONS) for text, own, spelt in rows(LETTERS, [portion]) if own != spelt]
    assert wrong == []
