"""Rules of single columns: formats, enumerations, ranges, and texts that must not be blank."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import TextField

from claims import choices
from claims.models.base import Record
from tests.support import factories as make
from tests.support.rules import accepted, actor, kind, position, refused, relation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unguarded")]


def each(field, *values):
    return [{field: value} for value in values]


def one_of(field, enumeration):
    """What an enumeration refuses, and what it accepts."""
    return each(field, "x", "", enumeration.values[0].upper()), each(field, *enumeration.values)


def numbers(field, refused_ones, accepted_ones):
    return each(field, *refused_ones), each(field, *accepted_ones)


FILLED = ("\u200b", "\u3164"), ("x", "Ø", "。")  # an empty text is filled
NOT_BLANK = ("", " ", "\t\n "), ("x", "Ø", "。")
SLUG = ("A", "a_b", "-a", "a-", "a--b", "å", "a b", "a\n"), ("a", "7", "mark-rutte", "f-35a-2025")
URL = (
    (
        "ftp://nato.int",
        "nato.int",
        "//nato.int",
        "https://",
        "https:///path",
        "javascript:alert(1)",
    ),
    ("", "https://nato.int", " https://nato.int", "http://nato.int:8080/a?b=c#d", "https://президент.рф/"),
)
LANGUAGE = (
    ("EN", "english", "en_GB", "en-gb", "e", "en-", "en-GB-", "x-klingon"),
    ("en", "cmn", "pt-BR", "es-419", "zh-Hant-TW", "sl-rozaj", "sr-Latn"),
)
COUNTRY = ("dk", "XX", "UK", "D"), ("", " ", "DK", "XK", "GB")
PLACES = [(90, 180), (-90, -180), (0, 0), (None, None)]
NOWHERE = [(90.001, 0), (-90.001, 0), (0, 180.001), (0, -180.001), (float("nan"), 0), (0, float("inf"))]


def at(places):
    return [{"latitude": north, "longitude": east} for north, east in places]


def text(field, values):
    return tuple(each(field, *some) for some in values)


def lengths(*fields):
    """One character too many in each of the fields, and as many as a text may have."""
    return [[{field: "å" * number} for field in fields] for number in (10_001, 10_000)]


def optional(values):
    wrong, right = values
    return wrong, ("", *right)


def draft():
    return make.ReviewFactory(status="draft")


def own_draft():
    return make.ReviewFactory(status="draft", own=True)


# Rule, row, and the changes to that row that it refuses and accepts.
COLUMNS = [
    ("speaker_slug_well_formed", make.SpeakerFactory, *text("slug", SLUG)),
    ("source_slug_well_formed", make.SourceFactory, *text("slug", SLUG)),
    ("topic_slug_well_formed", make.TopicFactory, *text("slug", SLUG)),
    ("incident_slug_well_formed", make.IncidentFactory, *text("slug", SLUG)),
    ("claim_slug_well_formed", make.ClaimFactory, *text("slug", SLUG)),
    ("statement_slug_well_formed", make.StatementFactory, *text("slug", SLUG)),
    ("review_slug_well_formed", draft, *text("slug", SLUG)),
    ("review_slug_not_blank", draft, each("slug", "", " "), each("slug", "a")),
    ("review_author_not_blank", draft, *text("author", NOT_BLANK)),
    ("review_rating_not_blank", draft, *text("rating", NOT_BLANK)),
    ("review_texts_bounded", draft, *lengths("body", "review_note")),
    ("review_url_is_url", own_draft, *text("url", URL)),
    ("review_author_url_is_url", draft, *text("author_url", URL)),
    ("review_language_well_formed", draft, *text("language", optional(LANGUAGE))),
    ("review_verdict_valid", draft, each("verdict", "x", "", "True"), each("verdict", "true", "satire", "other")),
    ("review_status_valid", own_draft, *one_of("status", choices.PublicationStatus)),
    ("speaker_slug_not_blank", make.SpeakerFactory, each("slug", "", " "), each("slug", "a")),
    ("source_slug_not_blank", make.SourceFactory, each("slug", "", " "), each("slug", "a")),
    ("topic_slug_not_blank", make.TopicFactory, each("slug", "", " "), each("slug", "a")),
    ("incident_slug_not_blank", make.IncidentFactory, each("slug", "", " "), each("slug", "a")),
    ("claim_slug_not_blank", make.ClaimFactory, each("slug", "", " "), each("slug", "a")),
    ("statement_slug_not_blank", make.StatementFactory, each("slug", "", " "), each("slug", "a")),
    (
        "incident_kind_slug_well_formed",
        kind,
        each("slug", "", "A", "a-b", "_a", "a_", "a__b", "a1"),
        each("slug", "balloon_sighting"),
    ),
    ("speaker_name_not_blank", make.SpeakerFactory, *text("name", NOT_BLANK)),
    ("speaker_sort_name_not_blank", make.SpeakerFactory, *text("sort_name", FILLED)),
    ("affiliation_role_not_blank", make.AffiliationFactory, *text("role", NOT_BLANK)),
    ("incident_name_not_blank", make.IncidentFactory, *text("name", NOT_BLANK)),
    ("topic_name_not_blank", make.TopicFactory, *text("name", NOT_BLANK)),
    ("claim_text_not_blank", make.ClaimFactory, *text("text", NOT_BLANK)),
    ("claim_name_not_blank", make.ClaimFactory, *text("name", NOT_BLANK)),
    ("statement_text_not_blank", make.StatementFactory, *text("text", NOT_BLANK)),
    ("citation_exact_not_blank", make.CitationFactory, *text("exact", NOT_BLANK)),
    ("speaker_texts_bounded", make.SpeakerFactory, *lengths("summary")),
    ("incident_texts_bounded", make.IncidentFactory, *lengths("summary")),
    ("claim_texts_bounded", make.ClaimFactory, *lengths("text", "context")),
    (
        "statement_texts_bounded",
        lambda: make.StatementFactory(original_text="Да.", original_language="ru"),
        *lengths("text", "original_text"),
    ),
    ("citation_texts_bounded", make.CitationFactory, *lengths("prefix", "suffix")),
    ("correction_texts_bounded", make.CorrectionFactory, *lengths("what", "why")),
    ("stance_texts_bounded", make.StanceFactory, *lengths("qualification", "rationale", "review_note")),
    ("source_texts_bounded", make.SourceFactory, each("content", "x" * 2_000_001), each("content", "x" * 2_000_000)),
    ("speaker_website_is_url", make.SpeakerFactory, *text("website", URL)),
    ("speaker_image_url_is_url", make.SpeakerFactory, *text("image_url", URL)),
    ("source_url_is_url", make.SourceFactory, *text("url", URL)),
    ("source_archived_url_is_url", make.SourceFactory, *text("archived_url", URL)),
    ("source_language_well_formed", make.SourceFactory, *text("language", optional(LANGUAGE))),
    ("statement_language_well_formed", make.StatementFactory, *text("language", optional(LANGUAGE))),
    (
        "statement_original_language_well_formed",
        lambda: make.StatementFactory(original_text="Это не случайно.", original_language="ru"),
        *text("original_language", LANGUAGE),
    ),
    ("claim_language_well_formed", make.ClaimFactory, *text("language", (("", *LANGUAGE[0]), LANGUAGE[1]))),
    ("speaker_country_known", make.SpeakerFactory, *text("country", COUNTRY)),
    (
        "incident_countries_known",
        make.IncidentFactory,
        each("countries", ["dk"], ["DK", "XX"]),
        each("countries", [], [""], ["DK"], ["EE", "PL"]),
    ),
    (
        "source_content_sha256_well_formed",
        make.SourceFactory,
        each("content_sha256", "0" * 63, "A" * 64, "g" * 64),
        each("content_sha256", "", "0" * 64, "0123456789abcdef" * 4),
    ),
    ("speaker_kind_valid", make.SpeakerFactory, *one_of("kind", choices.SpeakerKind)),
    ("source_kind_valid", make.SourceFactory, *one_of("kind", choices.SourceKind)),
    ("incident_status_valid", make.IncidentFactory, *one_of("status", choices.IncidentStatus)),
    ("incident_actor_role_valid", actor, *one_of("role", choices.ActorRole)),
    ("claim_kind_valid", make.ClaimFactory, *one_of("kind", choices.ClaimKind)),
    ("incident_claim_aspect_valid", make.IncidentClaimFactory, *one_of("aspect", choices.Aspect)),
    ("claim_relation_kind_valid", relation, *one_of("kind", choices.ClaimRelationKind)),
    ("statement_kind_valid", lambda: make.quote("Yes."), *one_of("kind", choices.StatementKind)),
    # A status other than the present one violates another rule first.
    ("statement_status_valid", make.StatementFactory, each("status", "x", "", "ACTIVE"), each("status", "active")),
    (
        "stance_position_valid",
        lambda: make.StanceFactory(qualification="if there is proof"),
        *one_of("position", choices.StancePosition),
    ),
    ("stance_explicitness_valid", make.StanceFactory, *one_of("explicitness", choices.Explicitness)),
    ("stance_method_valid", make.StanceFactory, each("method", "x", ""), each("method", "human")),
    ("stance_review_status_valid", make.StanceFactory, *one_of("review_status", choices.ReviewStatus)),
    (
        "stance_confidence_in_range",
        make.StanceFactory,
        *numbers("confidence", (-0.01, 1.01, float("nan")), (None, 0, 1)),
    ),
    ("position_capacity_valid", position, *one_of("capacity", choices.Capacity)),
    ("position_position_valid", position, *one_of("position", choices.StancePosition)),
    ("incident_coordinates_in_range", make.IncidentFactory, at(NOWHERE), at(PLACES)),
    ("incident_latitude_with_longitude", make.IncidentFactory, at([(55.6, None), (None, 12.6)]), at([(55.6, 12.6)])),
]


TEXTS = [
    field
    for model in apps.get_app_config("claims").get_models()
    if issubclass(model, Record)
    for field in model._meta.concrete_fields
    if isinstance(field, TextField) and not field.generated
]


@pytest.mark.parametrize("field", TEXTS, ids=str)
def test_every_text_has_a_longest_length(field):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE conrelid = %s::regclass AND conname LIKE '%%_texts_bounded' "
            "AND pg_get_constraintdef(oid) ~ %s",
            [field.model._meta.db_table, rf"length\({field.column}\)"],
        )
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(("rule", "row", "wrong", "right"), COLUMNS, ids=[rule for rule, *_ in COLUMNS])
def test_a_column_refuses_what_its_rule_forbids_and_nothing_else(rule, row, wrong, right):
    written = row()
    this_row = type(written).objects.filter(pk=written.pk)
    for change in wrong:
        with refused(rule):
            this_row.update(**change)
    for change in right:
        with accepted():
            assert this_row.update(**change) == 1
