"""Endpoints that are written to: one transaction for each request, rules checked before it is answered."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NoReturn, cast

from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.db.models import Model
from django.http import Http404, HttpResponse
from rest_framework.decorators import action
from rest_framework.exceptions import MethodNotAllowed, PermissionDenied
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from claims.api.authentication import role_of
from claims.api.errors import InvalidParameters, ParameterError
from claims.api.query import Accepts, Form
from claims.api.read.plan import ROOT_KEY, SUBJECT_KEY, join
from claims.api.read.tags import tag_of
from claims.api.serializers.base import API_ROOT
from claims.api.views.base import plan_of
from claims.api.views.changes import RecordedEndpoint
from claims.api.writing.bodies import Body, MergeBody
from claims.api.writing.idempotency import repeatable
from claims.api.writing.problems import (
    BodyError,
    Conflict,
    InvalidBody,
    PreconditionFailed,
    RuleBroken,
    body_errors,
    explained,
    validated,
)
from claims.choices import Role
from claims.services.merge import MergeError, merge
from claims.services.reviewed_texts import REVIEWED_TEXTS, has_confirmed_stances, is_corrected
from claims.services.transactions import in_one_transaction
from claims.services.withdraw import CitedError, withdraw

MOST_ROWS = 200


class WritableEndpoint(RecordedEndpoint):
    """A collection that is written to as well, and so has a history. Who may, the table of permissions says."""

    body_class: ClassVar[type[Body]]
    create_accepts: ClassVar[Accepts] = Accepts()
    update_accepts: ClassVar[Accepts] = Accepts()
    partial_update_accepts: ClassVar[Accepts] = Accepts()
    # What a new row may be asked for with, true or false: name and meaning.
    create_flags: ClassVar[Mapping[str, str]] = {}
    # Why there is no such method here, where that is not plain.
    not_allowed: ClassVar[Mapping[str, str]] = {}
    # Of the actions below a row that take a body: what it holds.
    action_bodies: ClassVar[Mapping[str, type[Serializer]]] = {}

    def create(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Records a row; of an array, each, all or none of them."""
        return self.write(self.make)

    def update(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Replaces a row: what the body leaves out gets its default."""
        return self.write(lambda: self.change(partial=False))

    def partial_update(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Changes the fields of a row that the body names; a list in it replaces the list that was there."""
        return self.write(lambda: self.change(partial=True))

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> NoReturn:
        method = str(request.method)
        raise MethodNotAllowed(method, self.not_allowed.get(method))

    def write(self, work: Callable[[], HttpResponse]) -> HttpResponse:
        """Does the work in one transaction, once where the request says that it may be a repetition."""
        self.refuse_parameters()
        once = repeatable(self.request)
        try:
            return in_one_transaction((lambda: once.once(work)) if once else work)
        except DatabaseError as error:
            if (problem := explained(error)) is None:
                raise
            raise problem from error

    def refuse_parameters(self) -> None:
        """A write has no parameters, but for the flags of new rows."""
        flags = self.create_flags if self.action == "create" else {}
        wrong = [
            ParameterError(name[:100], "unknown", "A write has no such parameter.")
            if name not in flags
            else ParameterError(name, "invalid", "It is true or false, and given once.")
            for name, values in self.request.query_params.lists()
            if name not in flags or values not in (["true"], ["false"])
        ]
        if wrong:
            raise InvalidParameters(wrong)

    def make(self) -> HttpResponse:
        data = self.request.data
        if not isinstance(data, list):
            made = self.saved(self.body(data=data))
            body = self.compose(made)
            return self.written(body, 201, {"Location": self.address(made)})
        if not 1 <= len(data) <= MOST_ROWS:
            raise InvalidBody([BodyError("", "invalid", f"An array has from 1 to {MOST_ROWS} rows.")])
        bodies = [self.body(data=each) for each in data]
        wrong = [
            error
            for number, each in enumerate(bodies)
            if not each.is_valid()
            for error in body_errors(each.errors, f"/{number}")
        ]
        if wrong:
            raise InvalidBody(wrong)
        rows = [self.saved(each, f"/{number}") for number, each in enumerate(bodies)]
        return HttpResponse(join([self.compose(row) for row in rows]), status=201, content_type="application/json")

    def change(self, *, partial: bool) -> HttpResponse:
        row = self.locked()
        body = self.compose(self.saved(self.body(row, data=self.request.data, partial=partial)))
        return self.written(body, 200, {})

    def body(self, *row: Model, **given: Any) -> Body:
        return self.body_of(self.body_class, *row, **given)

    def body_of(self, body_class: type[Body], *row: Model, **given: Any) -> Body:
        context = {"request": self.request, "role": role_of(self.request), "user": self.request.user}
        return body_class(*row, **given, context=context)

    def saved(self, body: Body, pointer: str = "", **beside: Any) -> Any:
        """The row that a body, and what is known beside it, make or change, all rules checked.

        A broken rule is reported at `pointer`.
        """
        validated(body, pointer)
        try:
            row = body.save(**beside)
            connection.check_constraints()
        except DatabaseError as error:
            if (problem := explained(error)) is None:
                raise
            if isinstance(problem, RuleBroken) and pointer:
                problem.errors = [BodyError(pointer + each.pointer, each.code, each.detail) for each in problem.errors]
            raise problem from error
        return row

    def locked(self) -> Any:
        """The row that the address names, which nobody else changes now, if it is what `If-Match` names."""
        rows = self.queryset.visible_to(role_of(self.request))  # type: ignore[union-attr]
        row = rows.select_for_update(of=("self",)).filter(**{self.lookup_field: self.kwargs[self.lookup_field]}).first()
        if row is None:
            noun = self.subject().model._meta.verbose_name
            raise Http404(f"There is no {noun} “{self.kwargs[self.lookup_field]}”.")
        self.may_change(row)
        wanted = self.request.headers.get("If-Match")
        if wanted is not None and wanted.strip() != "*":
            tags = [each.strip() for each in wanted.split(",")]
            if tag_of(self.compose(row)) not in tags:
                raise PreconditionFailed
        return row

    def may_change(self, row: Any) -> None:
        """Raises PermissionDenied, or Conflict, where the role alone does not decide."""
        if not self.other_words(row):
            return
        if is_corrected(row):
            raise Conflict("It does not stand any more. Its words stay: the correction is about them.", "conflict")
        if has_confirmed_stances(row) and not role_of(self.request).includes(Role.EDITOR):
            raise PermissionDenied("Confirmed stances rest on its words: changing them takes the role of an editor.")

    def other_words(self, row: Any) -> bool:
        """Whether the body has other words for a row that stances are about; what it leaves out, PUT empties."""
        given = self.request.data
        if self.action not in {"update", "partial_update"} or not isinstance(given, dict):
            return False
        now = {name: getattr(row, name) for name in REVIEWED_TEXTS.get(type(row), ())}
        return any(given.get(name, "" if self.action == "update" else old) != old for name, old in now.items())

    def compose(self, row: Model) -> bytes:
        """The row as its detail shows it to who asks."""
        plan = plan_of(type(self), "retrieve", Form(), role_of(self.request))
        root = self.request.build_absolute_uri(API_ROOT)
        return plan.run({ROOT_KEY: root, SUBJECT_KEY: getattr(row, self.lookup_field)}).rows[0]

    def address(self, row: Model) -> str:
        return self.request.build_absolute_uri(f"{API_ROOT}{self.basename}/{getattr(row, self.lookup_field)}/")

    @staticmethod
    def written(body: bytes, status: int, headers: dict[str, str]) -> HttpResponse:
        return HttpResponse(
            body, status=status, content_type="application/json", headers={"ETag": tag_of(body), **headers}
        )


class DeletableEndpoint(WritableEndpoint):
    """A collection whose rows go when nothing cites them."""

    destroy_accepts: ClassVar[Accepts] = Accepts()

    def destroy(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Deletes a row that nothing cites."""
        return self.write(self.remove)

    def remove(self) -> HttpResponse:
        row = self.locked()
        try:
            withdraw(row)
        except CitedError as error:
            raise Conflict(str(error), "still-cited") from error
        connection.check_constraints()
        return HttpResponse(status=204)


class MergeableEndpoint(DeletableEndpoint):
    """A collection whose rows can turn out to stand for the same."""

    merge_accepts: ClassVar[Accepts] = Accepts()
    action_bodies = {"merge": MergeBody}

    @action(detail=True, methods=["post"])
    def merge(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Merges the row that the body names into this one: all that refers to it, and its slug, lead here then."""
        return self.write(self.join)

    def join(self) -> HttpResponse:
        """Merges the row that the body names into the one that the address names."""
        slug = validated(MergeBody(data=self.request.data))["merged"]
        kept = self.locked()
        merged = self.queryset.filter(slug=slug).first()  # type: ignore[union-attr]
        if merged is None:
            raise InvalidBody([BodyError("/merged", "invalid", f"“{slug}” is not there.")])
        try:
            merge(kept, merged, by=cast(User, self.request.user))
        except MergeError as error:
            raise Conflict(str(error), "cannot-merge") from error
        return self.written(self.compose(kept), 200, {})
