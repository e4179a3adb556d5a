"""The steps of a merge. Each says what stands in the way of undoing it, and undoes it.

The redirect of the merge keeps them as JSON: the history has no primary keys of parts, and nothing of a deleted row but
what the API showed (docs/decisions/0031).
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

from claims.choices import PublicationStatus, ReviewStatus, StatementStatus
from claims.models import Redirect, Review, Source, Stance, Statement
from claims.services.images import digest, images, put_back
from claims.services.policy import OPERATOR, fixed_fields
from claims.services.since import MOST_NAMED, Obstacle, Since, named


@dataclass(frozen=True)
class Pointed:
    """`column` of `rows` was pointed from the row `old` to the row `new`: primary keys, all of them."""

    table: str
    column: str
    rows: list[Any]
    old: Any
    new: Any

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.table)

    def obstacles(self, since: Since) -> Iterator[Obstacle]:
        if not self.old_comes_back(since):
            return
        rows = self.model._default_manager.filter(pk__in=self.rows)
        there = set(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
        for key in sorted(set(self.rows) - there)[:MOST_NAMED]:
            # What somebody deleted stays deleted. What gave way to an equal row in another merge comes back with that.
            if since.removed_by(self.model, key):
                yield since.gone(self.model, key, f"it belonged to “{since.redirect.old_slug}”")
        for row in rows.exclude(**{self.column: self.new}).order_by("pk")[:MOST_NAMED]:
            yield Obstacle("changed", f"{named(row)}: `{self.column}` was changed since.")
        if self.model in (Statement, Stance, Review):
            yield from judged(rows, since)

    def undo(self, since: Since) -> None:
        if self.old_comes_back(since):
            rows = self.model._default_manager.filter(pk__in=self.rows, **{self.column: self.new})
            rows.update(**{self.column: self.old})

    def old_comes_back(self, since: Since) -> bool:
        """Whether there will be a row to point to; an equal row that was deleted since does not come back."""
        other: Any = self.model._meta.get_field(self.column).related_model
        return (other._meta.label_lower, self.old) in since.coming


# Of rows that are decided on: the column that says so, its value once it counts, and what takes a row up again.
DECIDED: dict[type[Model], tuple[str, str, dict[str, Any]]] = {
    Stance: (
        "review_status",
        ReviewStatus.CONFIRMED,
        {"review_status": ReviewStatus.SUGGESTED, "reviewer_id": None},
    ),
    Review: ("status", PublicationStatus.PUBLISHED, {"status": PublicationStatus.DRAFT, "approver_id": None}),
}
APPROVED = (PublicationStatus.PROOFREADING_NEEDED, PublicationStatus.PUBLISHED)


def judged(rows: QuerySet, since: Since) -> Iterator[Obstacle]:
    """What was decided since about rows as they are now: they would change under the decision."""
    if rows.model is Review:
        for review in since.given(rows.filter(status__in=APPROVED), "status")[:MOST_NAMED]:
            address = f"POST /reviews/{review.slug}/reopen/"
            yield Obstacle("confirmed", f"{named(review)} was approved since: reopen it first (`{address}`).")
        return
    stances = Stance.objects.filter(review_status=ReviewStatus.CONFIRMED)
    stances = stances.filter(pk__in=rows) if rows.model is Stance else stances.filter(statement__in=rows)
    for stance in since.given(stances, "review_status")[:MOST_NAMED]:
        address = f"POST /stances/{stance.pk}/reopen/"
        yield Obstacle("confirmed", f"{named(stance)} was confirmed since: reopen it first (`{address}`).")
    if rows.model is Statement:
        for said in since.given(rows.exclude(status=StatementStatus.ACTIVE), "status")[:MOST_NAMED]:
            yield Obstacle("corrected", f"{named(said)} is {said.status} since: correct it to `active` first.")


@dataclass(frozen=True)
class Removed:
    """Rows were deleted: the merged row, and those that gave way to an equal row.

    Attributes:
        rows: for each its `image`, the key of the `twin` that stayed in its place, or None, and what it was `named`.
    """

    table: str
    rows: list[dict[str, Any]]

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.table)

    def obstacles(self, since: Since) -> Iterator[Obstacle]:
        twins = self.model._default_manager.filter(pk__in=[row["twin"] for row in self.rows if row["twin"]])
        there = set(twins.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
        status, final, reopened = DECIDED.get(self.model, ("", "", {}))
        judged_since = {row.pk for row in since.given(twins, status)} if status else set()
        for row in self.rows:
            image, twin = row["image"], row["twin"]
            if twin in judged_since and image[status] == final:
                # What was decided about the one that stayed is not known of the other: it is to be reviewed.
                image = image | reopened
            if not twin or twin in there:
                since.coming[self.table, image["id"]] = image
            elif since.removed_by(self.model, twin):
                yield since.gone(self.model, twin, f"it stayed in place of {row['named']}")
            # Otherwise somebody has deleted what both were by then, and both stay deleted.
        yield from self.missing(since)

    def missing(self, since: Since) -> Iterator[Obstacle]:
        """The rows that are referred to by rows that come back, and are not there any more."""
        coming = [row for row in self.rows if (self.table, row["image"]["id"]) in since.coming]
        for field in self.model._meta.concrete_fields:
            # Without a constraint, it is a copy.
            if isinstance(field, ForeignKey) and getattr(field, "db_constraint", True):
                other: Any = field.related_model
                wanted = {row["image"][field.column]: row["named"] for row in coming}
                there = set(other._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
                known = {key for table, key in since.coming if table == other._meta.label_lower}
                for key in wanted.keys() - there - known - {None}:
                    yield since.gone(other, key, f"{wanted[key]} referred to it")

    def undo(self, since: Since) -> None:
        keys = [(self.table, row["image"]["id"]) for row in self.rows]
        rows = [since.coming[key] for key in keys if key in since.coming]
        if self.model is Source:
            # The text of a source is not kept twice: the kept row may have it.
            text = since.kept.content
            rows = [row | {"content": text if digest(text) == row["content"] else ""} for row in rows]
        put_back(self.model, rows)


@dataclass(frozen=True)
class Filled:
    """Columns of the kept row were filled: each with what it was and what it became."""

    columns: dict[str, list[Any]]

    def obstacles(self, since: Since) -> Iterator[Obstacle]:
        (now,) = images(type(since.kept), [since.kept.pk])
        names = {field.column: field.name for field in since.kept._meta.concrete_fields}
        fixed = fixed_fields(OPERATOR, "change", type(since.kept), since.kept)
        for column, (_, filled) in sorted(self.columns.items()):
            about = f"{named(since.kept)}: `{names[column]}`"
            if now[column] != filled:
                yield Obstacle("changed", f"{about} was changed since. The merge made it “{str(filled)[:200]}”.")
            if refused := fixed.get(names[column]):
                yield Obstacle("confirmed", f"{about}: {refused.words}")

    def undo(self, since: Since) -> None:
        fields = {field.column: field.attname for field in since.kept._meta.concrete_fields}
        if self.columns:
            row = type(since.kept)._default_manager.filter(pk=since.kept.pk)
            row.update(**{fields[column]: before for column, (before, _) in self.columns.items()})


@dataclass(frozen=True)
class Redirected:
    """The former slugs of the merged row were redirected to the kept one."""

    slugs: list[str]

    def obstacles(self, since: Since) -> Iterator[Obstacle]:
        return iter(())

    def undo(self, since: Since) -> None:
        redirects = Redirect.objects.filter(collection=since.redirect.collection, new_slug=since.kept.slug)
        redirects.filter(old_slug__in=self.slugs).update(new_slug=since.redirect.old_slug)


Step = Pointed | Removed | Filled | Redirected
NAMES: dict[str, type[Step]] = {"pointed": Pointed, "removed": Removed, "filled": Filled, "redirected": Redirected}


def to_json(steps: list[Step]) -> list[dict[str, Any]]:
    return [{"did": type(step).__name__.lower(), **asdict(step)} for step in steps]


def from_json(steps: list[dict[str, Any]]) -> list[Step]:
    return [NAMES[each["did"]](**{name: each[name] for name in each if name != "did"}) for each in steps]
