"""What a row leaves out, the database fills: the same for every door, since a trigger does it."""

import pytest
from django.db import connection

from claims.models import Affiliation, Claim, Incident, Source, Speaker, Statement
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def stored(row, *columns):
    row.refresh_from_db()
    return tuple(getattr(row, column) for column in columns)


@pytest.mark.parametrize(
    ("factory", "field"),
    [
        (make.SourceFactory, "published_on"),
        (make.IncidentFactory, "start_date"),
        (make.IncidentFactory, "end_date"),
        (make.AffiliationFactory, "start_date"),
        (make.AffiliationFactory, "end_date"),
    ],
)
def test_a_date_without_a_precision_is_a_day(factory, field):
    assert stored(factory(**{field: "2025-09-23"}), f"{field}_precision") == ("day",)
    assert stored(factory(), f"{field}_precision") == ("",)
    assert stored(factory(**{field: "2025-09-01", f"{field}_precision": "month"}), f"{field}_precision") == ("month",)


def test_a_statement_without_a_precision_was_made_on_that_day():
    assert stored(make.StatementFactory(made_on_precision=""), "made_on_precision") == ("day",)


@pytest.mark.parametrize(
    ("kind", "name", "sorted_as"),
    [
        ("person", "Mark Rutte", "Rutte, Mark"),
        ("person", "Ursula von der Leyen", "von der Leyen, Ursula"),
        ("person", "Charles de Gaulle", "de Gaulle, Charles"),
        ("person", "Kęstutis Budrys", "Budrys, Kęstutis"),
        ("person", "Дмитрий Песков", "Песков, Дмитрий"),
        ("person", "Martin Luther King Jr.", "King, Martin Luther Jr."),
        ("person", "John D. Rockefeller III", "Rockefeller, John D. III"),
        ("person", "Madonna", "Madonna"),
        ("person", "習近平", "習近平"),
        ("person", "Rutte, Mark", "Rutte, Mark"),
        ("organization", "European Commission", "European Commission"),
        ("group", "Danish officials", "Danish officials"),
    ],
)
def test_the_name_to_sort_by_is_made_from_the_name(kind, name, sorted_as):
    assert stored(Speaker.objects.create(kind=kind, name=name, slug="somebody"), "sort_name") == (sorted_as,)


def test_a_name_to_sort_by_that_is_given_stays():
    assert stored(make.SpeakerFactory(name="Xi Jinping", sort_name="Xi Jinping"), "sort_name") == ("Xi Jinping",)


@pytest.mark.parametrize(
    ("kind", "checkable"),
    [
        ("event", True),
        ("attribution", True),
        ("intent", True),
        ("numerical", True),
        ("causal", True),
        ("prediction", False),
        ("promise", False),
        ("position", False),
        ("opinion", False),
    ],
)
def test_whether_a_claim_can_be_checked_follows_from_its_kind(kind, checkable):
    assert stored(make.ClaimFactory(kind=kind, checkable=None), "checkable") == (checkable,)
    assert stored(make.ClaimFactory(kind=kind, checkable=not checkable), "checkable") == (not checkable,)


@pytest.mark.parametrize(
    ("of_source", "given", "original", "language"),
    [
        ("de", "", "", "de"),
        ("de", "fr", "", "fr"),
        ("", "", "", ""),
        ("de", "", "de", ""),  # translated from the language of the source
        ("de", "", "ru", "de"),
    ],
)
def test_a_statement_is_in_the_language_of_its_source(of_source, given, original, language):
    said = make.StatementFactory(
        source=make.SourceFactory(language=of_source),
        language=given,
        original_language=original,
        original_text="words" if original else "",
    )
    assert stored(said, "language") == (language,)


def test_a_statement_in_the_language_of_its_source_is_found_in_other_forms_of_its_words():
    said = make.StatementFactory(source=make.SourceFactory(language="de"), text="Die Häuser wurden verkauft.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT document @@ to_tsquery('claims_german', 'Hauses') FROM claims_statement WHERE id = %s", [said.pk]
        )
        assert cursor.fetchone() == (True,)


def test_plain_sql_may_leave_the_columns_out():
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO claims_speaker
                (slug, kind, name, other_names, summary, country, identifiers, website, image_url)
            VALUES ('mark-rutte', 'person', 'Mark Rutte', '{}', '', '', '{}', '', '')"""
        )
    assert Speaker.objects.get().sort_name == "Rutte, Mark"


def test_the_fields_that_the_database_fills_are_those_that_the_models_list():
    assert {
        model.__name__: sorted(model.DEFAULTS) for model in (Affiliation, Claim, Incident, Source, Speaker, Statement)
    } == {
        "Affiliation": ["end_date_precision", "start_date_precision"],
        "Claim": ["checkable"],
        "Incident": ["end_date_precision", "start_date_precision"],
        "Source": ["published_on_precision"],
        "Speaker": ["sort_name"],
        "Statement": ["language", "made_on_precision"],
    }
