"""The sentences that constraints show to whoever broke them."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import BaseConstraint, Field

from claims.models import Affiliation, Claim, Speaker, Stance
from claims.services.rules import TAKEN, constraint_words, refusal
from tests.support import factories as make

MODELS = list(apps.get_app_config("claims").get_models())
CONSTRAINTS = [constraint for model in MODELS for constraint in model._meta.constraints]
# Fields with a UNIQUE constraint of their own, which PostgreSQL names; the primary key has one too.
UNIQUE_FIELDS = [
    field for model in MODELS for field in model._meta.local_fields if field.unique and not field.primary_key
]


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda constraint: constraint.name)
def test_every_constraint_has_a_sentence(constraint: BaseConstraint) -> None:
    words = str(constraint.violation_error_message)
    assert words != str(BaseConstraint.default_violation_error_message)
    assert words[0].isupper()
    assert words.endswith(".")
    assert constraint_words()[constraint.name] == words


def test_no_two_constraints_have_the_same_name() -> None:
    assert len(constraint_words()) == len(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize("field", UNIQUE_FIELDS, ids=str)
def test_a_unique_field_is_explained_in_general_words(field: Field) -> None:
    made = {"ApiKey": make_key}.get(field.model.__name__) or getattr(make, f"{field.model.__name__}Factory")
    first, second = made(), made()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(second).objects.filter(pk=second.pk).update(**{field.name: getattr(first, field.name)})
    found = refusal(error.value)
    assert found is not None
    assert found.words == TAKEN


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "field"),
    [(make.TopicFactory, "name"), (make.SourceFactory, "url"), (make.AffiliationFactory, "person")],
)
def test_a_missing_value_is_named_by_its_field(factory: Any, field: str) -> None:
    row = factory()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**{field: None})
    found = refusal(error.value)
    assert found is not None
    assert found.words == f"“{field}” is missing."


def make_key() -> Any:
    key = apps.get_model("claims", "ApiKey")
    owner = apps.get_model("auth", "User").objects.create(username=f"user-{key.objects.count()}")
    return key.objects.create(
        owner=owner, name="import", role="coder", prefix=f"abcdefg{key.objects.count()}", digest="0" * 64
    )


BROKEN = [
    (make.SpeakerFactory, Speaker, {"name": " "}, "speaker_name_not_blank"),
    (make.ClaimFactory, Claim, {"language": "English"}, "claim_language_well_formed"),
    (make.StanceFactory, Stance, {"confidence": 2}, "stance_confidence_in_range"),
    (make.AffiliationFactory, Affiliation, {"start_date_precision": "day"}, "affiliation_start_precision_consistent"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("factory", "model", "change", "rule"), BROKEN, ids=[rule for *_, rule in BROKEN])
@pytest.mark.usefixtures("unguarded")
def test_django_s_own_validation_shows_the_sentence_that_the_database_s_refusal_gets(
    factory: Any, model: Any, change: dict[str, Any], rule: str
) -> None:
    row = factory()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        model.objects.filter(pk=row.pk).update(**change)
    found = refusal(error.value)
    for name, value in change.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as shown:
        row.validate_constraints()
    assert found is not None
    assert (found.rule, [found.words]) == (rule, shown.value.messages)
