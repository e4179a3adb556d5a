"""Kinds of filters, and the set that holds them: strict, in the domain's words, and true to the same-row rule.

A filter is declared once per resource. It reads one value at a time, repeated parameters mean OR, and it
answers with a condition (`Q`). Filters that reach through the same to-many relation are combined in one `EXISTS`,
so that `speaker=x&position=denies` means one stance: by x, and denying.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, reduce
from operator import or_
from typing import Any, ClassVar, NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, Q, TextChoices
from django.utils.datastructures import MultiValueDict

from claims.api.errors import ParameterError
from claims.api.suggest import did_you_mean, slugs_like
from claims.choices import COUNTRIES
from claims.querysets import Reader, RecordQuerySet

MAX_VALUES = 100


def any_of(conditions: Iterable[Q]) -> Q:
    """The conditions joined by OR."""
    return reduce(or_, conditions)


class Filter(django_filters.Filter):
    """A query parameter `name`, and `name__lookup` for each of its `lookups`.

    Args:
        path: the column or relation that it reads, in Django's notation.
        about: what it selects, for the documentation: “statements by this speaker”.
        through: the name of the to-many relation of the set that `path` starts from, if any.
    """

    lookups: ClassVar[tuple[str, ...]] = ("exact", "in")
    schema: ClassVar[dict[str, Any]] = {"type": "string"}

    def __init__(self, path: str, about: str, *, through: str = "", **extra: Any) -> None:
        super().__init__(field_name=path, label=about, **extra)
        self.through = through

    def read(self, values: list[str]) -> list[Any]:
        """The values that were meant, all of them; a ValidationError names each that was not understood."""
        return self.each(values, self.field.clean)

    @staticmethod
    def each(values: list[str], clean: Any) -> list[Any]:
        """Cleans every value and raises the errors of all together."""
        cleaned, errors = [], []
        for value in values:
            try:
                cleaned.append(clean(value))
            except ValidationError as error:
                errors += [ValidationError(f"“{value[:100]}”: {message}", code="invalid") for message in error.messages]
        if errors:
            raise ValidationError(errors)
        return cleaned

    def condition(self, lookup: str, values: list[Any]) -> Q:
        """The rows that any of `values` selects."""
        if lookup in {"exact", "in"}:
            return Q(**{f"{self.field_name}__in": values})
        return Q(**{f"{self.field_name}__{lookup}": values[0]})


class ChoiceFilter(Filter):
    """A member of an enumeration."""

    def __init__(self, path: str, about: str, choices: type[TextChoices], **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.choices = choices

    @property
    def schema(self) -> dict[str, Any]:  # type: ignore[override]
        return {"type": "string", "enum": self.choices.values}

    def read(self, values: list[str]) -> list[str]:
        return self.each(values, self.member)

    def member(self, value: str) -> str:
        if value not in self.choices.values:
            known = ", ".join(self.choices.values)
            raise ValidationError(f"is none of {known}.{did_you_mean(value, self.choices.values)}")
        return value


class SlugFilter(Filter):
    """Rows of another table by their slug; a slug that does not exist is an error, not an empty answer."""

    schema = {"type": "string", "pattern": r"^[a-z0-9_]+([-_][a-z0-9_]+)*$", "maxLength": 120}

    def __init__(self, path: str, about: str, model: type[Model], **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.model = model

    def read(self, values: list[str]) -> list[int | str]:
        rows: RecordQuerySet = self.model._default_manager.all()  # type: ignore[assignment]
        asked = {value for value in values if "\0" not in value and value}
        found: dict[str, int | str] = dict(rows.filter(slug__in=asked).values_list("slug", "pk"))

        def key(value: str) -> int | str:
            if value in found:
                return found[value]
            noun = self.model._meta.verbose_name
            near = slugs_like(value, rows) if value in asked else []
            raise ValidationError(f"there is no {noun} with this slug.{did_you_mean(value, near)}")

        return self.each(values, key)


class TextFilter(Filter):
    """A text, compared as a whole, without regard to case."""

    field_class = forms.CharField
    lookups = ("exact",)
    schema = {"type": "string", "minLength": 1, "maxLength": 500}

    def __init__(self, path: str, about: str, **extra: Any) -> None:
        super().__init__(path, about, max_length=500, **extra)
        self.extra["required"] = True

    def condition(self, lookup: str, values: list[Any]) -> Q:
        return any_of(Q(**{f"{self.field_name}__iexact": value}) for value in values)


class CountryFilter(Filter):
    """An ISO 3166-1 alpha-2 code, in either case; also within an array of codes."""

    schema = {"type": "string", "pattern": "^[A-Za-z]{2}$"}

    def __init__(self, path: str, about: str, *, array: bool = False, **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.array = array

    def read(self, values: list[str]) -> list[str]:
        return self.each(values, self.code)

    @staticmethod
    def code(value: str) -> str:
        if value.upper() not in COUNTRIES:
            raise ValidationError("is no ISO 3166-1 alpha-2 code, such as DK.")
        return value.upper()

    def condition(self, lookup: str, values: list[Any]) -> Q:
        return Q(**{f"{self.field_name}__overlap": values}) if self.array else super().condition(lookup, values)


class DateFilter(Filter):
    """A date, or a range of dates, YYYY-MM-DD; a vague date counts as the first day of its period."""

    lookups = ("exact", "gte", "gt", "lte", "lt")
    schema = {"type": "string", "format": "date"}

    def read(self, values: list[str]) -> list[date]:
        return self.each(values, self.day)

    @staticmethod
    def day(value: str) -> date:
        try:
            if len(value) != len("YYYY-MM-DD"):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            raise ValidationError("is no date of the form YYYY-MM-DD.") from None


class MomentFilter(Filter):
    """A moment, or a range of moments, ISO 8601."""

    field_class = django_filters.fields.IsoDateTimeField
    lookups = ("gte", "gt", "lte", "lt")
    schema = {"type": "string", "format": "date-time"}

    def __init__(self, path: str, about: str, **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.extra["required"] = True


class BooleanFilter(Filter):
    """true or false. `condition_when_true` says what true means where it is not a column."""

    lookups = ("exact",)
    schema = {"type": "boolean"}

    def __init__(self, path: str, about: str, *, when_true: Q | Exists | None = None, **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.when_true = when_true

    def read(self, values: list[str]) -> list[bool]:
        return self.each(values, self.truth)

    @staticmethod
    def truth(value: str) -> bool:
        if value not in {"true", "false"}:
            raise ValidationError("is neither true nor false.")
        return value == "true"

    def condition(self, lookup: str, values: list[Any]) -> Q:
        true = Q(self.when_true) if self.when_true is not None else Q(**{self.field_name: True})
        return any_of(true if value else ~true for value in values)


class Through(NamedTuple):
    """A to-many relation that filters reach through: its rows, and which of their columns leads back, to what."""

    model: type[Model]
    back: str
    to: str = "pk"


class Parameter(NamedTuple):
    """A filter under the name that a request gives it."""

    filter: Filter
    lookup: str


@dataclass
class Selection:
    """What the filters of a request come to: conditions, the values behind them, and what could not be read."""

    conditions: list[Q | Exists] = field(default_factory=list)
    values: dict[str, list[Any]] = field(default_factory=dict)
    errors: list[ParameterError] = field(default_factory=list)


class FilterSet(django_filters.FilterSet):
    """The filters of one resource."""

    through: ClassVar[Mapping[str, Through]] = {}

    @classmethod
    @cache
    def parameters(cls) -> dict[str, Parameter]:
        """Every parameter by its name in a request: `made_on`, `made_on__gte` …"""
        return {
            name if lookup == "exact" else f"{name}__{lookup}": Parameter(each, lookup)
            for name, each in cls.base_filters.items()
            for lookup in each.lookups
        }

    @classmethod
    def read(cls, given: "MultiValueDict[str, str]", reader: Reader) -> "Selection":
        """Reads the parameters present, and only those."""
        selection = Selection()
        reached: dict[str, Q] = {}
        for name, parameter in cls.parameters().items():
            if name not in given:
                continue
            each = parameter.filter
            try:
                values = cls.values(name, parameter, given.getlist(name))
            except ValidationError as error:
                selection.errors += [
                    ParameterError(name, e.code or "invalid", str(e.message)) for e in error.error_list
                ]
                continue
            selection.values.setdefault(name.removesuffix("__in"), []).extend(values)
            condition = each.condition(parameter.lookup, values)
            if each.through:
                reached[each.through] = reached.get(each.through, Q()) & condition
            else:
                selection.conditions.append(condition)
        selection.conditions += [cls.exists(name, condition, reader) for name, condition in reached.items()]
        return selection

    @staticmethod
    def values(name: str, parameter: Parameter, raw: list[str]) -> list[Any]:
        """The values of one parameter, cleaned; a ValidationError where they cannot be."""
        if parameter.lookup == "in":
            raw = [value for part in raw for value in part.split(",")]
        elif parameter.lookup != "exact" and len(raw) > 1:
            raise ValidationError([ValidationError("A bound is given once.", code="repeated")])
        if len(raw) > MAX_VALUES:
            raise ValidationError([ValidationError(f"At most {MAX_VALUES} values at once.", code="too-many")])
        if any("\0" in value for value in raw):
            raise ValidationError([ValidationError("A NUL byte is in no value.", code="invalid")])
        return parameter.filter.read(raw)

    @classmethod
    def exists(cls, name: str, condition: Q, reader: Reader) -> Exists:
        """One row of the relation that meets all the conditions on it, and that the reader may see."""
        model, back, to = cls.through[name]
        rows = model._default_manager.all()
        visible = rows.visible_to(reader) if isinstance(rows, RecordQuerySet) else rows
        return Exists(visible.filter(condition, **{back: OuterRef(to)}))
