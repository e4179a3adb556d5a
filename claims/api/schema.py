"""The OpenAPI document: parameters, pages and errors, from the same declarations that the endpoints obey."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema_serializer,
    inline_serializer,
)
from rest_framework import serializers

from claims.api import schema_writing
from claims.api.errors import CONTENT_TYPE
from claims.api.filters.base import MAX_VALUES, ChoiceFilter
from claims.api.pagination import DEFAULT_LIMIT, MAX_LIMIT
from claims.api.query import Accepts
from claims.api.schema_writing import answer_header, answer_headers, key_parameter, request_header
from claims.api.views.base import FULLEST, Endpoint

BOUNDS = {"gte": "on or after", "gt": "after", "lte": "on or before", "lt": "before"}
PATH = {"type": "string", "pattern": r"^[a-z_]+(\.[a-z_]+)*$"}

EMPTY = {"type": "string", "maxLength": 0}
# Descriptions of columns whose fields say nothing about themselves.
COMMON = {
    "id": "Its number, which it keeps.",
    "created_at": "When it was recorded here.",
    "made_on": "First day of the period in which it was said.",
    "updated_at": "When it was last changed here.",
}

# Answers of the API to requests about the article: operation → request and answer. A test keeps them true.
ANSWERS: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("examples.json").read_text("utf-8"))

REQUEST_ID = "urn:request:0b7a4f0e5b3f4c0c9c1f3f3a1c5d7e9f"
BAD_REQUEST = OpenApiExample(
    "A misspelt parameter",
    {
        "type": "/problems/#invalid-parameters",
        "title": "Invalid parameters",
        "status": 400,
        "detail": "Some query parameters are not valid; `errors` says which, and why.",
        "instance": REQUEST_ID,
        "errors": [
            {
                "parameter": "speker",
                "code": "unknown",
                "detail": "There is no such parameter here. Did you mean “speaker”?",
            }
        ],
    },
    media_type=CONTENT_TYPE,
)
NOT_FOUND = OpenApiExample(
    "A slug that does not exist",
    {
        "type": "/problems/#not-found",
        "title": "Not found",
        "status": 404,
        "detail": "There is no claim “the-moon-is-cheese”.",
        "instance": REQUEST_ID,
    },
    media_type=CONTENT_TYPE,
)


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How a client shows who it is."""

    target_class = "claims.api.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A key, as `manage.py api_key create` makes it."}


class ParameterErrorSerializer(serializers.Serializer):
    """One thing that is wrong with a request: with a parameter of a read, or with the body of a write."""

    parameter = serializers.CharField(required=False, help_text="The query parameter.")
    pointer = serializers.CharField(required=False, help_text="The place in the body (RFC 6901).")
    code = serializers.CharField(help_text="A stable word for the reason: unknown, invalid, repeated, conflict …")
    detail = serializers.CharField(help_text="A sentence that says what would be right.")


class ProblemSerializer(serializers.Serializer):
    """An error (RFC 9457)."""

    type = serializers.CharField(help_text="A reference to what this sort of problem is.")
    title = serializers.CharField(help_text="The sort of problem, in words.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What went wrong this time.")
    instance = serializers.CharField(help_text="The request's id, which the server's log has too.")
    errors = ParameterErrorSerializer(  # type: ignore[assignment]
        many=True, required=False, help_text="Everything that is wrong."
    )


def query_parameter(name: str, schema: dict[str, Any], description: str, **options: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=description, **options)


