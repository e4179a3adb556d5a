"""Strict bodies: unknown names are refused, lists are bounded, values are not converted from another JSON type."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from claims.api.writing.errors import unknown_fields


def is_number(value: Any) -> bool:
    """Whether the value is a JSON number. In Python, `True` is an `int`."""
    return isinstance(value, int | float) and not isinstance(value, bool)


# The words for a type, and the test for its values.
TYPES: Mapping[str, Callable[[Any], bool]] = {
    "true or false": lambda value: isinstance(value, bool),
    "a whole number": lambda value: is_number(value) and value % 1 == 0,
    "a number": is_number,
    "a text": lambda value: isinstance(value, str),
}
# The type that these fields need; Django REST Framework would convert values of other types.
NEEDED: Mapping[type[serializers.Field], str] = {
    serializers.BooleanField: "true or false",
    serializers.IntegerField: "a whole number",
    serializers.FloatField: "a number",
    serializers.CharField: "a text",
    serializers.ChoiceField: "a text",
    serializers.DateField: "a text",
}


MOST_ITEMS = 200  # of any list in a body


class StrictBody(serializers.Serializer):
    """A body that is refused where Django REST Framework would ignore or convert something."""

    def to_internal_value(self, data: Any) -> Any:
        """The parsed body.

        Raises:
            ValidationError: with all errors.
        """
        if not isinstance(data, dict):
            raise ValidationError({"non_field_errors": ["A row is an object."]})
        lists = self.refused_lists(data)
        # The items of a refused list are not looked at.
        data = {name: value for name, value in data.items() if name not in lists}
        wrong = self.refused(data) | lists
        try:
            value = super().to_internal_value(data)
        except ValidationError as error:
            found = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
            wrong = found | wrong
        if wrong:
            raise ValidationError(wrong)
        return value

    def refused_lists(self, data: dict[str, Any]) -> dict[str, list[str]]:
        """The errors of lists that are too long or have an item twice."""
        lists = {name: value for name, value in data.items() if name in self.fields and isinstance(value, list)}
        return {name: found for name, items in lists.items() if (found := list_errors(items))}

    def refused(self, data: dict[str, Any]) -> dict[str, Any]:
        """The errors that are found without Django REST Framework: unknown names, and values of another type."""
        given = {name: field for name, field in self.fields.items() if name in data}
        wrong = {name: mistyped(field, data[name]) for name, field in given.items()}
        return unknown_fields(data, list(self.fields)) | {name: found for name, found in wrong.items() if found}


def list_errors(items: list[Any]) -> list[str]:
    """The errors of a list as a whole."""
    if len(items) > MOST_ITEMS:
        return [f"At most {MOST_ITEMS} items."]
    if len({json.dumps(item, sort_keys=True) for item in items}) < len(items):
        return ["An item is there twice."]
    return []


def mistyped(field: serializers.Field, value: Any) -> Any:
    """The errors of a value of another type, as a serializer reports them. The field itself checks null."""
    if isinstance(field, serializers.ListField) and isinstance(value, list):
        return {number: found for number, each in enumerate(value) if (found := mistyped(field.child, each))}
    needed = type_of(field)
    if value is None or needed is None or TYPES[needed](value):
        return None
    return [f"This has to be {needed}."]


def type_of(field: serializers.Field) -> str | None:
    """The words for the type that a field needs; None where Django REST Framework checks it."""
    if isinstance(field, serializers.PrimaryKeyRelatedField):
        key = field.get_queryset().model._meta.pk  # type: ignore[union-attr]
        return "a whole number" if isinstance(key, models.IntegerField) else "a text"
    return next((needed for kind, needed in NEEDED.items() if isinstance(field, kind)), None)
