"""What all endpoints do: read the query strictly, load what is shown, answer in pages."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import Http404
from django.utils.cache import patch_cache_control, patch_vary_headers
from rest_framework import serializers
from rest_framework.metadata import BaseMetadata
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from claims.api.pagination import Cursor, Ordering, page
from claims.api.preload import preload
from claims.api.query import Accepts, Query, QueryReader
from claims.querysets import RecordQuerySet


class Description(BaseMetadata):
    """What OPTIONS answers: the parameters of an endpoint and the fields of its rows."""

    def determine_metadata(self, request: Request, view: APIView) -> dict[str, Any]:
        if not isinstance(view, Endpoint):
            return {"name": view.get_view_name(), "description": "The collections of this API."}
        action = view.action_map["get"]
        accepts = view.accepts_of(action)
        return {
            "name": view.get_view_name(),
            "description": " ".join((view.__doc__ or "").split()),
            "methods": [method for method in view.allowed_methods if method in SAFE_METHODS],
            "parameters": accepts.names(),
            "orderings": list(accepts.orderings),
            "fields": list(view.serializer_class_of(action)().fields),
        }


class Endpoint(GenericViewSet):
    """A read-only endpoint over one model."""

    lookup_field = "slug"
    lookup_value_regex = "[a-z0-9]+(?:-[a-z0-9]+)*"
    metadata_class = Description  # type: ignore[assignment]
    list_accepts: ClassVar[Accepts] = Accepts()
    retrieve_accepts: ClassVar[Accepts] = Accepts()
    serializer_classes: ClassVar[Mapping[str, type[serializers.Serializer]]] = {}

    def accepts_of(self, action: str) -> Accepts:
        """The parameters that an action understands: the class's `<action>_accepts`."""
        return cast(Accepts, getattr(self, f"{action}_accepts"))

    def serializer_class_of(self, action: str) -> type[serializers.Serializer]:
        """The serializer of an action's rows: that of the list, unless `serializer_classes` names another."""
        return self.serializer_classes.get(action) or cast(type[serializers.Serializer], self.serializer_class)

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return self.serializer_class_of(self.action)

    def visible(self) -> RecordQuerySet:
        """The rows that the reader may see."""
        return cast(RecordQuerySet, self.get_queryset()).visible_to(self.request.user)

    def subject(self, serializer: Any = None) -> Any:
        """The row that the address names, with what `serializer` shows of it; 404 where there is none."""
        key = self.kwargs[self.lookup_field]
        rows = self.visible().filter(**{self.lookup_field: key})
        found = (preload(rows, serializer, self.request.user) if serializer else rows).first()
        if found is None:
            raise Http404(f"There is no {rows.model._meta.verbose_name} “{key}”.")
        return found

    def answer_list(self, rows: RecordQuerySet, serializer: Any = None, accepts: Accepts | None = None) -> Response:
        """A page of `rows`, filtered, ordered and shaped as the request asks."""
        accepts = accepts or self.accepts_of(self.action)
        serializer = serializer or self.get_serializer(many=True)
        reader = QueryReader(self.request.query_params, accepts, self.request.path, rows.model)
        query = reader.read(serializer, self.request.user)
        rows = self.focus(rows, query, serializer).filter(*query.conditions)
        ordering = cast(Ordering, query.ordering)
        found = page(preload(rows, serializer, self.request.user), ordering, query.cursor, query.limit)
        links = {
            "next": self.link(found.next, ordering),
            "previous": self.link(found.previous, ordering),
        }
        body = count(rows, query.count) | links | {"results": serializer.to_representation(found.rows)}
        header = ", ".join(
            f'<{url}>; rel="{"prev" if name == "previous" else name}"' for name, url in links.items() if url
        )
        return Response(body, headers={"Link": header} if header else None)

    def focus(self, rows: RecordQuerySet, query: Query, serializer: Any) -> RecordQuerySet:
        """What a view does with the query besides filtering; nothing, as a rule."""
        return rows

    def link(self, cursor: Cursor | None, ordering: Ordering) -> str | None:
        if cursor is None:
            return None
        text = cursor.encode(self.request.path, ordering)
        return replace_query_param(self.request.build_absolute_uri(), "cursor", text)

    def list(self, request: Request, **kwargs: Any) -> Response:
        return self.answer_list(self.visible())

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        serializer = self.get_serializer()
        QueryReader(request.query_params, self.retrieve_accepts, request.path, self.visible().model).read(
            serializer, request.user
        )
        return Response(serializer.to_representation(self.subject(serializer)))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Public, and always revalidated: a cached answer costs a 304, and is never stale."""
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(response, public=True, no_cache=True)
        patch_vary_headers(response, ["Accept"])
        return response


def count(rows: QuerySet, how: str) -> dict[str, Any]:
    """The total where it was asked for: counted, or as PostgreSQL's planner estimates it."""
    if not how:
        return {}
    if how == "exact":
        return {"count": rows.count(), "count_is_estimate": False}
    plan = json.loads(rows.order_by().explain(format="json"))
    return {"count": int(plan[0]["Plan"]["Plan Rows"]), "count_is_estimate": True}
