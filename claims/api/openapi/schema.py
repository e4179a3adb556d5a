"""Describes one operation of the OpenAPI document from its endpoint's variants, serializers and docstrings."""

from functools import cache
from typing import Any, cast

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse, extend_schema_serializer, inline_serializer
from rest_framework import serializers

from claims.api.openapi import writes
from claims.api.openapi.examples import examples_of
from claims.api.openapi.parameters import (
    common_headers,
    conditional_headers,
    filter_parameters,
    key_parameter,
    page_parameters,
    response_header,
    selection_parameters,
)
from claims.api.openapi.problems import problems_of_read
from claims.api.query.parameters import Parameters
from claims.api.views.endpoint import Endpoint
from claims.api.views.variants import Variant
from claims.api.writing.strict import StrictBody

# The summaries of the actions that several collections have; an endpoint has those of its own in `summaries`.
SUMMARIES = {
    "list": "List {nouns}",
    "retrieve": "Read one {noun}",
    "create": "Record a new {noun}",
    "update": "Replace one {noun}",
    "partial_update": "Change fields of one {noun}",
    "destroy": "Delete one {noun}",
    "merge": "Merge another {noun} into this one",
    "unmerge": "Undo the merge of one {noun}",
    "history": "Read the history of one {noun}",
}
NOT_MODIFIED = {304: OpenApiResponse(None, "The answer is still the one that `If-None-Match` names.")}
KEY_IS_REQUIRED: list[dict[str, Any]] = [{"key": []}]


class FullRowSchema(AutoSchema):
    """Marks the fields of answers as required: a row has every field, where no parameter leaves any out.

    Lists in bodies have the bounds that `StrictBody` holds them to.
    """

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Any:
        schema: dict[str, Any] = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        if direction == "response":
            declared = getattr(serializer, "_declared_fields", {})
            optional = {name for name, field in declared.items() if not (field.required or field.read_only)}
            schema["required"] = [name for name in schema["properties"] if name not in optional]
        elif isinstance(serializer, StrictBody):
            for each in schema.get("properties", {}).values():
                if each.get("type") == "array":
                    each |= {"maxItems": serializer.max_items, "uniqueItems": True}
        return schema


class TrackerSchema(FullRowSchema):
    """Describes an operation of an endpoint."""

    view: Endpoint  # type: ignore[override]

    @property
    def action(self) -> str:
        return str(self.view.action)

    @property
    def variant(self) -> Variant:
        return self.view.documented(self.action)

    @property
    def parameters(self) -> Parameters:
        return self.variant.parameters

    @property
    def has_former_slugs(self) -> bool:
        """Whether the address names a row by its slug, which may be a former one."""
        return bool(self.view.detail) and self.view.lookup_field == "slug"

    def get_operation_id(self) -> str:
        return f"{self.view.collection}_{self.action}"

    def get_tags(self) -> list[str]:
        return [self.view.collection]

    def get_summary(self) -> str:
        options = self.view.model._meta
        summary = self.view.summaries.get(self.action) or SUMMARIES[self.action]
        return summary.format(noun=options.verbose_name, nouns=self.view.collection)

    def get_auth(self) -> list[dict[str, Any]]:
        return [] if self.method == "GET" else KEY_IS_REQUIRED

    def get_override_parameters(self) -> list[Any]:
        if self.method != "GET":
            return writes.parameters(cast(Any, self.view), str(self.method))
        parameters = self.parameters
        return [
            *filter_parameters(parameters),
            *selection_parameters(),
            *(page_parameters(parameters) if parameters.paged else []),
            *([key_parameter(self.view.lookup_field)] if self.view.detail else []),
            *conditional_headers(),
            *common_headers(),
            *([response_header("Location", "The present address of the row.", [301])] if self.has_former_slugs else []),
            *([response_header("Link", "The next and previous page (RFC 8288).", [200])] if parameters.paged else []),
        ]

    def get_request_serializer(self) -> Any:
        return writes.body(self) if self.method in {"POST", "PUT", "PATCH"} else None

    def get_response_serializers(self) -> Any:
        if self.method != "GET":
            return writes.responses(self)
        row = self.variant.serializer
        described = " ".join((row.__doc__ or "").split())
        paged = self.parameters.paged
        answer: Any = page_of(row, "count" in self.parameters.page_parameters) if paged else row
        examples = examples_of(type(self.view), self.get_operation_id())
        responses: dict[Any, Any] = {
            200: OpenApiResponse(answer, f"A page of rows: {described}" if paged else described, examples=examples),
            **NOT_MODIFIED,
            **problems_of_read((400, 401) if self.action == "list" else (400, 401, 404)),
        }
        if self.has_former_slugs:
            responses[301] = OpenApiResponse(None, "The slug is a former one: `Location` has the present address.")
        return responses


@cache
def page_of(row: type[serializers.Serializer], counted: bool) -> Any:
    """The serializer of a page of rows; `counted`: whether the list can be counted."""
    count: dict[str, serializers.Field] = {
        "count": serializers.IntegerField(required=False, help_text="How many rows there are; with `count`."),
        "count_is_estimate": serializers.BooleanField(required=False, help_text="Whether that is a guess."),
    }
    # A row of several types is described as a union of them.
    rows = row.union() if hasattr(row, "union") else row(many=True, help_text="The rows.")
    page = inline_serializer(
        f"{row.__name__.removesuffix('Serializer')}Page",
        {
            **(count if counted else {}),
            "next": serializers.URLField(allow_null=True, help_text="The page after this one."),
            "previous": serializers.URLField(allow_null=True, help_text="The page before this one."),
            "results": rows,
            **getattr(row, "extra_members", {}),
        },
    )
    type(page).__doc__ = "A page of a list, and where the pages beside it are."
    return extend_schema_serializer(many=False)(type(page))
