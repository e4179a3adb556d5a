"""Strict bodies: unknown names are refused, lists are bounded, values are not converted from another JSON type."""

import json
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from claims.api.sql.rows import MOST_SHOWN
from claims.api.writing.errors import unknown_fields


def is_number(value: Any) -> bool:
    """Whether the value is a JSON number. In Python, `True` is an `int`."""
    return isinstance(value, int | float) and not isinstance(value, bool)


# JSON types: the name of each in error messages, and the test for its values.
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


MAX_ITEMS = MOST_SHOWN  # of any list in a body: what was written is shown


class StrictBody(serializers.Serializer):
    """A body that is refused where Django REST Framework would ignore or convert something.

    Attributes:
        max_items: the most that a list in it has.
    """

    max_items: ClassVar[int] = MAX_ITEMS

    def to_internal_value(self, data: Any) -> Any:
        """The parsed body.

        Raises:
            ValidationError: with all errors.
        """
        if not isinstance(data, dict):
            raise ValidationError({"non_field_errors": ["A row is an object."]})
        lists = self.list_errors(data)
        # The items of a refused list are not looked at.
        data = {name: value for name, value in data.items() if name not in lists}
        wrong = self.strict_errors(data) | lists
        try:
            value = super().to_internal_value(data)
        except ValidationError as error:
            found = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
            wrong = found | wrong
        if wrong:
            raise ValidationError(wrong)
        return value

    def list_errors(self, data: dict[str, Any]) -> dict[str, list[str]]:
        """The errors of lists that are too long or have an item twice."""
        lists = {name: value for name, value in data.items() if name in self.fields and isinstance(value, list)}
        return {name: found for name, items in lists.items() if (found := size_errors(items, self.max_items))}

    def strict_errors(self, data: dict[str, Any]) -> dict[str, Any]:
        """The errors that Django REST Framework does not report: unknown names, and values of another type."""
        given = {name: field for name, field in self.fields.items() if name in data}
        wrong = {name: type_errors(field, data[name]) for name, field in given.items()}
        return unknown_fields(data, list(self.fields)) | {name: found for name, found in wrong.items() if found}


def size_errors(items: list[Any], most: int) -> list[str]:
    """The errors of a list as a whole."""
    if len(items) > most:
        return [f"At most {most:,} items."]
    if len({json.dumps(item, sort_keys=True) for item in items}) < len(items):
        return ["An item is there twice."]
    return []


def type_errors(field: serializers.Field, value: Any) -> Any:
    """The errors of a value of another type, as a serializer reports them. The field itself checks null."""
    if isinstance(field, serializers.ListField) and isinstance(value, list):
        return {number: found for number, each in enumerate(value) if (found := type_errors(field.child, each))}
    needed = type_of(field)
    if value is None or needed is None or TYPES[needed](value):
        return None
    return [f"This has to be {needed}."]


def type_of(field: serializers.Field) -> str | None:
    """The name in `TYPES` of the type that a field needs; None where Django REST Framework checks it."""
    if isinstance(field, serializers.PrimaryKeyRelatedField):
        key = field.get_queryset().model._meta.pk  # type: ignore[union-attr]
        return "a whole number" if isinstance(key, models.IntegerField) else "a text"
    return next((needed for kind, needed in NEEDED.items() if isinstance(field, kind)), None)
