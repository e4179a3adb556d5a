"""Endpoints that are written to: one transaction for each request, all rules checked before it is answered."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, NoReturn, cast

from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.db.models import Model
from django.http import Http404, HttpResponse
from rest_framework.decorators import action
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from claims.api.http.authentication import role_of
from claims.api.http.tags import tag_of
from claims.api.query.errors import InvalidParameters, ParameterError
from claims.api.query.shape import QueryShape
from claims.api.query.suggestions import MAX_ECHOED
from claims.api.sql.plan import ROOT_KEY, SUBJECT_KEY, join
from claims.api.views.endpoint import plan_of
from claims.api.views.history import RecordedEndpoint
from claims.api.views.permissions import ACTIONS, actor_of, as_problem
from claims.api.writing.bodies import Body, MergeBody
from claims.api.writing.changes import would_change
from claims.api.writing.errors import (
    BodyError,
    Conflict,
    InvalidBody,
    PreconditionFailed,
    RuleBroken,
    body_errors,
    explained,
    validated,
)
from claims.api.writing.idempotency import repeatable
from claims.api.writing.shown import lock_shown_rows
from claims.services import policy
from claims.services.merge import MergeError, merge
from claims.services.transactions import in_one_transaction
from claims.services.withdraw import CitedError, withdraw

MAX_ROWS = 200  # of an array


class WritableEndpoint(RecordedEndpoint):
    """A collection that is written to as well, and so has a history.

    Attributes:
        body_class: the body of a new row, and of a change.
        create_flags: the boolean query parameters of POST, each with a sentence on its meaning.
        not_allowed: for a method that the collection lacks, a sentence that says what to do instead.
        action_bodies: the body of each POST action below a row.
    """

    body_class: ClassVar[type[Body]]
    create_flags: ClassVar[Mapping[str, str]] = {}
    not_allowed: ClassVar[Mapping[str, str]] = {}
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
        """Does the work in one transaction; once, where the request has an idempotency key."""
        self.refuse_parameters()
        once = repeatable(self.request)
        try:
            return in_one_transaction((lambda: once.once(work)) if once else work)
        except DatabaseError as error:
            if (problem := explained(error)) is None:
                raise
            raise problem from error

    def refuse_parameters(self) -> None:
        """Refuses query parameters: a write has none but the flags of POST."""
        flags = self.create_flags if self.action == "create" else {}
        wrong = [
            ParameterError(name[:MAX_ECHOED], "unknown", "A write has no such parameter.")
            if name not in flags
            else ParameterError(name, "invalid", "It is true or false, and given once.")
            for name, values in self.request.query_params.lists()
            if name not in flags or values not in (["true"], ["false"])
        ]
        if wrong:
            raise InvalidParameters(wrong)

    def make(self) -> HttpResponse:
        """Saves the row of the body, or each row of an array."""
        data = self.request.data
        if not isinstance(data, list):
            made = self.saved(self.body(data=data))
            body = self.compose(made)
            return self.written(body, 201, {"Location": self.address(made)})
        if not 1 <= len(data) <= MAX_ROWS:
            raise InvalidBody([BodyError("", "invalid", f"An array has from 1 to {MAX_ROWS} rows.")])
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
        """Saves the body over the row that the address names."""
        row = self.locked()
        body = self.compose(self.saved(self.body(row, data=self.request.data, partial=partial)))
        return self.written(body, 200, {})

    def body(self, *row: Model, **given: Any) -> Body:
        return self.body_of(self.body_class, *row, **given)

    def body_of(self, body_class: type[Body], *row: Model, **given: Any) -> Body:
        context = {"request": self.request, "role": role_of(self.request), "user": self.request.user}
        return body_class(*row, **given, context=context)

    def saved(self, body: Body, pointer: str = "", **beside: Any) -> Any:
        """Saves a body and checks all rules, also those that are deferred to the commit.

        Args:
            pointer: the JSON pointer of the body, for errors.
            beside: fields that the body does not hold.

        Raises:
            APIException: the body is invalid, or breaks a rule.
        """
        validated(body, pointer)
        self.refuse_fixed_fields(body)
        try:
            row = body.save(**beside)
            connection.check_constraints()
        except DatabaseError as error:
            if (problem := explained(error, body)) is None:
                raise
            if isinstance(problem, RuleBroken) and pointer:
                problem.errors = [BodyError(pointer + each.pointer, each.code, each.detail) for each in problem.errors]
            raise problem from error
        return row

    def locked(self) -> Any:
        """The row that the address names, locked until the transaction ends.

        Raises:
            Http404: the row does not exist.
            PermissionDenied, Conflict: the policy refuses the action.
            PreconditionFailed: the row is not in the version that `If-Match` names.
        """
        rows: Any = self.model._default_manager.all().visible_to(role_of(self.request))  # type: ignore[attr-defined]
        row = rows.select_for_update(of=("self",)).filter(**{self.lookup_field: self.kwargs[self.lookup_field]}).first()
        if row is None:
            noun = self.model._meta.verbose_name
            raise Http404(f"There is no {noun} “{self.kwargs[self.lookup_field]}”.")
        if refused := policy.refusal(self.actor, ACTIONS[self.action], self.model, row):
            raise as_problem(refused)
        self.lock_subjects(row)
        # Not `headers`, which Django caches: ConditionsMiddleware makes weak tags strong in META.
        wanted = self.request.META.get("HTTP_IF_MATCH")
        if wanted is not None and wanted.strip() != "*":
            lock_shown_rows(self.documented("retrieve").serializer(), row)
            tags = [each.strip() for each in wanted.split(",")]
            if tag_of(self.compose(row)) not in tags:
                raise PreconditionFailed
        return row

    def lock_subjects(self, row: Any) -> None:
        """Locks the rows that the action judges, beside the row of the address, before `If-Match` is compared."""

    @property
    def actor(self) -> policy.Actor:
        return actor_of(self.request)

    def refuse_fixed_fields(self, body: Body) -> None:
        """Refuses a body that changes a field which the policy does not let this key change in this row."""
        row: Any = body.instance
        action = "add" if row is None else "change"
        for name, refused in policy.fixed_fields(self.actor, action, body.Meta.model, row).items():
            if would_change(body, name):
                raise as_problem(replace(refused, words=f"`{name}`: {refused.words}"))

    def compose(self, row: Model) -> bytes:
        """The row as GET answers it to the same key."""
        plan = plan_of(type(self), self.documented("retrieve"), QueryShape(), role_of(self.request))
        return plan.run({ROOT_KEY: self.root, SUBJECT_KEY: getattr(row, self.lookup_field)}).rows[0]

    def address(self, row: Model) -> str:
        return f"{self.root}{self.collection}/{getattr(row, self.lookup_field)}/"

    @staticmethod
    def written(body: bytes, status: int, headers: dict[str, str]) -> HttpResponse:
        return HttpResponse(
            body, status=status, content_type="application/json", headers={"ETag": tag_of(body), **headers}
        )


class DeletableEndpoint(WritableEndpoint):
    """A collection whose rows can be deleted while nothing cites them."""

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
            raise InvalidBody([BodyError("/merged", "invalid", f"“{slug}” is not there.")])
        try:
            merge(kept, merged, by=cast(User, self.request.user))
        except MergeError as error:
            raise Conflict(str(error), "cannot-merge") from error
        return self.written(self.compose(kept), 200, {})
