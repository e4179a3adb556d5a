"""Texts as the database stores them, whoever writes: composed, without what nobody sees, each in one form."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import CharField, Model, TextField

from claims.models import Affiliation, IncidentKind, Speaker, Statement
from tests.support import factories as make
from tests.support.rules import accepted, execute, refused
from tests.support.tables import MODELS

pytestmark = pytest.mark.django_db


def asked(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def line(text: str) -> str:
    return str(asked("SELECT claims_line(%s, 'claims_speaker', 'name')", text))


# A text of one line, and the same text as it is stored.
LINES = [
    ("Peskov", "Peskov"),
    ("Angela  Merkel ", "Angela Merkel"),
    (" Angela\u00a0Merkel\u2009", "Angela Merkel"),
    ("«\u202fLe Monde\u202f»", "« Le Monde »"),
    ("山田\u3000太郎", "山田 太郎"),
    ("Ja\u0301nos A\u0308der", "János Äder"),
    ("\u212bland \u2126", "Åland Ω"),
    ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
    ("Bundes\u00adkanzler\u00adamt", "Bundeskanzleramt"),
    ("a\u00ad\u0301", "á"),
    ("می\u200cگوید", "می\u200cگوید"),
    ("ക്\u200d", "ക്\u200d"),
    ("ක්\u200dරි", "ක්\u200dරි"),
    ("क्\u200cष", "क्\u200cष"),
    ("👩🏽\u200d🚀 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3", "👩🏽\u200d🚀 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3"),
    (
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    ),
    ("葛\U000e0100城市", "葛\U000e0100城市"),
    ("נְתַנְיָהוּ", "נְתַנְיָהוּ"),
    ("สมชาย น้ำใจ", "สมชาย น้ำใจ"),
    ("ⵣ ᱥᱟᱱᱛᱟᱲᱤ 𞤀𞤣𞤤𞤢𞤥", "ⵣ ᱥᱟᱱᱛᱟᱲᱤ 𞤀𞤣𞤤𞤢𞤥"),
    ("", ""),
    ("  ", ""),
    ("\n", ""),
    ("\u200b", ""),
    ("\u3164\u2800 \u00a0", ""),
    ("\u202e\u0001", ""),
    ("\u0301", ""),
    ("\ufeff\ufe0f", ""),
]


@pytest.mark.parametrize(("given", "stored"), LINES)
def test_a_text_of_one_line_is_stored_composed_and_with_single_spaces(given: str, stored: str) -> None:
    assert line(given) == stored
    assert line(stored) == stored
    assert make.SourceFactory(publisher=given).__class__.objects.get().publisher == stored


# A text of one line that is refused, the rule, and what the refusal says of it.
REFUSED = [
    ("Peskov\nDmitry", "text_has_no_controls", "U+000A (line feed) after “Peskov”"),
    ("Peskov\r\nDmitry", "text_has_no_controls", "U+000D (carriage return) after “Peskov”"),
    ("Peskov\tDmitry", "text_has_no_controls", "U+0009 (tab) after “Peskov”"),
    ("Peskov\n", "text_has_no_controls", "U+000A (line feed) after “Peskov”"),
    ("\u0001Peskov", "text_has_no_controls", "U+0001 at its beginning"),
    ("Peskov\u0085", "text_has_no_controls", "U+0085 after “Peskov”"),
    ("Peskov\u2028Dmitry", "text_has_no_controls", "U+2028 after “Peskov”"),
    ("Pes\u200bkov", "text_is_visible", "U+200B (zero width space) after “Pes”"),
    ("\ufeffPeskov", "text_is_visible", "U+FEFF (byte order mark) at its beginning"),
    ("Pes\u202ekov", "text_is_visible", "U+202E (right-to-left override) after “Pes”"),
    ("פסקוב\u200f", "text_is_visible", "U+200F (right-to-left mark) after “פסקוב”"),
    ("Pes\u2066kov\u2069", "text_is_visible", "U+2066 after “Pes”"),
    ("Pes\u200ckov", "text_is_visible", "U+200C (zero width non-joiner) after “Pes”"),
    ("Песков\u200d", "text_is_visible", "U+200D (zero width joiner) after “Песков”"),
    ("می\u200c گوید", "text_is_visible", "U+200C (zero width non-joiner) after “می”"),
    ("Peskov\ufe0f", "text_is_visible", "U+FE0F after “Peskov”"),
    ("1\ufe0f2", "text_is_visible", "U+FE0F after “1”"),
    ("Peskov\u3164", "text_is_visible", "U+3164 (Hangul filler) after “Peskov”"),
    ("Peskov\u115f", "text_is_visible", "U+115F after “Peskov”"),
    ("Pes\u2800kov", "text_is_visible", "U+2800 after “Pes”"),
    ("Peskov\ufdd0", "text_is_visible", "U+FDD0 after “Peskov”"),
    ("Peskov\U0010ffff", "text_is_visible", "U+10FFFF after “Peskov”"),
    ("Peskov\U000e0041", "text_is_visible", "U+E0041 after “Peskov”"),
    ("\u0301Peskov", "text_marks_have_a_base", "U+0301 at its beginning"),
    ("Peskov \u0301Dmitry", "text_marks_have_a_base", "U+0301 after “Peskov ”"),
    ("á \u0323b", "text_marks_have_a_base", "U+0323 after “á ”"),
]


@pytest.mark.parametrize(("text", "rule", "said"), REFUSED)
def test_a_text_of_one_line_with_something_unseen_is_refused_with_a_sentence(text: str, rule: str, said: str) -> None:
    with refused(rule) as error:
        make.SpeakerFactory(name=text)
    assert f"Name holds the character {said}: " in str(error.value)
    diag = error.value.__cause__.diag
    assert (diag.table_name, diag.column_name) == ("claims_speaker", "name")


# A text of several lines: as it is stored, or the rule that refuses it.
SEVERAL = [
    ("One.\r\n\r\nTwo.\rThree.\n", "One.\n\nTwo.\nThree.\n", None),
    ("\tOne  two ", "\tOne  two ", None),
    ("A\u0308rger\u00a0kostet", "Ärger\u00a0kostet", None),
    (
        "Bundes\u00adkanzler \u200f(שלום)\u200f \u2067שלום\u2069",
        "Bundes\u00adkanzler \u200f(שלום)\u200f \u2067שלום\u2069",
        None,
    ),
    ("One.\u0001", "", "text_has_no_controls"),
    ("One.\fTwo.", "", "text_has_no_controls"),
    ("One.\u0085", "", "text_has_no_controls"),
    ("One \u202eowt.", "", "text_is_visible"),
    ("One \u202atwo\u202c.", "", "text_is_visible"),
    ("One.\uffff", "", "text_is_visible"),
]


@pytest.mark.parametrize(("given", "stored", "rule"), SEVERAL)
def test_a_text_of_several_lines_keeps_its_white_space(given: str, stored: str, rule: str | None) -> None:
    with refused(rule) if rule else accepted():
        make.SpeakerFactory(summary=given)
    if rule is None:
        assert Speaker.objects.get().summary == stored


def test_what_is_cited_character_by_character_is_composed_and_nothing_else() -> None:
    given, stored = " A\u0308\u200b\u00ad\r\n\u202e\u0001\tb ", " Ä\u200b\u00ad\r\n\u202e\u0001\tb "
    said = make.StatementFactory(
        text=given, original_text=f"ja {given}", original_language="de", source__content=f"1{given}2{given}"
    )
    cited = make.CitationFactory(statement=said, exact=given, prefix="1", suffix=f"2{given}")
    taken = make.StanceFactory(statement=said, excerpt=given)
    for row in (said, cited, taken, said.source):
        row.refresh_from_db()
    assert (said.text, said.original_text) == (stored, f"ja {stored}")
    assert said.source.content == f"1{stored}2{stored}"
    assert (cited.exact, cited.prefix, cited.suffix, taken.excerpt) == (stored, "1", f"2{stored}", stored)


@pytest.mark.parametrize(
    "unseen", [" ", "\u00a0\u3000", "\u200b", "\u3164", "\u2800", "\u202e", "\u0001", "\u0301", "\ufe0f", "\n"]
)
@pytest.mark.parametrize(
    ("factory", "field", "rule"),
    [
        (make.SpeakerFactory, "name", "speaker_name_not_blank"),
        (make.SpeakerFactory, "sort_name", "speaker_sort_name_not_blank"),
        (make.AffiliationFactory, "role", "affiliation_role_not_blank"),
        (make.TopicFactory, "name", "topic_name_not_blank"),
        (make.IncidentFactory, "name", "incident_name_not_blank"),
        (make.ClaimFactory, "name", "claim_name_not_blank"),
        (make.StatementFactory, "text", "statement_text_not_blank"),
        (make.CitationFactory, "exact", "citation_exact_not_blank"),
    ],
)
def test_a_text_that_shows_nothing_is_blank(factory: Any, field: str, rule: str, unseen: str) -> None:
    # The factory makes the text of a claim of its name.
    more = {"text": "Something is the case."} if factory is make.ClaimFactory else {}
    with refused(rule):
        factory(**{field: unseen * 2}, **more)


def test_a_list_keeps_each_name_once_in_its_order() -> None:
    names = ["Selenskyj", " SELENSKYJ", "Zele\u0301nski", "\u200b", "", "Zelénski", "Straße", "STRASSE", "Zelenski"]
    speaker = make.SpeakerFactory(other_names=names)
    speaker.refresh_from_db()
    assert speaker.other_names == ["Selenskyj", "Zelénski", "Straße", "Zelenski"]
    with refused("text_has_no_controls"):
        make.SpeakerFactory(other_names=["Zelensky", "Zelen\nsky"])


def test_identifiers_are_texts_of_one_line_too() -> None:
    speaker = make.SpeakerFactory(identifiers={"wikidata": " Q1\u00a0", "name": "A\u0308"})
    speaker.refresh_from_db()
    assert speaker.identifiers == {"wikidata": "Q1", "name": "Ä"}
    with refused("text_is_visible"):
        make.SpeakerFactory(identifiers={"wikidata": "Q1\u200b2"})
    with refused("speaker_identifiers_map_schemes_to_values"):
        make.SpeakerFactory(identifiers={"wikidata": "\u200b"})


def test_texts_are_stored_so_through_every_door() -> None:
    speaker = make.SpeakerFactory()
    with accepted():
        Speaker.objects.filter(pk=speaker.pk).update(name="A\u0308der  János")
    assert Speaker.objects.get().name == "Äder János"
    execute("UPDATE claims_speaker SET name = name || E'\\u00a0II'")
    assert Speaker.objects.get().name == "Äder János II"
    with connection.cursor() as cursor, cursor.copy("COPY claims_topic (slug, name) FROM STDIN") as copy:
        copy.write("one\tA\u0308rger  \n")
    assert asked("SELECT name FROM claims_topic") == "Ärger"
    IncidentKind.objects.create(slug="balloon", name="balloon \u00a0sighting")
    assert IncidentKind.objects.get(slug="balloon").name == "balloon sighting"


DECOMPOSED = [
    {"model": "claims.source", "fields": {"slug": "de", "kind": "interview", "content": "A\u0308rger!"}},
    {
        "model": "claims.speaker",
        "fields": {"slug": "a", "kind": "person", "name": "A\u0308der", "sort_name": "A\u0308der"},
    },
    {"model": "claims.speaker", "fields": {"slug": "b", "kind": "organization", "name": "B", "sort_name": "B"}},
    {
        "model": "claims.affiliation",
        "fields": {"person": ["a"], "organization": ["b"], "role": "Pra\u0308sident  der\u00a0Republik"},
    },
    {
        "model": "claims.statement",
        "fields": {
            "slug": "s",
            "kind": "quote",
            "speaker": ["a"],
            "source": ["de"],
            "text": "A\u0308rger",
            "made_on": "2025-09-23",
        },
    },
    {"model": "claims.citation", "fields": {"statement": ["s"], "exact": "A\u0308rger"}},
]


def test_fixtures_of_decomposed_texts_load_twice_and_change_nothing_the_second_time(tmp_path: Any) -> None:
    file = tmp_path / "decomposed.json"
    file.write_text(json.dumps(DECOMPOSED), encoding="utf-8")
    call_command("loaddata", file, verbosity=0)
    changed = asked("SELECT count(*) FROM claims_change")
    call_command("loaddata", file, verbosity=0)
    assert Affiliation.objects.get().role == "Präsident der Republik"
    assert Statement.objects.get().citations.get().exact == "Ärger"
    assert asked("SELECT count(*) FROM claims_change") == changed


def texts_of(model: type[Model]) -> set[str]:
    """The columns of a model that hold texts of people, and not keys, choices or what is derived."""
    return {
        field.column
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not (field.generated or field.choices or getattr(field, "db_collation", None))
    }


# What triggers write themselves.
DERIVED = {"Change", "SpeakerIdentifier"}


@pytest.mark.parametrize("model", [*MODELS, apps.get_model("claims", "ApiKey")], ids=lambda model: str(model.__name__))
def test_every_table_with_texts_stores_them_so(model: type[Model]) -> None:
    if not model._meta.managed or model.__name__ in DERIVED:
        return
    triggers = {trigger.name: trigger for trigger in getattr(model._meta, "triggers", [])}
    columns = texts_of(model)
    assert ("admit_texts" in triggers) == bool(columns)
    for column in columns:
        assert f'NEW."{column}" := ' in triggers["admit_texts"].get_func(model)


@pytest.mark.parametrize(("model", "field"), [(make.SourceFactory, "content"), (make.StatementFactory, "text")])
def test_a_long_text_has_no_long_run_of_marks_whose_composing_would_take_minutes(model: Any, field: str) -> None:
    with refused("text_marks_bounded"):
        model(**{field: "e" + "\u0301\u0323" * 400_000})
    with refused("text_marks_bounded"):
        make.IncidentFactory(summary="e" + "\u0301\u0323" * 400_000)
    with accepted():
        make.SourceFactory(content=("e" + "\u0301" * 30) * 1_000)
