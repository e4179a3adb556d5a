"""What a data package holds of each table: its fields, the rows of parts inside the rows they belong to, and links.

All of it follows from the models. A row is named by its natural key: a slug, the name of an account, a list of values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers import sort_dependencies
from django.db.models import JSONField, Model

from claims.choices import Collection
from claims.models import DERIVED_MODELS, UNPUBLISHED_MODELS, Redirect, review
from claims.models.base import Citable, Stamped
from claims.models.history import PartRecorder
from claims.services.references import PARTS

TIMES = ("created_at", "updated_at")
# What a team decides about its rows. `load` takes it from the file; an import leaves it to the team of this tracker.
WORKFLOW = {
    "statements": ("status",),  # follows from corrections
    "stances": ("coder", "reviewer", "review_status", "review_note"),
    "reviews": review.WORKFLOW,
    "corrections": ("editor",),
}


@dataclass(frozen=True)
class Table:
    """A table whose rows are records of a data package, or parts of records.

    Attributes:
        name: that of the collection, which the file of the records has as well; of a part, its name in its owner.
        owner: of a part, the foreign key to its owner.
    """

    model: Any
    name: str
    owner: str = ""

    @cached_property
    def db_table(self) -> str:
        return str(self.model._meta.db_table)

    @cached_property
    def key(self) -> str:
        """The column of the primary key."""
        return str(self.model._meta.pk.column)

    @cached_property
    def fields(self) -> tuple[Any, ...]:
        """The fields of a record, the times last. Rows without a slug keep their number, which is in their address."""
        held = [field for field in self.model._meta.concrete_fields if self.holds(field)]
        return tuple(sorted(held, key=lambda field: field.name in TIMES))

    @cached_property
    def columns(self) -> dict[str, str]:
        """The column of each field, by the name of the field."""
        return {field.name: field.column for field in self.fields}

    @cached_property
    def related(self) -> dict[str, Any]:
        """The model of the rows that each field names which refers to others."""
        return {field.name: field.related_model for field in self.fields if field.is_relation and field.related_model}

    @cached_property
    def vague_dates(self) -> set[str]:
        """The dates that have a precision."""
        return {name for name in self.columns if f"{name}_precision" in self.columns}

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """What a row has by column where a record does not say, as Django has it; not what the database fills in."""
        filled = (field for field in self.fields if not field.primary_key and not field.has_db_default())
        return {field.column: field.get_default() for field in filled if field.name not in TIMES}

    def holds(self, field: Any) -> bool:
        if field.primary_key:
            return field.name != "id" or self.is_numbered
        hidden = field.generated or not field.serialize or field.name in self.copies or field.name == self.owner
        # Parts show no times, and kinds of incidents are there before an import.
        return not hidden and not (field.name in TIMES and (self.owner or self.model._meta.pk.name != "id"))

    @property
    def is_numbered(self) -> bool:
        """Whether the API names its rows by a number."""
        return not self.owner and not issubclass(self.model, Citable) and self.name in Collection.values

    @property
    def copies(self) -> set[str]:
        """Copies of fields of another row, which triggers fill."""
        return {field.name for field in self.model._meta.concrete_fields if not field.editable} - {*TIMES, "id"}

    @cached_property
    def parts(self) -> tuple["Table", ...]:
        """The tables of the parts that a record shows."""
        return tuple(part for owner, part in parts() if owner is self.model and not self.owner)

    @cached_property
    def parts_by_name(self) -> dict[str, "Table"]:
        return {part.name: part for part in self.parts}

    @cached_property
    def links(self) -> tuple[Any, ...]:
        """The many-to-many fields of a record."""
        return tuple(self.model._meta.local_many_to_many)

    @cached_property
    def lists(self) -> set[str]:
        """The names under which a record has a list."""
        arrays = (field for field in self.fields if isinstance(field, ArrayField))
        return {each.name for each in (*arrays, *self.parts, *self.links)}

    @cached_property
    def objects(self) -> set[str]:
        """The names under which a record has an object."""
        return {field.name for field in self.fields if isinstance(field, JSONField)}

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The names of everything that a record can have."""
        return (*self.columns, *(each.name for each in (*self.parts, *self.links)))

    @property
    def left_out(self) -> set[str]:
        """The members that no imported file sets: the times, and what the team decides."""
        return {*TIMES, *WORKFLOW.get(self.name, ())}

    @property
    def importable(self) -> tuple[str, ...]:
        """The members that an imported file may set."""
        return tuple(name for name in self.members if name not in self.left_out)

    @property
    def natural_key(self) -> tuple[str, ...]:
        return natural_key(self.model)


def natural_key(model: Any) -> tuple[str, ...]:
    """The fields that name a row of a table in other rows."""
    if model._meta.label == settings.AUTH_USER_MODEL:
        return (model.USERNAME_FIELD,)
    return tuple(getattr(model, "NATURAL_KEY", ())) or (model._meta.pk.name,)


def parts() -> Iterator[tuple[type[Model], Table]]:
    """Every table of parts, with the model of the rows that they are parts of."""
    for model in apps.get_app_config("claims").get_models():
        for trigger in getattr(model._meta, "triggers", ()):
            if isinstance(trigger, PartRecorder) and str(trigger.operation) == "INSERT":
                owner = next(iter(trigger.owners))
                related: Any = model._meta.get_field(owner).related_model
                yield related, Table(model, trigger.owners[owner], owner)


@cache
def tables() -> tuple[Table, ...]:
    """The tables of records, each after those that its records refer to."""
    models = sort_dependencies([(apps.get_app_config("claims"), None)])
    left_out = {*DERIVED_MODELS, *UNPUBLISHED_MODELS, *PARTS}
    wanted = [model for model in models if issubclass(model, Stamped) and model not in left_out]
    # A redirect leads to a row of any collection.
    ordered = sorted(wanted, key=lambda model: model is Redirect)
    return tuple(Table(model, str(model._meta.verbose_name_plural).replace(" ", "_")) for model in ordered)


@cache
def table_of(collection: str) -> Table:
    """The table of a collection.

    Raises:
        KeyError: its rows are no records of a data package.
    """
    return {table.name: table for table in tables()}[collection]


def kind_of(field: Any) -> str:
    """The type of a field in Frictionless Table Schema."""
    internal = field.get_internal_type()
    if isinstance(field, ArrayField) or field.is_relation:
        return "array" if isinstance(field, ArrayField) or len(natural_key(field.related_model)) > 1 else "string"
    known = {
        "DateField": "date",
        "DateTimeField": "datetime",
        "BooleanField": "boolean",
        "FloatField": "number",
        "JSONField": "object",
        "BigAutoField": "integer",
        "PositiveIntegerField": "integer",
    }
    return known.get(internal, "string")
