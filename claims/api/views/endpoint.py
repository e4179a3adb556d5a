"""Endpoints: each declares the variants of its reads; how a request is read and answered is the same for all."""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from rest_framework.metadata import BaseMetadata
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from claims.api.http.authentication import role_of
from claims.api.http.conditions import ASK, READ_FROM, revalidated
from claims.api.http.kept import ReadResult
from claims.api.http.negotiation import OF_LISTS, accepted_form
from claims.api.http.tags import tag_of
from claims.api.query.parser import Given, QueryParser
from claims.api.query.shape import QueryShape
from claims.api.sql.plan import ROOT_KEY, SUBJECT_KEY, Plan, Subject
from claims.api.sql.rows import API_ROOT
from claims.api.views.linked import Document
from claims.api.views.pages import Links
from claims.api.views.questions import MovedError, Question, described
from claims.api.views.streams import stream
from claims.api.views.variants import Page, Row, Variant
from claims.choices import Role
from claims.querysets import Reader

# What the key of a row in an address can be: its slug or, for rows without one, its number.
SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
NUMBER = re.compile("[0-9]{1,18}")


class Description(BaseMetadata):
    """What OPTIONS answers: the parameters of an endpoint and the fields of its rows."""

    def determine_metadata(self, request: Request, view: APIView) -> dict[str, Any]:
        if not isinstance(view, Endpoint):
            return {"name": view.get_view_name(), "description": "The collections of this API."}
        action = view.action_map.get("get")
        if action is None:
            return {"name": view.get_view_name(), "methods": view.allowed_methods}
        variant = view.documented(action)
        return {
            "name": view.get_view_name(),
            "description": " ".join((view.__doc__ or "").split()),
            "methods": view.allowed_methods,
            "parameters": variant.parameters.names,
            "orderings": list(variant.parameters.orderings),
            "fields": variant.fields,
        }


