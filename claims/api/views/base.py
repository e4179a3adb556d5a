"""What all endpoints do: read the query strictly, run its plan, pass PostgreSQL's JSON on."""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, ClassVar, cast
from urllib.parse import quote, urlencode

from django.db.models import Model, Q
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from rest_framework import serializers
from rest_framework.metadata import BaseMetadata
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from claims.api.authentication import role_of
from claims.api.conditions import revalidated
from claims.api.errors import InvalidParameters
from claims.api.pagination import Cursor
from claims.api.query import Accepts, Form, Query, QueryReader
from claims.api.read.compile import RowCompiler
from claims.api.read.plan import (
    ROOT_KEY,
    ROW,
    SUBJECT_KEY,
    Answer,
    Plan,
    Subject,
    join,
    page_plan,
    row_plan,
)
from claims.api.read.tags import question, remember
from claims.api.serializers.base import API_ROOT
from claims.choices import Role
from claims.models import Redirect
from claims.models.redirect import collection_of
from claims.querysets import Reader, RecordQuerySet

# The form of query whose rows have every field that rows can have.
FULLEST = Form(given=(("speaker", 1),))


class Description(BaseMetadata):
    """What OPTIONS answers: the parameters of an endpoint and the fields of its rows."""

    def determine_metadata(self, request: Request, view: APIView) -> dict[str, Any]:
        if not isinstance(view, Endpoint):
            return {"name": view.get_view_name(), "description": "The collections of this API."}
        action = view.action_map.get("get")
        if action is None:
            return {"name": view.get_view_name(), "methods": view.allowed_methods}
        accepts = view.accepts_of(action)
        return {
            "name": view.get_view_name(),
            "description": " ".join((view.__doc__ or "").split()),
            "methods": view.allowed_methods,
            "parameters": accepts.names,
            "orderings": list(accepts.orderings),
            "fields": list(view.serializer_class_of(action, FULLEST)().fields),
        }


