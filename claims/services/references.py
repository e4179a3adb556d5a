"""References to a row: the foreign keys of other tables that lead to it, and the rows that have them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from claims.models import DERIVED_MODELS, Dismissal, Draft, Reading
from claims.models.history import PartRecorder


def parts() -> Iterator[tuple[type[Model], str]]:
    """The tables of parts, rows that the API shows inside another row only, and the foreign key to that row."""
    for model in apps.get_app_config("claims").get_models():
        for trigger in getattr(model._meta, "triggers", ()):
            if isinstance(trigger, PartRecorder):
                yield model, next(iter(trigger.owners))
        for field in model._meta.local_many_to_many:
            through: Any = field.remote_field.through
            yield through, field.m2m_field_name()


PARTS = dict(parts())
# The team's work on a source, which goes with the source or with the account.
TEAMWORK = (Dismissal, Draft, Reading)


@dataclass(frozen=True)
class Reference:
    """A foreign key, by its table and column, to rows of another table or of the same one."""

    model: type[Model]
    column: str

    @property
    def is_of_a_part(self) -> bool:
        """Whether it leads from a part to the row that shows the part."""
        return PARTS.get(self.model) == self.column

    def rows(self, to: Model) -> QuerySet:
        """The rows that refer to the row `to`."""
        return self.model._default_manager.filter(**{self.column: to.pk})


def references(model: type[Model]) -> Iterator[Reference]:
    """Every foreign key to the table of `model`, without those of tables that the database derives and of TEAMWORK."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created:
            related = relation.related_model
            if related not in (*DERIVED_MODELS, *TEAMWORK) and related._meta.managed:  # type: ignore[union-attr]
                yield Reference(related, relation.field.name)  # type: ignore[arg-type, union-attr]
