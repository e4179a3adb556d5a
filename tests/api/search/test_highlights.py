"""Highlights: where in a text the words are, in characters as Unicode counts them."""

import re
import unicodedata
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support.clients import Get
from tests.support.factories import ClaimFactory, IncidentFactory, SourceFactory, StatementFactory

pytestmark = pytest.mark.django_db

# Separators of words: characters that are no letters, combining marks without a letter included.
BETWEEN = [
    " ",
    ", ",
    " — ",
    " 🛩️ ",
    " 👩🏽‍🚀 ",
    " é ",
    " e\u0301 ",
    " שלום ",
    " مرحبا ",
    " \u200f",
    " ﬁ ",
    " 각 ",
    " \u1112\u1161\u11ab ",
    " <b> ",
    " & ",
    "\n",
    " a\u0323\u0307 ",
]
SOUGHT = ["drone", "drones", "DRONES", "Kęstutis", "Ke\u0328stutis", "kestutis"]
PIECES = st.lists(
    st.tuples(st.sampled_from(BETWEEN), st.sampled_from([*SOUGHT, "wall", "zebra"])), min_size=1, max_size=6
)


def marked(answer: Any, field: str) -> list[str]:
    """The pieces of a field of the first row that are highlighted."""
    row = answer["results"][0]
    return [row[field][mark["start"] : mark["end"]] for mark in row["highlights"] if mark["field"] == field]


def test_words_are_marked_in_the_form_that_the_text_has(get: Get) -> None:
    ClaimFactory(name="Drones", text="A drone, and more drones – over the anti‑drone wall.")
    answer = get("search/?q=drone -balloon")
    assert marked(answer, "text") == ["drone", "drones", "drone"]
    assert marked(answer, "name") == ["Drones"]


def test_each_text_is_marked_in_its_own_language(get: Get) -> None:
    StatementFactory(
        text="The drones were ours", language="en", original_text="Дроны были наши", original_language="ru"
    )
    assert marked(get("search/?q=drone"), "text") == ["drones"]
    assert marked(get("search/?q=дронов"), "original_text") == ["Дроны"]


def test_a_text_is_marked_that_stands_beside_hundreds_of_the_same_word(get: Get) -> None:
    """A document has 256 places of a word at most, here all in the summary."""
    IncidentFactory(name="A talk", summary="NATO, " * 300, location_name="NATO and NATO", other_names=["The NATO talk"])
    fields = {mark["field"] for mark in get("search/?q=nato")["results"][0]["highlights"]}
    assert fields == {"summary", "location_name", "other_names/0"}


def test_the_headline_and_the_publisher_of_a_source_are_marked(get: Get) -> None:
    SourceFactory(headline="Drones again", publisher="The Drone Times")
    answer = get("search/?q=drone")
    assert (marked(answer, "headline"), marked(answer, "publisher")) == (["Drones"], ["Drone"])


def test_a_text_that_holds_the_marks_themselves_is_marked_like_others(get: Get) -> None:
    ClaimFactory(name="x", text="\ue001Drones \ue000 drones\ue001\ue000")
    assert marked(get("search/?q=drones"), "text") == ["Drones", "drones"]


def test_words_to_leave_out_are_not_marked(get: Get) -> None:
    ClaimFactory(name="x", text="Jets and balloons.")
    assert marked(get("search/?q=drones -balloons or jets"), "text") == ["Jets"]


def test_words_in_quotes_are_marked_where_they_follow_one_another(get: Get) -> None:
    ClaimFactory(name="x", text="Incidents: the airspace had airspace incidents; 31 of MiG-31 on 31 May.")
    assert marked(get('search/?q="airspace incident"'), "text") == ["airspace", "incidents"]
    assert [mark["start"] for mark in get('search/?q="airspace incident"')["results"][0]["highlights"]] == [28, 37]
    assert [mark["start"] for mark in get("search/?q=MiG-31")["results"][0]["highlights"]] == [54, 58]


def test_a_word_that_occurs_very_often_is_still_marked(get: Get) -> None:
    ClaimFactory(name="x", text="MiG-31, " * 400)
    assert len(marked(get("search/?q=MiG-31"), "text")) == 800


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


@given(pieces=PIECES)
@example([(" e\u0301 ", "Ke\u0328stutis"), (" a\u0323\u0307 ", "drones")])
@settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_marks_cover_exactly_the_words_that_were_asked_for(pieces: list[tuple[str, str]]) -> None:
    text, expected = "", []
    for between, word in pieces:
        text += between
        if word in SOUGHT:
            expected.append((len(text), len(text) + len(word)))
        text += word
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM claims_marks('claims_english', %s, 'drone'::tsquery || "
            "phraseto_tsquery('claims_english', 'Kęstutis'), NULL)",
            [text],
        )
        assert cursor.fetchall() == expected


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
@settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_marks_of_any_text_lie_in_it_in_order_and_mark_words(text: str) -> None:
    words = f"{text} drones"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM claims_marks('claims_english', %s, 'drone'::tsquery, NULL)", [words])
        marks = cursor.fetchall()
    ends = [0, *(place for mark in marks for place in mark), len(words)]
    assert ends == sorted(ends)
    assert all(re.fullmatch(r"drones?", plain(words[start:end])) for start, end in marks)
    assert marks