class Endpoint(GenericViewSet):
    """An endpoint over one model, which is read.

    An action is declared: its parameters in `<action>_accepts`, its rows in `rows`, its serializer in
    `serializer_classes`. From these its plans are compiled, once for each form of a query.
    """

    lookup_field = "slug"
    lookup_value_regex = "[a-z0-9]+(?:-[a-z0-9]+)*"
    metadata_class = Description  # type: ignore[assignment]
    list_accepts: ClassVar[Accepts] = Accepts()
    retrieve_accepts: ClassVar[Accepts] = Accepts()
    serializer_classes: ClassVar[Mapping[str, type[serializers.Serializer]]] = {}

    @classmethod
    def accepts_of(cls, action: str, form: Form | None = None) -> Accepts:
        """The parameters that an action understands: the class's `<action>_accepts`."""
        return cast(Accepts, getattr(cls, f"{action}_accepts"))

    @classmethod
    def serializer_class_of(cls, action: str, form: Form | None = None) -> type[serializers.Serializer]:
        """The serializer of an action's rows: that of the list, unless `serializer_classes` names another."""
        return cls.serializer_classes.get(action) or cast(type[serializers.Serializer], cls.serializer_class)

    @classmethod
    def rows(cls, action: str, form: Form, reader: Reader) -> RecordQuerySet:
        """The rows that an action answers with, before filters: all that the reader may see."""
        return cast(RecordQuerySet, cls.queryset.all()).visible_to(reader)  # type: ignore[union-attr]

    @classmethod
    def narrow(cls, action: str, form: Form) -> Mapping[str, Q]:
        """Which nested rows to show, by the name of their list; all, where it is not there."""
        return {}

    @classmethod
    def subject(cls) -> Subject:
        """The row that the address of a detail, or of an action below it, names."""
        return Subject(cls.queryset.model, cls.lookup_field)  # type: ignore[union-attr]

    @classmethod
    def subject_of(cls, action: str, reader: Reader) -> Subject:
        """What must be there for an action below a row to answer: the row, unless the action says otherwise."""
        return cls.subject()

    @classmethod
    def compile(cls, action: str, form: Form, reader: Reader) -> Plan:
        """The plan of an action for a form of query."""
        rows = cls.rows(action, form, reader)
        accepts = cls.accepts_of(action, form)
        serializer = cls.serializer_class_of(action, form)()
        form.shape.prune(serializer)
        row = RowCompiler(reader, cls.narrow(action, form)).row(serializer, ROW)
        if not accepts.paged:
            return row_plan(rows, row, cls.subject())
        ordering = accepts.ordering(rows.model, form.ordering or accepts.default_ordering)
        subject = None if action == "list" else cls.subject_of(action, reader)
        return page_plan(rows, row, ordering, form, accepts.filters, reader=reader, subject=subject)

    @classmethod
    def compile_all(cls) -> None:
        """Compiles the plain form of every action."""
        for action in (
            "list",
            "retrieve",
            *(each.__name__ for each in cast(Any, cls.get_extra_actions()) if "get" in each.mapping),
        ):
            cls.compile(action, Form(), Role.READER)

    def answer(self) -> HttpResponse:
        """Answers a request: 404 without the subject, 400 for unknown values.

        What is asked for by a former slug costs two queries more: other requests look for none.
        """
        hint = self.hint()
        accepts = self.accepts_of(self.action, hint)
        reader = QueryReader(self.request.query_params, accepts, self.place, model_of(type(self), self.action))
        query = reader.read(self.serializer_class_of(self.action, hint))
        role = role_of(self.request)
        plan = plan_of(type(self), self.action, query.form, role)
        root = self.request.build_absolute_uri(API_ROOT)
        values = {**query.values, ROOT_KEY: root}
        if self.kwargs:
            values[SUBJECT_KEY] = self.kwargs[self.lookup_field]
        answer = plan.run(values)
        if answer.missing == b"value" and (present := accepts.filters.present(query.given)):
            answer = plan.run({**values, **present})
        if self.is_missing(answer, accepts) and (address := self.present_address()):
            return HttpResponsePermanentRedirect(address, content_type="application/json")
        self.refuse_missing(answer, query, accepts)
        response = self.page(answer, query, plan, values, root) if accepts.paged else self.row(answer)
        response["ETag"] = remember(question(self.request, role), answer.version, response.content)
        return response

    @property
    def place(self) -> str:
        """What cursors belong to, beside an ordering."""
        return str(self.request.path)

    def hint(self) -> Form | None:
        """What is known of the form before the query is read, where the parameters depend on it."""
        return None

    @staticmethod
    def is_missing(answer: Answer, accepts: Accepts) -> bool:
        """Whether the row that the address names is not there."""
        return answer.missing == b"subject" or not (accepts.paged or answer.rows)

    def present_address(self) -> str | None:
        """This request's address with the slug that its former slug leads to; None where it leads nowhere."""
        collection, key = collection_of(self.subject().model), self.kwargs[self.lookup_field]
        present = Redirect.objects.present(collection, [key]).get(key)
        if present is None:
            return None
        here = f"{API_ROOT}{collection}/"
        rest = self.request.get_full_path().removeprefix(f"{here}{key}")
        return self.request.build_absolute_uri(f"{here}{present}{rest}")

    def refuse_missing(self, answer: Answer, query: Query, accepts: Accepts) -> None:
        if answer.missing == b"value" and (errors := accepts.filters.missing(query.given)):
            raise InvalidParameters(errors)
        if self.is_missing(answer, accepts):
            subject = self.subject()
            noun = subject.model._meta.verbose_name
            raise Http404(f"There is no {noun} “{self.kwargs[self.lookup_field]}”.")

    def row(self, answer: Answer) -> HttpResponse:
        return HttpResponse(answer.rows[0], content_type="application/json")

    def page(self, answer: Answer, query: Query, plan: Plan, values: Mapping[Any, Any], root: str) -> HttpResponse:
        """A page as JSON, with links to the pages beside it."""
        form = query.form
        backwards = form.cursor is not None and form.cursor[0]
        more = len(answer.rows) > form.limit
        rows = answer.rows[: form.limit]
        # A page that lost its rows since its link was given still leads back.
        ends = answer.place(0), answer.place(len(rows) - 1)
        if backwards:
            rows.reverse()
        before, after = reversed(ends) if backwards else ends
        has_next = backwards or more
        has_previous = more if backwards else form.cursor is not None
        head = self.beside_rows(answer, query, len(rows) - 1)
        if form.count:
            estimated = form.count == "estimate"
            head["count"] = plan.estimate(values) if estimated else answer.count
            head["count_is_estimate"] = estimated
        here = f"{root.removesuffix(API_ROOT)}{quote(self.request.path)}?"
        head["next"] = self.link(here, Cursor(after, backwards=False), form) if has_next else None
        head["previous"] = self.link(here, Cursor(before, backwards=True), form) if has_previous else None
        body = json.dumps(head)[:-1].encode() + b', "results": ' + join(rows) + b"}"
        links = [(head["next"], "next"), (head["previous"], "prev")]
        header = ", ".join(f'<{url}>; rel="{relation}"' for url, relation in links if url)
        return HttpResponse(body, content_type="application/json", headers={"Link": header} if header else None)

    def beside_rows(self, answer: Answer, query: Query, last: int) -> dict[str, Any]:
        """What a page says beside its rows and its links; `last` is the number of its last row, or -1."""
        return {}

    def link(self, here: str, cursor: Cursor, form: Form) -> str:
        """The address of this request, with another cursor."""
        given = [(name, value) for name, values in self.request.query_params.lists() for value in values]
        kept = urlencode([pair for pair in given if pair[0] != "cursor"])
        return f"{here}{kept}{kept and '&'}cursor={cursor.encode(self.place, form.ordering)}"

    def list(self, request: Request, **kwargs: Any) -> HttpResponse:
        return self.answer()

    def retrieve(self, request: Request, **kwargs: Any) -> HttpResponse:
        return self.answer()

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        return revalidated(request, super().finalize_response(request, response, *args, **kwargs))


@cache
def model_of(endpoint: type[Endpoint], action: str) -> type[Model]:
    """The table that the rows of an action come from."""
    return cast(type[Model], endpoint.rows(action, Form(), Role.READER).model)


@lru_cache(maxsize=2_000)
def plan_of(endpoint: type[Endpoint], action: str, form: Form, reader: Reader) -> Plan:
    """The plan of a form of query for a role, compiled when it is first asked for."""
    return endpoint.compile(action, form, reader)
