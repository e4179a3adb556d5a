"""Endpoints that are written to: one transaction for each request, all rules checked before it is answered."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, NoReturn

from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.db.models import Model
from django.http import Http404, HttpResponse
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from claims.api.http.authentication import role_of
from claims.api.http.tags import tag_of
from claims.api.query.errors import InvalidParameters, ParameterError
from claims.api.query.shape import QueryShape
from claims.api.query.suggestions import MAX_ECHOED
from claims.api.sql.plan import ROOT_KEY, SUBJECT_KEY, join
from claims.api.views.endpoint import plan_of, plan_of_many
from claims.api.views.history import RecordedEndpoint
from claims.api.views.locking import locked_row
from claims.api.views.permissions import ACTIONS, actor_of
from claims.api.writing import saving, sets
from claims.api.writing.bodies import Body
from claims.api.writing.errors import (
    BodyError,
    Conflict,
    FormerSlug,
    InvalidBody,
    PreconditionFailed,
    RuleBroken,
    as_problem,
    body_errors,
    existing,
    explained,
)
from claims.api.writing.idempotency import repeatable
from claims.api.writing.named import NamedRows
from claims.api.writing.shown import lock_shown_rows
from claims.models import Redirect
from claims.models.base import Citable
from claims.models.redirect import collection_of
from claims.services import policy
from claims.services.rules import holder
from claims.services.transactions import in_one_transaction
from claims.services.withdraw import CitedError, withdraw

MAX_ROWS = 200  # of an array


class WritableEndpoint(RecordedEndpoint):
    """A collection that is written to as well, and so has a history.

    Attributes:
        body_class: the body of a new row, and of a change.
        not_allowed: for a method that the collection lacks, a sentence that says what to do instead.
        action_bodies: the body of each POST action.
        action_answers: what a POST action answers that does not answer the row: one below a row that writes nothing, or
            one on many rows, which answers an array of these.
    """

    body_class: ClassVar[type[Body]]
    not_allowed: ClassVar[Mapping[str, str]] = {}
    action_bodies: ClassVar[Mapping[str, type[Serializer]]] = {}
    action_answers: ClassVar[Mapping[str, type[Serializer]]] = {}

    def create(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Records a row; of an array, each, all or none of them."""
        return self.write(self.make)

    def update(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Replaces a row: what the body leaves out gets its default. Where there is none with this slug, records it."""
        return self.write(self.replace)

    def partial_update(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Changes the fields of a row that the body names; a list in it replaces the list that was there."""
        return self.write(lambda: self.change(self.locked(), partial=True))

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
            raise self.completed(problem, error) from error
        except RuleBroken as problem:
            raise self.completed(problem, problem.__cause__) from problem.__cause__

    def completed(self, problem: APIException, cause: Any) -> APIException:
        """The problem with the row that has already what this one may not have as well. Asks after the rollback."""
        row = holder(cause)
        if isinstance(problem, RuleBroken) and isinstance(row, Citable):
            problem.members |= existing(self.root, collection_of(type(row)), row.slug)
        return problem

    def refuse_parameters(self) -> None:
        """Refuses query parameters: a write has none."""
        if given := list(self.request.query_params):
            raise InvalidParameters(
                [ParameterError(name[:MAX_ECHOED], "unknown", "A write has no parameters.") for name in given]
            )

    def make(self) -> HttpResponse:
        """Saves the row of the body, or each row of an array."""
        data = self.request.data
        if not isinstance(data, list):
            return self.make_one(data)
        if not 1 <= len(data) <= MAX_ROWS:
            raise InvalidBody([BodyError("", "invalid", f"An array has from 1 to {MAX_ROWS} rows.")])
        bodies = self.body_class.several(data, self.context)
        self.named.read(zip(bodies, data, strict=True))
        wrong = [
            error
            for number, each in enumerate(bodies)
            if not each.is_valid()
            for error in body_errors(each.errors, f"/{number}")
        ]
        if wrong:
            raise InvalidBody(wrong)
        rows = self.saved_all(bodies)
        return HttpResponse(join(self.compose_all(rows)), status=201, content_type="application/json")

    def saved_all(self, bodies: Sequence[Body]) -> list[Any]:
        """Saves the bodies of an array in sets; where that fails, one by one, so that the error names its row."""
        if sets.works(bodies[0]):
            try:
                with transaction.atomic():
                    return self.saved_in_sets(bodies)
            except (APIException, DataError, IntegrityError):
                pass
        return self.saved_one_by_one(bodies)

    def saved_in_sets(self, bodies: Sequence[Body]) -> list[Any]:
        """Saves the bodies of an array together, and checks all rules."""
        for each in bodies:
            saving.refuse_fixed_fields(each, self.actor)
        rows = sets.save(bodies)
        connection.check_constraints()
        return rows

    def saved_one_by_one(self, bodies: Sequence[Body]) -> list[Any]:
        return [self.saved(each, f"/{number}") for number, each in enumerate(bodies)]

    def make_one(self, data: Any) -> HttpResponse:
        """Saves a new row."""
        made = self.saved(self.body(data=data))
        return self.written(self.compose(made), 201, {"Location": self.address(made)})

    def replace(self) -> HttpResponse:
        """Saves the body over the row that the address names, or records a row under this slug."""
        try:
            row = self.locked()
        except Http404:
            if self.lookup_field != "slug":
                raise
            return self.make_named(self.kwargs["slug"])
        return self.change(row, partial=False)

    def make_named(self, slug: str) -> HttpResponse:
        """Records a row under the slug of the address.

        Raises:
            PermissionDenied: the policy refuses it.
            PreconditionFailed: `If-Match` names a version of a row.
            InvalidBody: the body has another slug.
        """
        if refused := policy.refusal(self.actor, "add", self.model):
            raise as_problem(refused)
        if "HTTP_IF_MATCH" in self.request.META:
            raise PreconditionFailed
        data = self.request.data
        if isinstance(data, dict) and data.setdefault("slug", slug) != slug:
            raise InvalidBody([BodyError("/slug", "invalid", f"The address names a new row “{slug}”.")])
        return self.make_one(data)

    def change(self, row: Any, *, partial: bool) -> HttpResponse:
        """Saves the body over a row."""
        body = self.compose(self.saved(self.body(row, data=self.request.data, partial=partial)))
        return self.written(body, 200, {})

    def body(self, *row: Model, **given: Any) -> Body:
        return self.body_of(self.body_class, *row, **given)

    def body_of(self, body_class: type[Body], *row: Model, **given: Any) -> Body:
        return body_class(*row, **given, context=self.context)

    @cached_property
    def context(self) -> dict[str, Any]:
        """What bodies know of their request."""
        user = self.request.user
        return {"request": self.request, "role": role_of(self.request), "user": user, "named": self.named}

    @cached_property
    def named(self) -> NamedRows:
        return NamedRows()

    def saved(self, body: Body, pointer: str = "", **beside: Any) -> Any:
        """Saves a body as `saving.saved` does."""
        return saving.saved(body, self.actor, pointer, **beside)

    def locked(self, key: str | None = None) -> Any:
        """The row that the address names, or the one with the key `key`, locked until the transaction ends.

        Raises:
            Http404, FormerSlug: no row has this key now.
            PermissionDenied, Conflict: the policy refuses the action.
            PreconditionFailed: the row is not in the version that `If-Match` names.
        """
        key = key or self.kwargs[self.lookup_field]
        row = locked_row(self.subject(), key, role_of(self.request))
        if row is None:
            raise self.missing(key)
        if refused := policy.refusal(self.actor, ACTIONS[self.action], self.model, row):
            raise as_problem(refused)
        self.lock_subjects(row)
        # Not `headers`, which Django caches: AnswersMiddleware reads the tags in META as those of plain answers.
        wanted = self.request.META.get("HTTP_IF_MATCH")
        if wanted is not None and wanted.strip() != "*":
            lock_shown_rows(self.documented("retrieve").serializer(), row)
            tags = [each.strip() for each in wanted.split(",")]
            if tag_of(self.compose(row)) not in tags:
                raise PreconditionFailed
        return row

    def missing(self, key: str) -> Exception:
        """The error for an address that names no row, or a row by a former slug."""
        if present := Redirect.objects.present(self.collection, [key]).get(key):
            return FormerSlug(key, present, existing(self.root, self.collection, present))
        return Http404(f"There is no {self.model._meta.verbose_name} “{key}”.")

    def lock_subjects(self, row: Any) -> None:
        """Locks the rows that the action judges, beside the row of the address, before `If-Match` is compared."""

    @property
    def actor(self) -> policy.Actor:
        return actor_of(self.request)

    def compose(self, row: Model) -> bytes:
        """The row as GET answers it to the same key."""
        plan = plan_of(type(self), self.documented("retrieve"), QueryShape(), role_of(self.request))
        return plan.run({ROOT_KEY: self.root, SUBJECT_KEY: getattr(row, self.lookup_field)}).rows[0]

    def compose_all(self, rows: Sequence[Model]) -> list[bytes]:
        """The rows as GET answers them to the same key, by one SQL statement."""
        plan = plan_of_many(type(self), self.documented("retrieve"), role_of(self.request))
        keys = ",".join(str(row.pk) for row in rows)
        return plan.run({ROOT_KEY: self.root, SUBJECT_KEY: f"{{{keys}}}"}).rows

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
