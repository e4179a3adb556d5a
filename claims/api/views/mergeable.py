"""Endpoints whose rows can be merged, and of which new rows are compared with those that are there."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.views.writable import DeletableEndpoint
from claims.api.writing.bodies import Body, EmptyBody, MergeBody
from claims.api.writing.errors import (
    BodyError,
    Conflict,
    InvalidBody,
    validated,
)
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
    """A collection in which a new row is compared with those that are there, unless the request allows similar ones."""

    def candidates(self, body: Body, pointer: str) -> list[Candidate]:
        """The rows that the row of a body is like, if it is a new one."""
        if body.instance is not None:
            return []
        values = validated(body, pointer)
        return candidates(self.model, values, allowed=self.request.query_params.get("allow_similar") == "true")
