"""When two texts are the same: in what is recorded once, and in filters."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests.support import factories as make
from tests.support.clients import Get
from tests.support.rules import accepted, refused

pytestmark = pytest.mark.django_db

# Two ways to write the same.
SAME = [
    ("Jánoš Äder", "J\u0061\u0301no\u0161 A\u0308der"),
    ("FREIE WÄHLER", "Freie Wähler"),
    ("Straße", "STRASSE"),
    ("STRAẞE", "strasse"),
    ("Le Monde", "Le\u00a0 Monde "),
    ("Bundeskanzleramt", "Bundes\u00adkanzler\u00adamt"),
    ("Côte d'Ivoire", "Côte d’Ivoire"),
    ('"Die Linke"', "„Die Linke“"),
    ("«Известия»", "“ИЗВЕСТИЯ”"),
    ("Al-Jazeera", "Al–Jazeera"),
    ("ＮＨＫ", "NHK"),
    ("ﬁnancial Times", "Financial Times"),
    ("ΚΑΘΗΜΕΡΙΝΉ ΟΔΌΣ", "Καθημερινή οδός"),
    ("ԱԶԱՏՈՒԹՅՈՒՆ", "ազատություն"),
    ("ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ", "საქართველო"),
    ("ǅ", "ǆ"),
    ("Gülen İ", "gülen i̇"),
    ("میگوید", "می\u200cگوید"),
    ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
    ("ｶﾞ", "ガ"),
]
# Two texts that are not.
DIFFERENT = [
    ("Grüne", "Grune"),
    ("Zelenski", "Zelénski"),
    ("Jack White", "JackWhite"),
    ("Peskov", "Песков"),
    ("ı", "i"),
    ("שָׁלוֹם", "שלום"),
    ("A.B.", "AB"),
    ("カ", "ガ"),
]
EACH = [*((one, other, True) for one, other in SAME), *((one, other, False) for one, other in DIFFERENT)]


@pytest.mark.parametrize(("one", "other", "same"), EACH)
def test_what_is_recorded_once_is_compared_as_people_read_it(one: str, other: str, same: bool) -> None:
    said = make.StatementFactory(text=one)
    with refused("statement_recorded_once") if same else accepted():
        make.StatementFactory(text=other, speaker=said.speaker, source=said.source)
    held = make.AffiliationFactory(role=one)
    with refused("affiliation_does_not_overlap") if same else accepted():
        make.AffiliationFactory(role=other, person=held.person, organization=held.organization)
    left = make.AffiliationFactory(role=one, former=True)
    with refused("affiliation_former_once") if same else accepted():
        make.AffiliationFactory(role=other, person=left.person, organization=left.organization, former=True)
    coded = make.StanceFactory(method="model", model_name=one, review_status="suggested")
    with refused("stance_coded_once_by_each") if same else accepted():
        make.StanceFactory(
            statement=coded.statement, claim=coded.claim, method="model", model_name=other, review_status="suggested"
        )


@pytest.mark.parametrize(("one", "other", "same"), EACH)
def test_filters_find_a_text_however_it_is_written(get: Get, one: str, other: str, same: bool) -> None:
    person = make.SpeakerFactory(name=one, identifiers={"press": one})
    held = make.AffiliationFactory(person=person, role=one)
    make.SourceFactory(publisher=one, author=one)
    make.TopicFactory(name=one)
    make.StatementFactory(speaker=person, affiliation=held)
    found = {
        (path, parameter): len(asked(get, path, parameter, other))
        for path, parameter in [
            ("speakers", "name"),
            ("speakers", "role"),
            ("speakers", "identifier"),
            ("sources", "publisher"),
            ("sources", "author"),
            ("topics", "name"),
            ("statements", "role"),
        ]
    }
    assert found == dict.fromkeys(found, int(same))


def asked(get: Get, path: str, parameter: str, value: str) -> list[Any]:
    rows: list[Any] = get(f"{path}/?{urlencode({parameter: value})}")["results"]
    return rows


@pytest.mark.parametrize("unseen", ["\u200b", "\u00a0", "\u3164", "\u2800", "\u0301", "\u202e", "\ufe0f\u200d"])
def test_a_filter_by_what_nobody_sees_is_an_error_and_no_search_for_rows_without_a_text(
    reader: Any, unseen: str
) -> None:
    make.SourceFactory(publisher="")
    answer = reader.get("/api/v1/sources/", {"publisher": unseen})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["detail"].endswith("takes something visible, and no control characters.")


@pytest.mark.parametrize(
    ("asked_for", "stored"),
    [("EN", "en"), ("pt-br", "pt-BR"), ("ZH-HANT-TW", "zh-Hant-TW"), ("es-419", "es-419"), ("SL-ROZAJ", "sl-rozaj")],
)
def test_languages_are_found_in_any_case(get: Get, asked_for: str, stored: str) -> None:
    make.SourceFactory(language=stored)
    make.SourceFactory(language="da")
    assert [row["language"] for row in get(f"sources/?language={asked_for}")["results"]] == [stored]


@pytest.mark.parametrize(
    ("table", "column", "index"),
    [
        ("claims_speaker", "name", "speaker_name"),
        ("claims_topic", "name", "topic_name"),
        ("claims_source", "publisher", "source_publisher"),
        ("claims_source", "author", "source_author"),
        ("claims_affiliation", "role", "affiliation_role"),
        ("claims_speakeridentifier", "value", "speaker_identifier_value"),
    ],
)
def test_a_text_is_looked_up_in_an_index(table: str, column: str, index: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN SELECT id FROM {table} WHERE claims_same({column}) = claims_same(%s)", ["x"])
        assert index in " ".join(line for (line,) in cursor.fetchall())


def test_the_same_words_on_another_day_are_another_statement() -> None:
    said = make.StatementFactory(text="No.")
    with accepted():
        make.StatementFactory(text="NO.", speaker=said.speaker, source=said.source, made_on=date(2025, 9, 24))
