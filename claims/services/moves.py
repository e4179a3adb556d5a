"""Moving the references to a merged row to the kept one; and merging incidents and sources."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet, Value

from claims.models import Claim, Incident, IncidentActor, IncidentClaim, Source, Statement
from claims.querysets import is_same


@dataclass
class Moves:
    """A merge that is being done: both rows, how many rows of each table were moved, and what was dropped."""

    kept: Any
    merged: Any
    moved: dict[str, int] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)

    def move(self, model: type[Model], column: str, *same: str) -> None:
        """Points `column` of the rows of `model` from the merged row to the kept one.

        With `same`, a row is dropped if the kept row has a row already that is equal in these columns.
        """
        if same:
            own = model._default_manager.filter(**{column: self.kept}, **{each: OuterRef(each) for each in same})
            self.drop(self.rows(model, column).filter(Exists(own)))
        self.update(self.rows(model, column), column)

    def rows(self, model: type[Model], column: str) -> QuerySet:
        """The rows of `model` whose `column` refers to the merged row."""
        return model._default_manager.filter(**{column: self.merged})

    def update(self, rows: QuerySet, column: str) -> None:
        """Points `column` of these rows to the kept row, and counts them."""
        number = rows.update(**{column: self.kept})
        name = str(rows.model._meta.verbose_name_plural)
        if number:
            self.moved[name] = self.moved.get(name, 0) + number

    def drop(self, rows: QuerySet) -> None:
        """Deletes these rows and records each of them in `dropped`."""
        self.dropped += [f"{row._meta.verbose_name} “{row}”" for row in rows]
        rows.model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()


def recorded_twice(column: str, other: str, kept: Model, merged: Model) -> Iterable[str]:
    """A sentence for each statement of the merged row that equals one of the kept row in text, day and `other`."""
    alike = {name: OuterRef(name) for name in (other, "made_on")}
    own = Statement.objects.filter(is_same("text", OuterRef("text")), **{column: kept}, **alike)
    for said in Statement.objects.filter(Exists(own), **{column: merged}):
        twin = Statement.objects.get(
            is_same("text", Value(said.text)), **{column: kept, other: getattr(said, other)}, made_on=said.made_on
        )
        yield f"Statements “{twin}” and “{said}” would be the same one."


def incident_conflicts(kept: Incident, merged: Incident) -> list[str]:
    return [
        f"Incident “{part}” is part of “{whole}”, so it is another one."
        for part, whole in ((kept, merged), (merged, kept))
        if part.part_of_id == whole.pk
    ]


def move_incident(moves: Moves) -> None:
    moves.move(IncidentClaim, "incident", "claim", "aspect")
    moves.move(IncidentActor, "incident", "speaker", "role")
    moves.move(Statement.incidents.through, "incident", "statement")
    moves.move(Incident, "part_of")


def source_conflicts(kept: Source, merged: Source) -> list[str]:
    return list(recorded_twice("source", "speaker", kept, merged))


def move_source(moves: Moves) -> None:
    moves.move(Statement, "source")
    moves.move(Claim, "first_appearance")
