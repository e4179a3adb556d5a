"""Endpoints whose rows can be merged, and of which new rows are compared with those that are there."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any, ClassVar, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.views.writable import DeletableEndpoint
from claims.api.writing.bodies import Body, EmptyBody, MergeBody
from claims.api.writing.errors import (
    BodyError,
    Conflict,
    InvalidBody,
    SimilarError,
    SimilarRows,
    validated,
)
from claims.api.writing.named import rows_of
from claims.models import Redirect
from claims.services.merge import MergeError, merge
from claims.services.similar import Candidate, candidates
from claims.services.unmerge import UnmergeError, unmerge


class MergeableEndpoint(DeletableEndpoint):
    """A collection whose rows can be merged, since two of them may stand for the same."""

    action_bodies = {"merge": MergeBody}

    @action(detail=True, methods=["post"])
    def merge(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Merges the row that the body names into this one: all that refers to it, and its slug, lead here then."""
        return self.write(self.merge_rows)

    def merge_rows(self) -> HttpResponse:
        """Merges the row that the body names into the one that the address names."""
        slug = validated(MergeBody(data=self.request.data))["merged"]
        kept = self.locked()
        merged = self.model._default_manager.filter(slug=slug).first()
        if merged is None:
            # Not followed: the row that a former slug leads to may be another one than is meant to go.
            present = Redirect.objects.present(self.collection, [slug]).get(slug)
            words = f"“{slug}” is a former slug of “{present}”." if present else f"“{slug}” is not there."
            raise InvalidBody([BodyError("/merged", "former-slug" if present else "invalid", words)])
        try:
            merge(kept, merged, by=cast(User, self.request.user))
        except MergeError as error:
            raise Conflict(str(error), "cannot-merge") from error
        return self.written(self.compose(kept), 200, {})

    @action(detail=True, methods=["post"])
    def unmerge(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Undoes the merge of the row that had this slug, which is there again; `If-Match` is about the kept row."""
        validated(EmptyBody(data=request.data))
        return self.write(self.unmerge_rows)

    def unmerge_rows(self) -> HttpResponse:
        """Undoes the merge of the row whose former slug the address names."""
        former = self.kwargs[self.lookup_field]
        # A slug that is no former one is looked up as it is, for the answers of the other writes.
        kept = self.locked(Redirect.objects.present(self.collection, [former]).get(former))
        try:
            row = unmerge(kept, former)
        except UnmergeError as error:
            found = [BodyError("", each.code, each.words) for each in error.obstacles]
            raise Conflict("This merge cannot be undone. Nothing was changed.", "cannot-unmerge", found) from error
        return self.written(self.compose(row), 200, {})


class ComparedEndpoint(MergeableEndpoint):
    """A collection in which a new row is compared with those that are there, and with those before it in its array.

    Attributes:
        compared: the field that shows what a row is, and that errors point at.
    """

    compared: ClassVar[str]
    # The pointers of the rows of an array by their primary keys, as far as they are made.
    made: Mapping[int, str] = {}

    def saved(self, body: Body, pointer: str = "", **beside: Any) -> Any:
        """Saves a row; a new one only where no similar row exists, or `distinct_from` names those that do.

        Raises:
            SimilarRows: similar rows exist.
        """
        if found := self.likeness(body, pointer):
            raise SimilarRows(self.collection, found)
        return super().saved(body, pointer, **beside)

    def saved_all(self, bodies: Sequence[Body]) -> list[Any]:
        """Saves all rows, and refuses all that are like others at once.

        A row that is refused is saved as far as it can be, so that the rows after it are compared with it.
        """
        rows: list[Any] = []
        found: list[SimilarError] = []
        self.made = made = {}
        for number, body in enumerate(bodies):
            pointer = f"/{number}"
            alike: list[SimilarError] = []
            try:
                alike = self.likeness(body, pointer)
                found += alike
                with transaction.atomic() if alike else nullcontext():
                    row = super().saved(body, pointer)
            except InvalidBody as problem:
                if alike:
                    continue
                problem.errors = [*found, *problem.errors]
                raise
            rows.append(row)
            made[row.pk] = pointer
        if found:
            raise SimilarRows(self.collection, found)
        return rows

    def likeness(self, body: Body, pointer: str) -> list[SimilarError]:
        """The error of a body whose row is like others, if it is a new one."""
        if body.instance is not None:
            return []
        values = validated(body, pointer)
        found = candidates(self.model, values, self.distinct(values.get("distinct_from", []), pointer))
        words = f"{self.collection.capitalize()} like this one are there already."
        shown = [self.shown(each) for each in found]
        return [SimilarError(f"{pointer}/{self.compared}", "similar", words, shown)] if found else []

    def distinct(self, slugs: Sequence[str], pointer: str) -> list[int]:
        """The primary keys of the rows that a body is distinct from.

        Raises:
            InvalidBody: one of them is not there.
        """
        rows = rows_of(self.model, set(slugs))
        if lost := [
            BodyError(f"{pointer}/distinct_from/{number}", "invalid", f"“{slug}” is not there.")
            for number, slug in enumerate(slugs)
            if slug not in rows
        ]:
            raise InvalidBody(lost)
        return [rows[slug].pk for slug in slugs]

    def shown(self, candidate: Candidate) -> dict[str, Any]:
        """A candidate in an answer: with its address or, if it comes before in the array, the pointer of its row."""
        row, score = candidate
        place = {"pointer": self.made[row.pk]} if row.pk in self.made else {"url": self.address(row)}
        shown = {"slug": row.slug, **place, self.compared: getattr(row, self.compared)}
        return shown if score is None else {**shown, "score": round(score, 4)}
