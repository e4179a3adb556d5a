"""What refers to a row: the columns of other tables that lead to it, and the rows behind them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from claims.models import (
    DERIVED_MODELS,
    Citation,
    Claim,
    ClaimRelation,
    IncidentActor,
    IncidentClaim,
    Statement,
)

# Tables that are shown inside another row only, and the column that leads to that row: it is the row that refers.
PARTS: dict[type[Model], str] = {
    Citation: "statement",
    IncidentActor: "incident",
    IncidentClaim: "claim",
    ClaimRelation: "claim",
    Statement.incidents.through: "statement",
    Claim.topics.through: "claim",
}


@dataclass(frozen=True)
class Reference:
    """A column that leads to rows of another table, or of the same one."""

    model: type[Model]
    column: str

    @property
    def is_of_a_part(self) -> bool:
        """Whether it leads to the row that its own row is a part of."""
        return PARTS.get(self.model) == self.column

    def rows(self, to: Model) -> QuerySet:
        """The rows that refer to a row."""
        return self.model._default_manager.filter(**{self.column: to.pk})


def references(model: type[Model]) -> Iterator[Reference]:
    """Every column that leads to rows of a model, but those of rows that the database derives."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created:
            related = relation.related_model
            if related not in DERIVED_MODELS and related._meta.managed:  # type: ignore[union-attr]
                yield Reference(related, relation.field.name)  # type: ignore[arg-type, union-attr]
