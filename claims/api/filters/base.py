"""Kinds of filters, and the set that holds them: strict, in the domain's words, and true to the same-row rule.

A filter is declared once per resource. It reads one value at a time, repeated parameters mean OR, and it
answers with a condition (`Q`). Filters that reach through the same to-many relation are combined in one `EXISTS`,
so that `speaker=x&position=denies` means one stance: by x, and denying.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, reduce
from operator import or_
from typing import Any, ClassVar, NamedTuple, cast

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    F,
    Field,
    Model,
    OuterRef,
    Q,
    Subquery,
    TextChoices,
    TextField,
)
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.datastructures import MultiValueDict

from claims.api.errors import ParameterError
from claims.api.suggest import did_you_mean, slugs_like
from claims.choices import COUNTRIES
from claims.models import Redirect
from claims.models.redirect import collection_of
from claims.querysets import Reader, RecordQuerySet

MAX_VALUES = 100
MAX_LENGTH = 500  # of a value: hardly anything that a filter compares with is longer
# Something to see, and no control characters: what a text may be, for regular expressions of any dialect.
PRINTED = r"[^\u0000-\u001f\u007f-\u009f]*"
VISIBLE_TEXT = rf"^{PRINTED}[^\s\u0000-\u001f\u007f-\u009f]{PRINTED}$"
WRITTEN_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def any_of(conditions: Iterable[Q]) -> Q:
    """The conditions joined by OR."""
    return reduce(or_, conditions)


def any_element(path: str, values: Iterable[Any]) -> Q:
    """The rows whose array at `path` holds any of `values`."""
    return any_of(Q(**{f"{path}__contains": [value]}) for value in values)


class Filter(django_filters.Filter):
    """A query parameter `name`, and `name__lookup` for each of its `lookups`.

    It reads the values of a request, and makes the condition that they are part of: once for each number of values,
    with slots where the values will stand (`claims.api.read`).

    Args:
        path: the column or relation that it reads, in Django's notation.
        about: what it selects, for the documentation: “statements by this speaker”.
        through: the name of the to-many relation of the set that `path` starts from, if any.
    """

    lookups: ClassVar[tuple[str, ...]] = ("exact", "in")
    schema: ClassVar[dict[str, Any]] = {"type": "string"}
    longest: ClassVar[int] = MAX_LENGTH
    # The type of the slots; without one, the values themselves shape the condition.
    slot: ClassVar[Field | None] = TextField()
    # Whether one value is all that there can be.
    single: ClassVar[bool] = False

    def __init__(self, path: str, about: str, *, through: str = "", **extra: Any) -> None:
        super().__init__(field_name=path, label=about, **extra)
        self.through = through

    def clean(self, value: str) -> Any:
        """The value that was meant; a ValidationError says why it was not understood."""
        return self.field.clean(value)

    def read(self, values: list[str]) -> list[Any]:
        """The values that were meant; a ValidationError holds the errors of all of them."""
        cleaned, errors = [], []
        for value in values:
            try:
                cleaned.append(self.clean(value))
            except ValidationError as error:
                errors += [ValidationError(f"“{value[:100]}”: {message}", code="invalid") for message in error.messages]
        if errors:
            raise ValidationError(errors)
        return cleaned

    def condition(self, lookup: str, values: list[Any]) -> Q:
        """The rows that any of `values` selects."""
        if lookup in {"exact", "in"}:
            return self.equal(self.field_name, values)
        return Q(**{f"{self.field_name}__{lookup}": values[0]})

    def equal(self, path: str, values: list[Any]) -> Q:
        """The rows whose `path` is any of `values`."""
        return any_of(Q(Exact(F(path), value)) for value in values)


class ChoiceFilter(Filter):
    """A member of an enumeration."""

    def __init__(self, path: str, about: str, choices: type[TextChoices], **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.choices = choices

    @property
    def schema(self) -> dict[str, Any]:  # type: ignore[override]
        return {"type": "string", "enum": self.choices.values}

    def clean(self, value: str) -> str:
        if value not in self.choices.values:
            known = ", ".join(self.choices.values)
            raise ValidationError(f"is none of {known}.{did_you_mean(value, self.choices.values)}")
        return value


class SlugFilter(Filter):
    """Rows of another table by their slug; a slug that does not exist is an error, not an empty answer.

    Whether it exists, the statement that answers finds out on its way; `missing` says so to the client.
    """

    schema = {"type": "string", "pattern": r"^[a-z0-9_]+(-[a-z0-9_]+)*$", "maxLength": 120}

    def __init__(self, path: str, about: str, model: type[Model], **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.model = model

    def clean(self, value: str) -> str:
        return value

    def equal(self, path: str, values: list[Any]) -> Q:
        # A scalar subquery is a constant to the planner: it can walk an index that begins with this column.
        keys = (Subquery(self.model._default_manager.filter(slug=value).values("pk")[:1]) for value in values)
        return super().equal(path, list(keys))

    def missing(self, values: Iterable[str]) -> list[str]:
        """A sentence for each of `values` that names no row."""
        rows = cast(RecordQuerySet, self.model._default_manager.all())
        asked = list(dict.fromkeys(values))
        found = set(rows.filter(slug__in=asked).values_list("slug", flat=True))
        found |= self.present(slug for slug in asked if slug not in found).keys()
        noun = self.model._meta.verbose_name
        return [
            f"“{slug[:100]}”: there is no {noun} with this slug.{did_you_mean(slug, slugs_like(slug, rows))}"
            for slug in asked
            if slug not in found
        ]

    def present(self, values: Iterable[str]) -> dict[str, str]:
        """The present slug for each of `values` that is a former one."""
        asked = list(values)
        return Redirect.objects.present(collection_of(self.model), asked) if asked else {}


class TextFilter(Filter):
    """A text, compared as a whole, without regard to case."""

    lookups = ("exact",)
    schema = {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH, "pattern": VISIBLE_TEXT}
    refusal = "is no text: it takes something visible, and no control characters."

    def clean(self, value: str) -> str:
        if len(value) > self.schema["maxLength"]:
            raise ValidationError(f"is longer than {self.schema['maxLength']} characters.")
        if not re.fullmatch(self.schema["pattern"], value):
            raise ValidationError(self.refusal)
        return value.strip()

    def equal(self, path: str, values: list[Any]) -> Q:
        return any_of(Q(Exact(Lower(F(path)), Lower(value))) for value in values)


class LanguageFilter(TextFilter):
    """A BCP 47 tag, in any case."""

    schema = {"type": "string", "minLength": 2, "maxLength": 35, "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"}
    refusal = "is no BCP 47 tag, such as en or sr-Latn."


class CountryFilter(Filter):
    """An ISO 3166-1 alpha-2 code, in either case; also within an array of codes."""

    schema = {"type": "string", "pattern": "^[A-Za-z]{2}$"}

    def __init__(self, path: str, about: str, *, array: bool = False, **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.array = array

    def clean(self, value: str) -> str:
        if value.upper() not in COUNTRIES:
            raise ValidationError("is no ISO 3166-1 alpha-2 code, such as DK.")
        return value.upper()

    def equal(self, path: str, values: list[Any]) -> Q:
        if self.array:
            return any_element(path, values)
        return super().equal(path, values)


class DateFilter(Filter):
    """A date, or a range of dates, YYYY-MM-DD; a vague date counts as the first day of its period."""

    lookups = ("exact", "gte", "gt", "lte", "lt")
    schema = {"type": "string", "format": "date"}
    slot = DateField()

    def clean(self, value: str) -> date:
        return self.day(value)

    @staticmethod
    def day(value: str) -> date:
        try:
            if not WRITTEN_DATE.fullmatch(value):  # of several forms that ISO 8601 has, this one
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            raise ValidationError("is no date of the form YYYY-MM-DD.") from None


class MomentFilter(Filter):
    """A moment, or a range of moments, ISO 8601."""

    field_class = django_filters.fields.IsoDateTimeField
    lookups = ("gte", "gt", "lte", "lt")
    schema = {"type": "string", "format": "date-time"}
    slot = DateTimeField()

    def __init__(self, path: str, about: str, **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.extra["required"] = True

    def clean(self, value: str) -> datetime:
        """In UTC, since PostgreSQL reads no offset of sixteen hours or more."""
        moment = cast(datetime, super().clean(value))
        try:
            return moment.astimezone(UTC)
        except OverflowError:  # at an end of the calendar, where hours do not matter
            return moment.replace(tzinfo=UTC)


class BooleanFilter(Filter):
    """true or false. `when_true` says what true means where it is not a column."""

    lookups = ("exact",)
    schema = {"type": "boolean"}
    slot = None

    def __init__(self, path: str, about: str, *, when_true: Q | Exists | None = None, **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.when_true = when_true

    def clean(self, value: str) -> bool:
        if value not in {"true", "false"}:
            raise ValidationError("is neither true nor false.")
        return value == "true"

    def equal(self, path: str, values: list[Any]) -> Q:
        true = Q(self.when_true) if self.when_true is not None else Q(**{path: True})
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
    """The filters of a request: the values of each parameter that is present, and what could not be read."""

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
    def read(cls, given: "MultiValueDict[str, str]") -> Selection:
        """Reads the parameters present, and only those."""
        selection = Selection()
        known = cls.parameters()
        for name in given:
            if name not in known:
                continue
            try:
                selection.values[name] = cls.values(known[name], given.getlist(name))
            except ValidationError as error:
                selection.errors += [
                    ParameterError(name, e.code or "invalid", str(e.message)) for e in error.error_list
                ]
        return selection

    @staticmethod
    def values(parameter: Parameter, raw: list[str]) -> list[Any]:
        """The values of one parameter, cleaned; a ValidationError where they cannot be."""
        if parameter.lookup == "in":
            raw = [value for part in raw for value in part.split(",")]
        elif len(raw) > 1 and (parameter.filter.single or parameter.lookup != "exact"):
            what = "It" if parameter.filter.single else "A bound"
            raise ValidationError([ValidationError(f"{what} is given once.", code="repeated")])
        if len(raw) > MAX_VALUES:
            raise ValidationError([ValidationError(f"At most {MAX_VALUES} values at once.", code="too-many")])
        longest = parameter.filter.longest
        if any(len(value) > longest for value in raw):
            raise ValidationError([ValidationError(f"A value has at most {longest:,} characters.", code="invalid")])
        if any("\0" in value for value in raw):
            raise ValidationError([ValidationError("A NUL byte is in no value.", code="invalid")])
        return parameter.filter.read(raw)

    @classmethod
    def missing(cls, values: Mapping[str, list[Any]]) -> list[ParameterError]:
        """An error for each slug among `values` that names no row."""
        return [
            ParameterError(name, "invalid", sentence)
            for name, parameter in cls.parameters().items()
            if name in values and isinstance(parameter.filter, SlugFilter)
            for sentence in parameter.filter.missing(values[name])
        ]

    @classmethod
    def present(cls, values: Mapping[str, list[Any]]) -> dict[tuple[str, int], str]:
        """The present slug for each former one among `values`, by the parameter and the value's number in it."""
        found: dict[tuple[str, int], str] = {}
        for name, parameter in cls.parameters().items():
            if name in values and isinstance(parameter.filter, SlugFilter):
                led = parameter.filter.present(values[name])
                found |= {(name, number): led[slug] for number, slug in enumerate(values[name]) if slug in led}
        return found

    @classmethod
    def conditions(cls, values: Mapping[str, list[Any]], reader: Reader) -> list[Q | Exists]:
        """The conditions of a request; filters through the same relation are conditions on one row of it."""
        direct: list[Q | Exists] = []
        reached: dict[str, Q] = {}
        for name, given in values.items():
            each, lookup = cls.parameters()[name]
            condition = each.condition(lookup, given)
            if each.through:
                reached[each.through] = reached.get(each.through, Q()) & condition
            else:
                direct.append(condition)
        return direct + [cls.exists(name, condition, reader) for name, condition in reached.items()]

    @classmethod
    def exists(cls, name: str, condition: Q, reader: Reader) -> Exists:
        """One row of the relation that meets all the conditions on it, and that the reader may see."""
        model, back, to = cls.through[name]
        rows = model._default_manager.all()
        visible = rows.visible_to(reader) if isinstance(rows, RecordQuerySet) else rows
        return Exists(visible.filter(condition, **{back: OuterRef(to)}))
