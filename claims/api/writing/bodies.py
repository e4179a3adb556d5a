"""Serializers of bodies: the fields that may be written, relations by slug, nested rows written with their row."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from typing import Any, ClassVar

from django.db import DataError, IntegrityError, OperationalError, models, transaction
from psycopg import errors
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.validators import UniqueValidator

from claims.api.query.suggestions import MAX_ECHOED, did_you_mean
from claims.api.sql.rows import MOST_SHOWN
from claims.api.writing.errors import Conflict
from claims.api.writing.made import MADE, VALIDATORS, UnusedSlug, copy_of
from claims.api.writing.named import SlugField
from claims.api.writing.strict import StrictBody
from claims.models.base import Citable
from claims.services import bulk
from claims.services.rules import refusal

# More marks than these may not follow one another in a text of more than so many characters.
MARKS = 30
LONG = 10_000
# The rule that a new row may not have the former slug of another one.
FORMER = "slug_is_nobodys_former_one"


class ChoiceField(serializers.ChoiceField):
    """A member of an enumeration; the error lists them."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str) and data not in self.choices:
            known = [each for each in self.choices if each]
            near = did_you_mean(data, known)
            raise ValidationError(f"“{data[:MAX_ECHOED]}” is none of {', '.join(known)}.{near}", code="invalid-choice")
        return super().to_internal_value(data)


