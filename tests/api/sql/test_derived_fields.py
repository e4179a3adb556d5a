"""What serializers keep of a table's columns changes no serializer: not in another language, and not the next one."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from rest_framework import serializers
from rest_framework.utils import model_meta

from claims.api.sql.rows import RowSerializer
from tests.support.endpoints import ENDPOINTS

LANGUAGES = ("de", "en", None)


def classes(above: type[RowSerializer] = RowSerializer) -> Iterator[type[RowSerializer]]:
    for each in above.__subclasses__():
        if each.__module__.startswith("claims."):
            if hasattr(each.Meta, "model"):
                yield each
            yield from classes(each)


SERIALIZERS = sorted(set(classes()), key=lambda each: each.__name__)
NAMES = [each.__name__ for each in SERIALIZERS]


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RowSerializer, "derived", {})


def undone(options: dict[str, Any]) -> dict[str, Any]:
    """The options of a field, with what its validators and its child say instead of these objects."""
    told = {"validators": lambda many: [(type(each), getattr(each, "message", "")) for each in many], "child": repr}
    return {name: told.get(name, lambda value: value)(value) for name, value in options.items()}


def columns(serializer: RowSerializer) -> list[str]:
    return [name for name in serializer.Meta.fields if name not in serializer._declared_fields]


def built(kind: type[serializers.ModelSerializer], serializer: RowSerializer) -> dict[str, Any]:
    """The class and the options of each field, as the method of a class builds them."""
    model = serializer.Meta.model
    info = model_meta.get_field_info(model)
    made = {name: kind.build_field(serializer, name, info, model, 0) for name in columns(serializer)}
    return {name: (of, undone(options)) for name, (of, options) in made.items()}


def test_the_serializers_of_all_endpoints_are_among_them() -> None:
    shown = {type(each.serializer()) for each in ENDPOINTS if issubclass(each.serializer, RowSerializer)}
    assert shown <= set(SERIALIZERS)
    assert shown


@pytest.mark.parametrize("serializer", SERIALIZERS, ids=NAMES)
def test_kept_fields_are_those_that_their_columns_have_in_each_language(serializer: type[RowSerializer]) -> None:
    for _ in range(2):
        for language in LANGUAGES:
            with translation.override(language):
                assert built(RowSerializer, serializer()) == built(serializers.ModelSerializer, serializer())


@pytest.mark.parametrize("serializer", SERIALIZERS, ids=NAMES)
def test_no_serializer_changes_the_fields_of_the_next_one(serializer: type[RowSerializer]) -> None:
    first, second = serializer(), serializer()
    before = repr(second)
    for name in columns(first):
        one, other = first.fields[name], second.fields[name]
        assert one is not other
        assert [
            attribute
            for attribute, value in vars(one).items()
            if isinstance(value, dict | list | serializers.Field)
            and value is getattr(other, attribute)
            and value is not getattr(type(one), attribute, None)  # a default of Django REST Framework
        ] == []
        one.validators.append(print)
        one.style["changed"] = one.error_messages["changed"] = True
        if isinstance(one, serializers.ChoiceField):
            one.choices = {"changed": "changed"}
        if isinstance(one, serializers.ListField):
            one.child.validators.append(print)
    assert repr(serializer()) == before


def test_what_is_kept_grows_with_the_classes_and_not_with_the_serializers() -> None:
    for each in SERIALIZERS:
        _ = each().fields
    kept = len(RowSerializer.derived)
    for each in SERIALIZERS:
        _ = each().fields
    assert len(RowSerializer.derived) == kept
