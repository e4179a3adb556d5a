"""Kinds of filters: each reads the values of one query parameter, and makes an SQL condition of them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import reduce
from operator import or_
from typing import Any, ClassVar, cast

import django_filters
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    Exists,
    F,
    Field,
    Func,
    Model,
    Q,
    Subquery,
    TextChoices,
    TextField,
)
from django.db.models.lookups import Exact

from claims.api.query.suggestions import MAX_ECHOED, did_you_mean, slugs_like
from claims.api.query.unseen import is_unseen
from claims.choices import COUNTRIES
from claims.models import Redirect
from claims.models.redirect import collection_of
from claims.querysets import RecordQuerySet, same

MAX_LENGTH = 500  # characters of a value: hardly any column that a filter reads holds longer ones
# A text has a visible character and no control characters. OpenAPI publishes the pattern, so it uses only syntax that
# every dialect of regular expressions has. White space comes before the first visible character, so that a text can
# match in one way only, which takes linear time.
CONTROLS = r"\u0000-\u001f\u007f-\u009f"
VISIBLE_TEXT = rf"^[^\S{CONTROLS}]*[^\s{CONTROLS}][^{CONTROLS}]*$"
ISO_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def any_of(conditions: Iterable[Q]) -> Q:
    """The conditions joined by OR."""
    return reduce(or_, conditions)


def among(left: Any, values: list[Any]) -> Q:
    """The condition that `left` equals any of `values`: one comparison with an array, however many there are.

    A hundred comparisons joined by OR took Django and PostgreSQL a third of a second to compile.
    """
    if len(values) == 1:
        return Q(Exact(left, values[0]))
    return Q(in_array(left, Func(*values, template="ARRAY[%(expressions)s]")))


def in_array(left: Any, array: Any) -> Func:
    return Func(left, array, template="%(expressions)s)", arg_joiner=" = ANY (", output_field=BooleanField())


class Filter(django_filters.Filter):
    """The query parameter `name`, and `name__lookup` for each of its `lookups`; repeated values mean OR.

    `parse` parses the values of a request. `condition` makes the SQL condition: once for each number of values, with
    slots in place of the values, since statements are compiled once and executed with different values.

    Args:
        path: the column or relation that the filter reads, in Django's notation.
        about: what the filter selects, for the documentation: “statements by this speaker”.
        through: the name, in the filter set's `through`, of the to-many relation that `path` starts from, if any.
        nullable: whether one asks for rows without a value as well (`IsNullFilter`).
    """

    lookups: ClassVar[tuple[str, ...]] = ("exact", "in")
    schema: ClassVar[dict[str, Any]] = {"type": "string"}
    longest: ClassVar[int] = MAX_LENGTH
    # The SQL type of the slots. None: the values are part of the statement's text, which is compiled for each of them.
    slot: ClassVar[Field | None] = TextField()
    # Whether the parameter may be given only once.
    single: ClassVar[bool] = False

    def __init__(self, path: str, about: str, *, through: str = "", nullable: bool = False, **extra: Any) -> None:
        super().__init__(field_name=path, label=about, **extra)
        self.through, self.nullable = through, nullable

    def clean(self, value: str) -> Any:
        """The parsed value.

        Raises:
            ValidationError: the value cannot be parsed; its message says why.
        """
        return self.field.clean(value)

    def parse(self, values: list[str]) -> list[Any]:
        """The parsed values.

        Raises:
            ValidationError: with the errors of all values that cannot be parsed.
        """
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
        """The condition that selects the rows of any of `values`, which may be slots."""
        if lookup in {"exact", "in"}:
            return self.equal(self.field_name, values)
        return Q(**{f"{self.field_name}__{lookup}": values[0]})

    def equal(self, path: str, values: list[Any]) -> Q:
        """The condition that `path` equals any of `values`."""
        return among(F(path), values)


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

    The statement that answers the request reports whether every slug exists; only when one does not, `missing_slugs`
    looks up which.
    """

    schema = {"type": "string", "pattern": r"^[a-z0-9_]+(-[a-z0-9_]+)*$", "maxLength": 120}

    def __init__(self, path: str, about: str, model: type[Model], **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.model = model

    def clean(self, value: str) -> str:
        return value

    def equal(self, path: str, values: list[Any]) -> Q:
        keys = self.model._default_manager.filter(among(F("slug"), values)).values("pk")
        # The planner treats the subquery as a constant, so an index that begins with this column can be used.
        return Q(Exact(F(path), Subquery(keys[:1]))) if len(values) == 1 else Q(in_array(F(path), ArraySubquery(keys)))

    def missing_slugs(self, values: Iterable[str]) -> list[str]:
        """Those of `values` that name no row."""
        asked = list(dict.fromkeys(values))
        found = set(self.model._default_manager.filter(slug__in=asked).values_list("slug", flat=True))
        found |= self.present_slugs(slug for slug in asked if slug not in found).keys()
        return [slug for slug in asked if slug not in found]

    def refusal(self, slug: str, *, suggest: bool) -> str:
        """The sentence for a slug that names no row, with the closest one that does where `suggest` asks for it."""
        rows = cast(RecordQuerySet, self.model._default_manager.all())
        near = did_you_mean(slug, slugs_like(slug, rows)) if suggest else ""
        return f"“{slug[:MAX_ECHOED]}”: there is no {self.model._meta.verbose_name} with this slug.{near}"

    def present_slugs(self, values: Iterable[str]) -> dict[str, str]:
        """The present slug for each of `values` that is a former one."""
        asked = list(values)
        return Redirect.objects.present(collection_of(self.model), asked) if asked else {}


class TextFilter(Filter):
    """A text, compared as a whole, without case and as `claims.models.texts.same` says."""

    lookups = ("exact",)
    schema = {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH, "pattern": VISIBLE_TEXT}
    refusal = "is no text: it takes something visible, and no control characters."
    # Whether it is compared with a text. A value that shows nothing would be the same as a text that is empty.
    compared: ClassVar[bool] = True

    def clean(self, value: str) -> str:
        if len(value) > self.schema["maxLength"]:
            raise ValidationError(f"is longer than {self.schema['maxLength']} characters.")
        if not re.fullmatch(self.schema["pattern"], value) or (self.compared and is_unseen(value)):
            raise ValidationError(self.refusal)
        return value.strip()

    def equal(self, path: str, values: list[Any]) -> Q:
        return among(same(F(path)), [same(value) for value in values])


class LanguageFilter(TextFilter):
    """A BCP 47 tag, in any case. The database has its usual spelling."""

    schema = {"type": "string", "minLength": 2, "maxLength": 35, "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"}
    refusal = "is no BCP 47 tag, such as en or sr-Latn."

    def clean(self, value: str) -> str:
        language, *others = super().clean(value).lower().split("-")
        spelt = {2: str.upper, 4: str.title}
        return "-".join([language, *(spelt.get(len(part), str)(part) for part in others)])

    def equal(self, path: str, values: list[Any]) -> Q:
        return Filter.equal(self, path, values)


class CountryFilter(Filter):
    """An ISO 3166-1 alpha-2 code, in either case; also within an array of codes."""

    schema = {"type": "string", "pattern": "^[A-Za-z]{2}$"}

    def __init__(self, path: str, about: str, *, array: bool = False, **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.array = array

    def clean(self, value: str) -> str:
        # In capitals, ß is SS.
        if not value.isascii() or value.upper() not in COUNTRIES:
            raise ValidationError("is no ISO 3166-1 alpha-2 code, such as DK.")
        return value.upper()

    def equal(self, path: str, values: list[Any]) -> Q:
        if self.array:
            return Q(**{f"{path}__overlap": values})
        return super().equal(path, values)


class DateFilter(Filter):
    """A date, or a range of dates, YYYY-MM-DD; a vague date counts as the first day of its period."""

    lookups: ClassVar[tuple[str, ...]] = ("exact", "gte", "gt", "lte", "lt")
    schema = {"type": "string", "format": "date"}
    slot = DateField()

    def clean(self, value: str) -> date:
        try:
            if not ISO_DATE.fullmatch(value):  # `fromisoformat` accepts other forms of ISO 8601 as well
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
        """The moment in UTC, since PostgreSQL accepts no offset of sixteen hours or more."""
        moment = cast(datetime, super().clean(value))
        try:
            return moment.astimezone(UTC)
        except OverflowError:  # in the first or last year of the calendar, where hours do not matter
            return moment.replace(tzinfo=UTC)


class BooleanFilter(Filter):
    """true or false.

    Args:
        when_true: the condition that `true` stands for, where it is not a boolean column.
    """

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


class AsOfFilter(DateFilter):
    """The day that positions are derived for. It restricts no rows: the variant of the action reads it (`AS_OF`)."""

    lookups = ("exact",)
    single = True

    def equal(self, path: str, values: list[Any]) -> Q:
        return Q()
