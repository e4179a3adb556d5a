"""Fields that are made once for each class of bodies; the validator of a new slug."""

from typing import Any

from rest_framework import serializers
from rest_framework.validators import UniqueValidator

# The fields of each body, which belong to no serializer, and its validators.
MADE: dict[type[serializers.Serializer], dict[str, Any]] = {}
VALIDATORS: dict[type[serializers.Serializer], list[Any]] = {}


def copy_of(field: Any) -> Any:
    """A copy of a field that can be bound to another serializer; Django REST Framework's makes the field anew."""
    copied = object.__new__(type(field))
    copied.__dict__.update(field.__dict__)
    for name in ("child", "child_relation"):  # of a list, which its items are bound to
        if name in field.__dict__:
            item = copy_of(field.__dict__[name])
            item.parent = copied
            setattr(copied, name, item)
    return copied


class UnusedSlug(UniqueValidator):
    """Refuses a slug that another row has; does not ask for one that is known to be free (`NamedRows`)."""

    message = "There is one with this slug already. PUT to its address replaces it."

    def __call__(self, value: Any, serializer_field: Any) -> None:
        if not serializer_field.context["named"].is_free(self.queryset.model, value):
            super().__call__(value, serializer_field)
