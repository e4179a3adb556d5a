"""A merge that is being undone, and what happened since: the history tells, and the redirects of other merges."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Exists, Model, OuterRef, QuerySet

from claims.models import Change, Redirect
from claims.models.redirect import collection_of
from claims.services.images import Image

MOST_NAMED = 100  # rows for each step of the merge


class Obstacle(NamedTuple):
    """What stands in the way of undoing a merge: a stable word for its sort, and a sentence."""

    code: str
    words: str


@dataclass
class Since:
    """What happened since a merge.

    Attributes:
        redirect: from the slug of the merged row.
        kept: the kept row, locked.
        merged: the primary key of the merged row.
        end: the number of the last change of the merge. What was written later about a row that the merge changed has
            a higher one, since the merge had locked that row.
        coming: the rows that come back, by table and primary key.
    """

    redirect: Redirect
    kept: Any
    merged: Any
    end: int
    coming: dict[tuple[str, Any], Image] = field(default_factory=dict)

    def given(self, rows: QuerySet, column: str) -> QuerySet:
        """Those of `rows` that were given their value of `column` since."""
        changes = Change.objects.filter(
            collection=collection_of(rows.model), row_id=OuterRef("pk"), pk__gt=self.end, new__has_key=column
        )
        return rows.filter(Exists(changes)).order_by("pk")

    def removed_by(self, model: type[Model], key: Any) -> Redirect | None:
        """The redirect of another merge, in which the row gave way to an equal one or became part of another one."""
        gone = {"did": "removed", "table": model._meta.label_lower, "rows": [{"image": {"id": key}}]}
        merges = Redirect.objects.exclude(pk=self.redirect.pk).filter(undo__contains={"steps": [gone]})
        return merges.defer("undo").first()

    def gone(self, model: type[Model], key: Any, about: str) -> Obstacle:
        """The obstacle that a row is gone. `about` says what it has to do with the merge."""
        changes = Change.objects.filter(collection=collection_of(model), row_id=key).order_by("-pk")
        name = f"{model._meta.verbose_name} “{changes.values_list('key', flat=True).first() or key}”"
        if merge := self.removed_by(model, key):
            return Obstacle("merged", f"{name} is gone ({about}): undo the merge of “{merge.old_slug}” first.")
        return Obstacle("gone", f"{name} is gone ({about}).")


def named(row: Model) -> str:
    """A row in a sentence, by its slug or number."""
    return f"{row._meta.verbose_name} “{getattr(row, 'slug', row.pk)}”"
