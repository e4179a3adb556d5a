"""Lists that follow the models, or are written by hand and compared with them here.

A failing test names the place that a new field or table is missing in.
"""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Field, ForeignKey, ManyToManyField, Model

import claims.models
from claims.choices import CitableCollection, Collection
from claims.models import DERIVED_MODELS, UNPUBLISHED_MODELS, Citation, Statement
from claims.models.base import Citable
from claims.models.history import PartRecorder, RowRecorder
from claims.models.redirect import Renamed, collection_of
from claims.services.corrections import OWN_FIELDS, taken_over
from claims.services.merge import MOVE
from claims.services.merge_fields import GROUPS
from claims.services.references import PARTS

ALL_MODELS = list(apps.get_app_config("claims").get_models())
CITABLE = [model for model in ALL_MODELS if issubclass(model, Citable)]
WRITTEN = [model for model in ALL_MODELS if model not in (*DERIVED_MODELS, *UNPUBLISHED_MODELS)]
TO_CITABLE = [
    field
    for model in WRITTEN
    for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many)
    if field.related_model in CITABLE
]
MANY_TO_MANY = [field for model in ALL_MODELS for field in model._meta.local_many_to_many]
# Foreign keys by which no row shows a slug, and why. A part shows its owner neither: the owner shows the part.
NOT_SHOWN = {
    "claims.Stance.speaker": "a copy of the statement's, and shown with the statement",
    "claims.Stance.on_behalf_of": "a copy of the statement's, and shown with the statement",
}
# Tables that no history has, and why.
WITHOUT_HISTORY = {
    "IncidentKind": "its slug is shown, which never changes",
    "Redirect": "what happened is in the history of the row that was renamed or merged",
}


def triggers(model: type[Model]) -> list[Any]:
    return list(getattr(model._meta, "triggers", ()))


@pytest.mark.django_db
@pytest.mark.parametrize("field", TO_CITABLE, ids=str)
def test_claims_readdress_names_every_reference_to_a_row_with_a_slug(field: Any) -> None:
    """In `migrations/sql/`: the rows that are recorded as changed when a row that they name gets another slug."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'claims_readdress'")
        (source,) = cursor.fetchone() or ("",)
    branches = source.partition("FROM (")[2].split("UNION ALL")
    if isinstance(field, ManyToManyField):
        table, column = field.remote_field.through._meta.db_table, field.m2m_reverse_name()
    else:
        table, column = field.model._meta.db_table, field.column
    leads = [
        each
        for each in branches
        if f"'{collection_of(field.related_model)}'" in each.partition(",")[0]
        and re.search(rf"\b{table}\b", each)
        and re.search(rf"\b{column}\b = ANY \(renamed\)", each)
    ]
    owner = PARTS.get(field.model) == field.name
    assert leads or owner or str(field) in NOT_SHOWN, f"{field} is missing in the SQL function claims_readdress"
    assert not (leads and str(field) in NOT_SHOWN), f"{field} is in claims_readdress after all"


@pytest.mark.django_db
@pytest.mark.parametrize("field", MANY_TO_MANY, ids=str)
def test_the_links_of_every_many_to_many_field_are_recorded(field: Any) -> None:
    """By triggers that `migrations/sql/0003/history_links.sql` lists."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgargs FROM pg_trigger WHERE tgrelid = %s::regclass AND tgnargs > 0",
            [field.remote_field.through._meta.db_table],
        )
        found = {name: bytes(arguments).decode() for name, arguments in cursor.fetchall()}
    arguments = [
        *(collection_of(field.model), field.model._meta.db_table, field.m2m_column_name()),
        *(field.related_model._meta.db_table, field.m2m_reverse_name(), field.name),
    ]
    expected = "".join(f"{each}\0" for each in arguments)
    assert found == dict.fromkeys(("history_insert", "history_update", "history_delete"), expected)


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
def test_every_table_that_people_write_has_a_history_or_not_for_a_reason(model: type[Model]) -> None:
    recorders = [each for each in triggers(model) if isinstance(each, RowRecorder | PartRecorder)]
    assert len(recorders) == (0 if model.__name__ in WITHOUT_HISTORY else 3), model.__name__
    if any(isinstance(each, RowRecorder) for each in recorders):
        assert {each.collection for each in recorders} == {collection_of(model)} <= set(Collection.values)


@pytest.mark.django_db
@pytest.mark.parametrize("model", CITABLE, ids=lambda model: model.__name__)
def test_every_table_with_slugs_keeps_former_ones(model: type[Model]) -> None:
    """In `CitableCollection`, and by triggers."""
    assert collection_of(model) in CitableCollection.values
    assert any(isinstance(each, Renamed) for each in triggers(model))
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_table_of(%s)", [collection_of(model)])
        assert cursor.fetchone() == (model._meta.db_table,)


def test_parts_are_deleted_with_the_row_that_shows_them() -> None:
    parts = {f"{model.__name__}.{column}" for model, column in PARTS.items()}
    assert parts == {
        "Citation.statement",
        "IncidentActor.incident",
        "IncidentClaim.claim",
        "ClaimRelation.claim",
        "Statement_incidents.statement",
        "Claim_topics.claim",
    }


def test_every_model_is_exported() -> None:
    assert {model.__name__ for model in ALL_MODELS} == set(claims.models.__all__) - {
        "UNPUBLISHED_MODELS",
        "DERIVED_MODELS",
    }


def test_the_tables_that_only_triggers_write_and_those_that_are_not_part_of_the_record() -> None:
    assert {model.__name__ for model in DERIVED_MODELS} == {
        *("Change", "ClaimTally", "CountedStance", "Position", "SpeakerIdentifier"),
        *("Contradiction", "Publisher", "Quoted", "Repeater", "Repetition"),
    }
    assert {model.__name__ for model in UNPUBLISHED_MODELS} == {
        *("ApiKey", "IdempotentRequest", "Quota", "Dismissal", "Draft", "Reading"),
        *("Import", "ImportedRecord", "Upload"),
    }


@pytest.mark.parametrize("model", MOVE, ids=lambda model: model.__name__)
def test_a_merge_fills_in_a_date_together_with_its_precision(model: type[Model]) -> None:
    """In `services/merge_fields.GROUPS`."""
    names = {field.name for field in model._meta.concrete_fields}
    dates = {(name.removesuffix("_precision"), name) for name in names if name.endswith("_precision")}
    assert dates <= set(GROUPS)


def own(field: Field) -> bool:
    return field.generated or field.name in OWN_FIELDS


@pytest.mark.django_db
def test_a_replacement_takes_over_every_field_that_people_write() -> None:
    for model in (Statement, Citation):
        assert {field.name for field in model._meta.concrete_fields if not own(field)} == set(taken_over(model))
    assert {field.name for model in (Statement, Citation) for field in model._meta.concrete_fields} >= OWN_FIELDS
    assert isinstance(Statement._meta.get_field("supersedes"), ForeignKey)
    assert set(taken_over(Citation)) >= {"exact", "prefix", "suffix", "start", "end", "media_start", "media_end"}
    assert set(taken_over(Statement)) >= {
        *("speaker", "source", "kind", "text", "language", "original_text", "original_language", "attribution"),
        *("affiliation", "on_behalf_of", "made_on", "made_on_precision", "venue"),
    }
