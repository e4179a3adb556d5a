"""Bodies read as they are written: no unknown names, and no value taken for one of another JSON type."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from claims.api.writing.problems import unknown_fields


def is_number(value: Any) -> bool:
    """Whether it is one in JSON; to Python, true is one, too."""
    return isinstance(value, int | float) and not isinstance(value, bool)


# Whether a value is of a type, by what the type is called.
TYPES: Mapping[str, Callable[[Any], bool]] = {
    "true or false": lambda value: isinstance(value, bool),
    "a whole number": lambda value: is_number(value) and value % 1 == 0,
    "a number": is_number,
    "a text": lambda value: isinstance(value, str),
}
# What Django REST Framework would convert.
NEEDED: Mapping[type[serializers.Field], str] = {
    serializers.BooleanField: "true or false",
    serializers.IntegerField: "a whole number",
    serializers.FloatField: "a number",
    serializers.CharField: "a text",
    serializers.ChoiceField: "a text",
    serializers.DateField: "a text",
}


class StrictBody(serializers.Serializer):
    """A body of which nothing is ignored, and nothing guessed."""

    def to_internal_value(self, data: Any) -> Any:
        """What the body says; all that is wrong is reported together."""
        if not isinstance(data, dict):
            raise ValidationError({"non_field_errors": ["A row is an object."]})
        wrong = self.refused(data)
        try:
            value = super().to_internal_value(data)
        except ValidationError as error:
            found = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
            wrong = found | wrong
        if wrong:
            raise ValidationError(wrong)
        return value

    def refused(self, data: dict[str, Any]) -> dict[str, Any]:
        """The errors of what is refused before it is looked at."""
        given = {name: field for name, field in self.fields.items() if name in data}
        wrong = {name: mistyped(field, data[name]) for name, field in given.items()}
        return unknown_fields(data, list(self.fields)) | {name: found for name, found in wrong.items() if found}


def mistyped(field: serializers.Field, value: Any) -> Any:
    """The errors of a value of another type, as a serializer reports them; null is somebody else's business."""
    if isinstance(field, serializers.ListField) and isinstance(value, list):
        return {number: found for number, each in enumerate(value) if (found := mistyped(field.child, each))}
    needed = type_of(field)
    if value is None or needed is None or TYPES[needed](value):
        return None
    return [f"This has to be {needed}."]


def type_of(field: serializers.Field) -> str | None:
    """What a field holds, where Django REST Framework would take other types for it."""
    if isinstance(field, serializers.PrimaryKeyRelatedField):
        key = field.get_queryset().model._meta.pk  # type: ignore[union-attr]
        return "a whole number" if isinstance(key, models.IntegerField) else "a text"
    return next((needed for kind, needed in NEEDED.items() if isinstance(field, kind)), None)