class Body(StrictBody, serializers.ModelSerializer):
    """The body of one row.

    `Meta.nested` lists the fields whose rows belong to this row and are written with it, `Meta.nested_at_first` those
    whose rows are written with a new row only.
    """

    serializer_choice_field = ChoiceField
    # The item of a nested list that is being written.
    written: Mapping[str, int] = {}

    class Meta:
        fields: ClassVar[tuple[str, ...]] = ()
        nested: ClassVar[tuple[str, ...]] = ()
        nested_at_first: ClassVar[tuple[str, ...]] = ()

    def build_relational_field(self, field_name: str, relation_info: Any) -> Any:
        field_class, options = super().build_relational_field(field_name, relation_info)
        if issubclass(relation_info.related_model, Citable):
            return SlugField, {name: value for name, value in options.items() if name != "view_name"}
        return field_class, options

    def get_fields(self) -> dict[str, Any]:
        """Copies of the fields of this class, which are made once."""
        if type(self) not in MADE:
            MADE[type(self)] = self.make_fields()
        return {name: copy_of(field) for name, field in MADE[type(self)].items()}

    def get_validators(self) -> list[Any]:
        if type(self) not in VALIDATORS:
            VALIDATORS[type(self)] = super().get_validators()
        return VALIDATORS[type(self)]

    def make_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        if "slug" in fields:
            fields["slug"].validators = [
                UnusedSlug(each.queryset) if isinstance(each, UniqueValidator) else each
                for each in fields["slug"].validators
            ]
        return fields

    @classmethod
    def several(cls, data: Iterable[Any], context: dict[str, Any]) -> list[Any]:
        """Bodies of new rows. They share their fields, since to make these takes longer than to validate a row."""
        bodies = [cls(data=each, context=context) for each in data]
        for body in bodies[1:]:
            body.fields = bodies[0].fields
        return bodies

    def to_internal_value(self, data: Any) -> Any:
        if self.parent is None:
            self.context["named"].read([(self, data)])
        return super().to_internal_value(data)

    def get_extra_kwargs(self) -> dict[str, Any]:
        """The options of the fields. What the database fills may be left out."""
        options: dict[str, Any] = super().get_extra_kwargs()
        for name in self.Meta.model.DEFAULTS.keys() & set(self.Meta.fields):
            options[name] = {"required": False, **options.get(name, {})}
        return options

    def create(self, validated_data: dict[str, Any]) -> Any:
        data = self.values(validated_data)
        parts = self.take_parts(data)
        row = self.new_row(data)
        for name, items in parts.items():
            self.add_parts(name, self.new_parts(name, row, items))
        return row

    def new_row(self, data: dict[str, Any]) -> Any:
        """A new row, saved. One whose slug another transaction takes at the same moment tries one after the other.

        Raises:
            OperationalError: the slug has just become a former one; the request is carried out again with another one.
        """
        model: Any = self.Meta.model
        if not bulk.works(model):
            return super().create(data)
        if data.get("slug") or not issubclass(model, Citable):
            return bulk.create(model, [data])[0]
        try:
            return bulk.create(model, [data], bulk.UNLESS_TAKEN)[0]
        except bulk.SlugTaken:
            return super().create(data)
        except IntegrityError as error:
            if (broken := refusal(error)) and broken.rule == FORMER:
                raise OperationalError(broken.words) from errors.SerializationFailure(broken.words)
            raise

    def values(self, data: dict[str, Any]) -> dict[str, Any]:
        """What a new row is made of, from validated data."""
        return data

    @property
    def parts(self) -> tuple[str, ...]:
        """The fields whose rows are written with a new row."""
        return (*getattr(self.Meta, "nested", ()), *getattr(self.Meta, "nested_at_first", ()))

    def model_of(self, name: str) -> Any:
        """The table of the rows of a nested field."""
        return self.Meta.model._meta.get_field(str(self.fields[name].source)).related_model

    def take_parts(self, data: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        """Takes the values of the nested rows out of the data of a new row."""
        sources = {name: str(self.fields[name].source) for name in self.parts}
        return {name: data.pop(source) for name, source in sources.items() if source in data}

    def new_parts(self, name: str, row: models.Model, items: Iterable[dict[str, Any]]) -> list[models.Model]:
        """The rows of a nested field of `row`, which are not saved yet."""
        field: Any = self.fields[name]
        relation: Any = row._meta.get_field(str(field.source))
        owner = {relation.field.name: row}
        return [relation.related_model(**owner, **field.child.values(each)) for each in items]

    def add_parts(self, name: str, parts: list[models.Model]) -> None:
        """Saves new rows of a nested field. Several are saved at once or, for the pointer of an error, one by one."""
        if len(parts) > 1 and bulk.works(type(parts[0])):
            try:
                with transaction.atomic():
                    bulk.insert(type(parts[0]), parts)
            except (DataError, IntegrityError):
                pass
            else:
                return
        for number, part in enumerate(parts):
            with self.writing(name, number):
                if bulk.works(type(part)):
                    bulk.insert(type(part), [part])
                else:
                    part.save(force_insert=True)

    def update(self, instance: Any, validated_data: dict[str, Any]) -> Any:
        if not self.partial:
            validated_data = self.defaults() | validated_data
        self.refuse_unseen(instance, validated_data)
        nested = self.take_nested(validated_data)
        row = super().update(instance, validated_data)
        self.write_nested(row, nested)
        return row

    def refuse_unseen(self, row: models.Model, data: Mapping[str, Any]) -> None:
        """Refuses to replace a list that is longer than the API shows: nobody saw the rows that would be lost.

        Raises:
            Conflict: a list of the body is that long.
        """
        for name, field in self.fields.items():
            source = str(field.source)
            is_list = isinstance(field, serializers.ListSerializer | serializers.ManyRelatedField)
            if is_list and source in data and getattr(row, source).all()[MOST_SHOWN:].exists():
                words = (
                    f"“{name}” has more than {MOST_SHOWN} rows, and no answer shows them all: change it at the desk."
                )
                raise Conflict(words, "list-too-long")

    def defaults(self) -> dict[str, Any]:
        """The default of each field, for what PUT leaves out. The slug and write-only fields have none: they stay."""
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            if name == "slug" or field.write_only:
                continue
            column: Any = self.Meta.model._meta.get_field(str(field.source))
            if column.one_to_many or column.many_to_many:
                found[str(field.source)] = []
            else:
                found[str(field.source)] = None if column.null else column.get_default()
        return found

    def take_nested(self, data: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        sources = {name: str(self.fields[name].source) for name in getattr(self.Meta, "nested", ())}
        return {name: data.pop(source) for name, source in sources.items() if source in data}

    def write_nested(self, row: models.Model, nested: dict[str, list[dict[str, Any]]]) -> None:
        """Replaces the rows that belong to `row` by those of the body. An equal row stays, with its primary key."""
        for name, wanted in nested.items():
            field: Any = self.fields[name]
            manager = getattr(row, str(field.source))
            columns = [str(each.source) for each in field.child.fields.values()]
            unmatched = [(number, dict(each)) for number, each in enumerate(wanted)]
            for existing in manager.all():
                equal = next(
                    (each for each in unmatched if all(agrees(existing, each[1], column) for column in columns)), None
                )
                if equal is None:
                    existing.delete()
                else:
                    unmatched.remove(equal)
            for number, each in unmatched:
                with self.writing(name, number):
                    manager.create(**each)

    @contextmanager
    def writing(self, name: str, number: int) -> Iterator[None]:
        """Notes which item of a nested list is being written, for the pointer of an error that it causes."""
        self.written = {name: number}
        yield
        self.written = {}


def agrees(row: models.Model, wanted: dict[str, Any], column: str) -> bool:
    """Whether a column of a row has the value of the body, or the default where the body leaves it out."""
    field: Any = row._meta.get_field(column)
    default = None if field.is_relation or field.null else field.get_default()
    return bool(getattr(row, column) == composed(wanted.get(column, default)))


def composed(value: Any) -> Any:
    """A value in the form of Unicode (NFC) that the database stores texts in; as it is where the database refuses it.

    The time that composing takes grows with the square of the marks in a row (`text_marks_bounded`).
    """
    if not isinstance(value, str) or (len(value) > LONG and most_marks(value) > MARKS):
        return value
    return unicodedata.normalize("NFC", value)


def most_marks(text: str) -> int:
    """How many combining marks follow one another at most."""
    runs = groupby(text, key=lambda character: unicodedata.category(character)[0] == "M")
    return max((sum(1 for _ in run) for is_mark, run in runs if is_mark), default=0)


class ComparedBody(Body):
    """The body of a row that is compared with those that are there before it is recorded."""

    # Slugs as they are sent: a row before this one in the array has its slug only when it is saved.
    distinct_from = serializers.ListField(
        child=serializers.CharField(max_length=120),
        required=False,
        write_only=True,
        help_text="The slugs of rows that were `candidates` for this one, and are others. Read where a row is made.",
    )

    def values(self, data: dict[str, Any]) -> dict[str, Any]:
        return super().values(without_distinct(data))

    def update(self, instance: Any, validated_data: dict[str, Any]) -> Any:
        return super().update(instance, without_distinct(validated_data))


def without_distinct(data: dict[str, Any]) -> dict[str, Any]:
    """The data that are stored: which rows a new one was found to be distinct from is not."""
    return {name: value for name, value in data.items() if name != "distinct_from"}


class MergeBody(StrictBody):
    """The body of a merge."""

    merged = serializers.CharField(max_length=120, help_text="The slug of the row that is merged into the other one.")


class EmptyBody(StrictBody):
    """A body without fields."""


class ReasonBody(StrictBody):
    """A body that gives a reason."""

    reason = serializers.CharField(max_length=2_000, help_text="Why, in words that its coder can learn from.")
