"""What all endpoints do: read the query strictly, load what is shown, answer in pages."""

import json
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
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
        accepts: Accepts = getattr(view, "accepts", Accepts())
        row = view.get_serializer_class() if isinstance(view, GenericViewSet) else None  # type: ignore[misc]
        return {
            "name": view.get_view_name(),
            "description": " ".join((view.__doc__ or "").split()),
            "methods": [method for method in view.allowed_methods if method in SAFE_METHODS],
            "parameters": accepts.names(),
            "orderings": list(accepts.orderings),
            "fields": list(row().fields) if row else [],
        }


class Endpoint(GenericViewSet):
    """A read-only endpoint over one model."""

    lookup_field = "slug"
    lookup_value_regex = "[a-z0-9]+(?:-[a-z0-9]+)*"
    metadata_class = Description
    accepts: ClassVar[Accepts] = Accepts()
    detail_serializer_class: ClassVar[type[serializers.Serializer] | None] = None
    detail_accepts: ClassVar[Accepts] = Accepts()

    def visible(self) -> RecordQuerySet:
        """The rows that the reader may see."""
        rows: RecordQuerySet = self.get_queryset()
        return rows.visible_to(self.request.user)

    def subject(self) -> Any:
        """The row that the address names; 404 otherwise."""
        key = self.kwargs[self.lookup_url_kwarg or self.lookup_field]
        found = self.visible().filter(**{self.lookup_field: key}).first()
        if found is None:
            raise Http404(f"There is no {self.queryset.model._meta.verbose_name} “{key}”.")
        return found

    def answer_list(self, rows: RecordQuerySet, serializer: serializers.ListSerializer, accepts: Accepts) -> Response:
        """A page of `rows`, filtered, ordered and shaped as the request asks."""
        reader = QueryReader(self.request.query_params, accepts, self.request.path, rows.model)
        query = reader.read(serializer, self.request.user)
        rows = self.focus(rows, query, serializer).filter(*query.conditions)
        assert query.ordering is not None
        found = page(preload(rows, serializer, self.request.user), query.ordering, query.cursor, query.limit)
        links = {
            "next": self.link(found.next, query.ordering),
            "previous": self.link(found.previous, query.ordering),
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

    def answer_detail(self, serializer_class: type[serializers.Serializer]) -> Response:
        """One row, shaped as the request asks."""
        serializer = serializer_class(context=self.get_serializer_context())
        reader = QueryReader(self.request.query_params, self.detail_accepts, self.request.path, self.queryset.model)
        reader.read(serializer, self.request.user)
        key = self.kwargs[self.lookup_field]
        rows = self.visible().filter(**{self.lookup_field: key})
        row = preload(rows, serializer, self.request.user).first()
        if row is None:
            raise Http404(f"There is no {self.queryset.model._meta.verbose_name} “{key}”.")
        return Response(serializer.to_representation(row))

    def list(self, request: Request, **kwargs: Any) -> Response:
        return self.answer_list(self.visible(), self.get_serializer(many=True), self.accepts)

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        return self.answer_detail(self.detail_serializer_class or self.get_serializer_class())

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> HttpResponse:
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