def filter_parameters(accepts: Accepts) -> Iterator[OpenApiParameter]:
    """One parameter for each name that the filters of an endpoint understand."""
    for name, (each, lookup) in accepts.filters.parameters().items():
        # The enumeration by reference, so that a client has one type for it, and its values are described once.
        one = (
            {"$ref": f"#/components/schemas/{each.choices.__name__}"} if isinstance(each, ChoiceFilter) else each.schema
        )
        many = {"type": "array", "items": one, "minItems": 1, "maxItems": MAX_VALUES}
        about = f"Only {each.label}"
        if each.single:
            yield query_parameter(name, each.schema, f"{each.label}.", required=name in accepts.required)
        elif lookup == "in":
            yield query_parameter(name, many, f"{about}: any of several, separated by commas.", explode=False)
        elif lookup in BOUNDS:
            yield query_parameter(name, each.schema, f"{about}: {BOUNDS[lookup]} this.")
        else:
            yield query_parameter(name, many, f"{about}. Repeated: any of them.", explode=True)


def shape_parameters() -> Iterator[OpenApiParameter]:
    paths = {"type": "array", "items": PATH, "minItems": 1}
    yield query_parameter("fields", paths, "Answer with these fields only, as in `slug,speaker.name`.", explode=False)
    yield query_parameter("omit", paths, "Answer without these fields.", explode=False)
    yield query_parameter("brief", {"type": "boolean"}, "Answer with the short form; not together with `fields`.")


def page_parameters(accepts: Accepts) -> Iterator[OpenApiParameter]:
    yield query_parameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        "How many rows to a page.",
    )
    yield query_parameter(
        "cursor", {"type": "string"}, "Where to go on: as it stands in `next` and `previous`, for the same ordering."
    )
    if "count" not in accepts.page_parameters:
        return
    known = [sign + name for name in accepts.orderings for sign in ("", "-")]
    yield query_parameter(
        "count",
        {"type": "string", "enum": ["exact", "estimate"]},
        "Add the number of rows: `exact` counts them, `estimate` asks the planner, which takes no time.",
    )
    yield query_parameter(
        "ordering",
        {
            "type": "array",
            "items": {"type": "string", "enum": known},
            "minItems": 1,
            "maxItems": len(accepts.orderings),
            "uniqueItems": True,
        },
        f"Sort by {', '.join(f'`{name}`' for name in accepts.orderings)}, with a minus in front the other way round; "
        f"`{accepts.default_ordering}` where nothing is asked for. Ties are always broken.",
        explode=False,
    )


def conditional_headers() -> Iterator[OpenApiParameter]:
    """What keeps an answer from being sent again."""
    yield request_header(
        "If-None-Match", "The `ETag` of an answer that the client has: 304 if it would get the same one again."
    )
    yield answer_header("ETag", "The answer's version, for `If-None-Match`.", [200, 304], required=True)


def as_of_parameter() -> OpenApiParameter:
    about = "Positions as they were at the end of this day; a statement that is dated vaguely counts from the first "
    about += "day of its period. The filters and orderings then mean the positions of that day."
    return query_parameter("as_of", {"type": "string", "format": "date"}, about)