class Endpoint(GenericViewSet):
    """An endpoint that is read.

    Attributes:
        collection: its path below the API's root; also the tag of its operations in the OpenAPI document.
        model: the table of its rows.
        reads: the variants of each action that answers GET, beside those of its base classes.
        summaries: for the document, a summary of each action that other endpoints do not have.
        route_order: where its address patterns are tried. Django tries one after the other, and the last collection
            costs 0.1 ms more than the first, so the most requested have the lowest numbers.
    """

    collection: ClassVar[str]
    model: ClassVar[type[Model]]
    reads: ClassVar[Mapping[str, tuple[Variant, ...]]] = {}
    route_order: ClassVar[int] = 100
    summaries: ClassVar[Mapping[str, str]] = {}
    lookup_field = "slug"
    lookup_value_regex = SLUG.pattern
    metadata_class = Description  # type: ignore[assignment]

    @classmethod
    @cache
    def variants(cls, action: str) -> tuple[Variant, ...]:
        """The variants of an action, as the class or the nearest of its bases declares them; pages by key as well."""
        declared = next(vars(each)["reads"][action] for each in cls.__mro__ if action in vars(each).get("reads", {}))
        return tuple(each.by_key if isinstance(each, Page) else each for each in declared)

    @classmethod
    def variant(cls, action: str, given: Given) -> Variant:
        """The variant that answers a query string: the first one whose condition holds."""
        return next(each for each in cls.variants(action) if each.when(given))

    @classmethod
    def documented(cls, action: str) -> Variant:
        """The variant for the OpenAPI document: of those whose rows have the most fields, the most general one."""
        return max(reversed(cls.variants(action)), key=lambda each: len(each.fields))

    @classmethod
    def actions(cls) -> list[str]:
        """The names of all actions that answer GET."""
        declared = (vars(each).get("reads", {}) for each in cls.__mro__)
        return list(dict.fromkeys(action for reads in declared for action in reads))

    @classmethod
    def subject(cls) -> Subject:
        """The row that the address of a detail, or of an action below it, names."""
        return Subject(cls.model, cls.lookup_field)

    @classmethod
    def compile_all(cls) -> None:
        """Compiles every variant once.

        Raises:
            UncompilableError: a field cannot be compiled.
        """
        for action in cls.actions():
            for variant in cls.variants(action):
                variant.plan(cls.subject(), QueryShape(), Role.READER)

    @classmethod
    def path(cls, action: str, key: str | None) -> str:
        """The address of an action below the API's root; `key` names the row, where there is one."""
        below = getattr(getattr(cls, action), "url_path", "")
        return "/".join(part for part in (cls.collection, key, below) if part) + "/"

    @classmethod
    def read(cls, action: str, given: Given, *, role: Role, root: str, key: str | None = None) -> ReadResult:
        """Answers a query string. All reads take this path: requests over HTTP, the pages for people and the mirror.

        Looking for former slugs costs up to two more SQL statements, only where a slug does not exist.

        Args:
            root: the address of the API's root, which links begin with.
            key: the key of the row that the address names, where it names one.

        Raises:
            InvalidParameters: the query string has errors.
            Http404: the row that the address names does not exist.
            MovedError: the row that the address names has another slug now.
        """
        return cls.ask(action, given, role=role, root=root, key=key).read()

    @classmethod
    def ask(
        cls, action: str, given: Given, *, role: Role, root: str, key: str | None = None, accepted: str = ""
    ) -> Question:
        """The question that `read` answers.

        Args:
            accepted: the form of the answer, where the query string names none; empty where there is one form only.

        Raises:
            InvalidParameters: the query string has errors.
        """
        variant = cls.variant(action, given)
        path = cls.path(action, key)
        scope = variant.scope(f"{API_ROOT}{path}", given) if isinstance(variant, Page) else ""
        parser = QueryParser(given, variant.parameters, scope, model_of(cls, variant), accepted)
        query = parser.parse(variant.serializer)
        plan = plan_of(cls, variant, query.shape, role)
        values = {**query.values, ROOT_KEY: root, SUBJECT_KEY: key}
        links = Links(f"{root}{path}", given, scope, query.shape.ordering)
        return Question(cls.collection, cls.model, variant, query, plan, values, links, key)

    @classmethod
    def respond(cls, request: HttpRequest, action: str, given: Given, *, role: Role, key: str | None) -> HttpResponse:
        """The response to a GET.

        Raises:
            InvalidParameters: the query string has errors.
            Http404: the row that the address names does not exist.
        """
        root = request.build_absolute_uri(API_ROOT)
        try:
            ask = partial(cls.ask, role=role, root=root, key=key)
            form = cls.accepted(request, action)
            question = ask(action, given, accepted=form)
            if question.query.shape.form:
                response: HttpResponse = stream(question, request)
                return response
            composed: Callable[[], ReadResult] = question.read
            document = next((each for each in cls.documents(action) if each.renderer.format == form), None)
            if document:
                beside = [ask(name, QueryDict(query)) for name, query in document.beside.items()]
                composed = partial(described, document, given, [question, *beside])
            result = composed()
        except MovedError as moved:
            rest = request.get_full_path().removeprefix(f"{API_ROOT}{cls.collection}/{key}")
            address = f"{root}{cls.collection}/{moved.slug}{rest}"
            return HttpResponsePermanentRedirect(address, content_type="application/json")
        content_type = str(document.renderer.media_type) if document else "application/json"
        response = HttpResponse(result.body, content_type=content_type)
        if result.links:
            response["Link"] = result.links
        response["ETag"] = tag_of(result.body)
        setattr(response, READ_FROM, result.read_from)
        setattr(response, ASK, composed)
        return response

    @classmethod
    @cache
    def forms(cls, action: str) -> tuple[type[BaseRenderer], ...]:
        """The forms that an action answers in."""
        if action not in cls.actions():
            return (JSONRenderer,)
        if cls.documented(action).parameters.streamed:
            return OF_LISTS
        return (JSONRenderer, *(each.renderer for each in cls.documents(action)))

    @classmethod
    def documents(cls, action: str) -> tuple[Document, ...]:
        """The documents of linked data that an action answers with."""
        return getattr(cls.documented(action), "documents", ())

    @classmethod
    def accepted(cls, request: HttpRequest, action: str) -> str:
        """The form that a request accepts; whichever it accepts where its query string names one."""
        forms = cls.forms(action)
        return "json" if "format" in request.GET and len(forms) > 1 else accepted_form(request, forms)

    def get_renderers(self) -> list[BaseRenderer]:
        """For Django REST Framework, whose views negotiate as well."""
        return [each() for each in self.forms(self.action)]

    @property
    def root(self) -> str:
        """The address of the API's root, as the client addressed it."""
        return self.request.build_absolute_uri(API_ROOT)

    def answer(self) -> HttpResponse:
        """The response to a GET."""
        request: Any = self.request
        key = self.kwargs.get(self.lookup_field)
        return self.respond(request, self.action, request.query_params, role=role_of(request), key=key)

    def list(self, request: Request, **kwargs: Any) -> HttpResponse:
        return self.answer()

    def retrieve(self, request: Request, **kwargs: Any) -> HttpResponse:
        return self.answer()

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        return revalidated(request, super().finalize_response(request, response, *args, **kwargs))


@cache
def model_of(endpoint: type[Endpoint], variant: Variant) -> type[Model]:
    """The table that a variant's rows come from."""
    return variant.model(endpoint.subject(), Role.READER)


@lru_cache(maxsize=2_000)
def plan_of(endpoint: type[Endpoint], variant: Variant, shape: QueryShape, reader: Reader) -> Plan:
    """The plan of a variant for a shape of query and a role, compiled when it is first asked for."""
    return variant.plan(endpoint.subject(), shape, reader)


@lru_cache(maxsize=200)
def plan_of_many(endpoint: type[Endpoint], row: Row, reader: Reader) -> Plan:
    """The plan of many rows, by their primary keys."""
    return row.plan_of_many(endpoint.subject(), reader)
