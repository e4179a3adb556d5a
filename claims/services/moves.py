"""Moving the references to a merged row to the kept one; and merging incidents and sources."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery, Value

from claims.models import Claim, Incident, IncidentActor, IncidentClaim, Source, Statement
from claims.querysets import is_same
from claims.services.images import images
from claims.services.steps import Filled, Pointed, Redirected, Removed, Step


@dataclass
class Moves:
    """A merge that is being done: both rows, how many rows of each table were moved, and what was dropped.

    `steps` has everything that was done, so that it can be undone.
    """

    kept: Any
    merged: Any
    moved: dict[str, int] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def move(self, model: type[Model], column: str, *same: str) -> None:
        """Points `column` of the rows of `model` from the merged row to the kept one.

        With `same`, a row is dropped if the kept row has a row already that is equal in these columns.
        """
        if same:
            own = model._default_manager.filter(**{column: self.kept}, **{each: OuterRef(each) for each in same})
            self.drop(model, twins(self.rows(model, column), own))
        self.update(self.rows(model, column), column)

    def rows(self, model: type[Model], column: str) -> QuerySet:
        """The rows of `model` whose `column` refers to the merged row."""
        return model._default_manager.filter(**{column: self.merged})

    def update(self, rows: QuerySet, column: str) -> None:
        """Points `column` of these rows to the kept row, and counts them."""
        number = self.point(rows, column, self.merged.pk, self.kept.pk)
        name = str(rows.model._meta.verbose_name_plural)
        if number:
            self.moved[name] = self.moved.get(name, 0) + number

    def point(self, rows: QuerySet, column: str, old: Any, new: Any) -> int:
        """Points `column` of these rows, which refer to the row with the key `old`, to `new`; returns their number."""
        keys = list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
        if keys:
            rows.model._default_manager.filter(pk__in=keys).update(**{column: new})
            self.steps.append(Pointed(rows.model._meta.label_lower, column, keys, old, new))
        return len(keys)

    def drop(self, model: type[Model], twins: Mapping[Any, Any]) -> None:
        """Deletes the rows `twins`, and records each in `dropped`. Each comes with the equal row that stays, if any."""
        self.dropped += self.remove(model, twins)

    def remove(self, model: type[Model], twins: Mapping[Any, Any]) -> list[str]:
        """Deletes the rows `twins`; returns a description of each."""
        rows = list(model._default_manager.select_for_update().filter(pk__in=twins).order_by("pk"))
        named = [f"{row._meta.verbose_name} “{row}”" for row in rows]
        if rows:
            gone = [
                {"image": image, "twin": twins[row.pk], "named": name}
                for row, image, name in zip(rows, images(model, [row.pk for row in rows]), named, strict=True)
            ]
            self.steps.append(Removed(model._meta.label_lower, gone))
            model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
        return named

    def redirect(self, redirects: QuerySet) -> None:
        """Lets these redirects, which lead to the merged row, lead to the kept one."""
        former = list(redirects.values_list("old_slug", flat=True))
        redirects.update(new_slug=self.kept.slug)
        self.steps.append(Redirected(former))

    def fill(self, work: Callable[[], list[str]]) -> list[str]:
        """The result of `work`, which fills columns of the kept row."""
        (before,) = images(type(self.kept), [self.kept.pk])
        dropped = work()
        (after,) = images(type(self.kept), [self.kept.pk])
        filled = {name: [before[name], after[name]] for name in after if after[name] != before[name]}
        filled.pop("updated_at", None)
        self.steps.append(Filled(filled))
        return dropped


def twins(rows: QuerySet, equal: QuerySet) -> dict[Any, Any]:
    """Those of `rows` for which `equal` has a row, with the keys of both."""
    found = rows.annotate(twin=Subquery(equal.order_by("pk").values("pk")[:1])).exclude(twin=None)
    return dict(found.values_list("pk", "twin"))


@contextmanager
def named_merge(model: type[Model], merged: Any, kept: Any) -> Iterator[None]:
    """Within it, the database lets the references of confirmed stances move from the row `merged` to the row `kept`.

    Both are primary keys of `model`.
    """
    name = "SELECT set_config('claims.merging', %s, true)"
    with connection.cursor() as cursor:
        cursor.execute(name, [f"{model._meta.db_table} {merged} {kept}"])
        yield
        cursor.execute(name, [""])


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