class TrackerSchema(AutoSchema):
    """Describes the endpoints from what they declare: `Accepts`, serializers and docstrings."""

    view: Endpoint  # type: ignore[override]

    @property
    def action(self) -> str:
        return str(self.view.action)

    @property
    def accepts(self) -> Accepts:
        return self.view.accepts_of(self.action)

    @property
    def has_former_slugs(self) -> bool:
        """Whether the address names a row by its slug."""
        return bool(self.view.detail) and self.view.lookup_field == "slug"

    def get_operation_id(self) -> str:
        return f"{self.get_tags()[0]}_{self.action}"

    def get_auth(self) -> list[dict[str, Any]]:
        return [{"key": []}] if self.method != "GET" else [{"key": []}, {}]

    def get_override_parameters(self) -> list[Any]:
        accepts = self.accepts
        if self.method != "GET":
            return schema_writing.parameters(cast(Any, self.view), str(self.method))
        return [
            *filter_parameters(accepts),
            *([as_of_parameter()] if accepts.as_of else []),
            *shape_parameters(),
            *(page_parameters(accepts) if accepts.paged else []),
            *([key_parameter(self.view.lookup_field)] if self.view.detail else []),
            *conditional_headers(),
            *answer_headers(),
            *([answer_header("Location", "The present address of the row.", [301])] if self.has_former_slugs else []),
            *([answer_header("Link", "The next and previous page (RFC 8288).", [200])] if accepts.paged else []),
        ]

    def get_request_serializer(self) -> Any:
        return schema_writing.body(self) if self.method in {"POST", "PUT", "PATCH"} else None

    def get_response_serializers(self) -> Any:
        if self.method != "GET":
            return schema_writing.responses(self, ProblemSerializer)
        row = self.view.serializer_class_of(self.action, FULLEST)
        described = " ".join((row.__doc__ or "").split())
        counted = "count" in self.accepts.page_parameters
        answer: Any = self.page_of(row, counted) if self.accepts.paged else row
        responses: dict[Any, Any] = {
            200: OpenApiResponse(
                answer,
                described if not self.accepts.paged else f"A page of rows: {described}",
                examples=self.examples(),
            ),
            304: OpenApiResponse(None, "The answer is still the one that `If-None-Match` names."),
            (401, CONTENT_TYPE): OpenApiResponse(ProblemSerializer, "The key that was sent does not work."),
            **{
                (status, CONTENT_TYPE): OpenApiResponse(ProblemSerializer, schema_writing.REFUSED[status])
                for status in schema_writing.AT_ANY_TIME
            },
            (400, CONTENT_TYPE): OpenApiResponse(
                ProblemSerializer, "Parameters that cannot be obeyed.", examples=[BAD_REQUEST]
            ),
        }
        if self.has_former_slugs:
            responses[301] = OpenApiResponse(None, "The slug is a former one: `Location` has the present address.")
        if self.action != "list":
            responses[404, CONTENT_TYPE] = OpenApiResponse(
                ProblemSerializer, "There is no such row.", examples=[NOT_FOUND]
            )
        return responses

    def examples(self) -> list[OpenApiExample]:
        known = ANSWERS.get(self.get_operation_id())
        return [OpenApiExample(f"GET /api/v1/{known['request']}", known["answer"])] if known else []

    @staticmethod
    @cache
    def page_of(row: type[serializers.Serializer], counted: bool) -> Any:
        count: dict[str, serializers.Field] = {
            "count": serializers.IntegerField(required=False, help_text="How many rows there are; with `count`."),
            "count_is_estimate": serializers.BooleanField(required=False, help_text="Whether that is a guess."),
        }
        name = row.__name__.removesuffix("Serializer")
        page = inline_serializer(
            f"{name}Page",
            {
                **(count if counted else {}),
                "next": serializers.URLField(allow_null=True, help_text="The page after this one."),
                "previous": serializers.URLField(allow_null=True, help_text="The page before this one."),
                "results": row(many=True, help_text="The rows."),
                **getattr(row, "beside", {}),
            },
        )
        type(page).__doc__ = "A page of a list, and where the pages beside it are."
        return extend_schema_serializer(many=False)(type(page))


def fields_are_optional(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Postprocessing: with `fields`, `omit` and `brief`, any field of a row may be absent, and the document says so."""
    for name, component in result["components"]["schemas"].items():
        if not (name.endswith(("Page", "BodyRequest")) or name in {"Problem", "ParameterError"}):
            component.pop("required", None)
    return result


def describe_everything(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Postprocessing: what no docstring, `help_text` or field option is behind."""
    schemas = result["components"]["schemas"]
    schemas["BlankEnum"] |= {"type": "string", "description": "Empty: there is none."}
    for title, component in schemas.items():
        if title.endswith("BodyRequest"):
            component["additionalProperties"] = False  # an unknown name is an error
        for name, described in component.get("properties", {}).items():
            if name in COMMON:
                described.setdefault("description", COMMON[name])
            if name == "external_url" and "type" in described:
                # Empty for a source that is not on the web.
                described["oneOf"] = [{"type": described.pop("type"), "format": described.pop("format")}, EMPTY]
    return result
