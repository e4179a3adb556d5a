"""The filter that every list of rows has: by their keys, so that many known rows are read in one request."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Model, Q

from claims.api.query.filters import Filter, SlugFilter
from claims.api.query.filterset import FilterSet

NUMBER = re.compile("[0-9]{1,18}")


class ById(Filter):
    """Rows by their numbers. A number that no row has, or that the reader may not see, selects nothing."""

    lookups = ("in",)
    schema: ClassVar[dict[str, Any]] = {"type": "integer", "format": "int64", "minimum": 0, "maximum": 10**18 - 1}
    slot = BigIntegerField()

    def clean(self, value: str) -> int:
        if not NUMBER.fullmatch(value):
            raise ValidationError("is no number of a row.")
        return int(value)

    def equal(self, path: str, values: list[Any]) -> Q:
        return Q(**{f"{path}__in": values})


class BySlug(SlugFilter):
    """Rows by their slugs, or by former ones. A slug that no row has selects nothing.

    It is no error, unlike a slug of a related row: who keeps a copy asks for rows that may be gone meanwhile.
    """

    lookups = ("in",)
    pattern = re.compile(SlugFilter.schema["pattern"])

    def clean(self, value: str) -> str:
        if not self.pattern.fullmatch(value) or len(value) > SlugFilter.schema["maxLength"]:
            raise ValidationError("is no slug.")
        return value

    def equal(self, path: str, values: list[Any]) -> Q:
        return Q(**{f"{path}__in": values})

    def missing_slugs(self, values: Iterable[str]) -> list[str]:
        return []


def with_keys(filters: type[FilterSet], key: str, model: type[Model]) -> type[FilterSet]:
    """The filters, and the one by `key`: the slug or the id of the rows of `model`."""
    each = BySlug(key, "these rows", model) if key == "slug" else ById(key, "these rows")
    return type(f"{filters.__name__}ByKey", (filters,), {key: each})
