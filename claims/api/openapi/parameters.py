"""Parameters and headers in the OpenAPI document."""

from collections.abc import Iterable, Iterator
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from claims.api.query.cursors import DEFAULT_LIMIT, MAX_LIMIT
from claims.api.query.filters import (
    BooleanFilter,
    ChoiceFilter,
    CountryFilter,
    DateFilter,
    Filter,
    LanguageFilter,
    MomentFilter,
    SlugFilter,
    TextFilter,
)
from claims.api.query.filterset import MAX_VALUES
from claims.api.query.parameters import Parameters
from claims.api.query.parser import FORMS

BOUNDS = {"gte": "on or after", "gt": "after", "lte": "on or before", "lt": "before"}
PATH = {"type": "string", "pattern": r"^[a-z_]+(\.[a-z_]+)*$"}
# The filters whose values have a schema component, with its description.
COMPONENTS: dict[type[Filter], str] = {
    SlugFilter: "The public key of a row.",
    TextFilter: "A text of one line, compared as a whole and without case.",
    LanguageFilter: "A BCP 47 tag, in any case.",
    CountryFilter: "An ISO 3166-1 alpha-2 code, in either case.",
    DateFilter: "A date.",
    MomentFilter: "A moment (ISO 8601).",
    BooleanFilter: "true or false.",
}
# What an address names a row by.
KEYS = {
    "id": ({"type": "integer", "format": "int64", "minimum": 1}, "The row's number."),
    "slug": ({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 120}, "The row's slug."),
}


def query_parameter(name: str, schema: dict[str, Any], description: str, **options: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=description, **options)


def key_parameter(name: str) -> OpenApiParameter:
    schema, about = KEYS[name]
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, required=True, description=about)


def request_header(name: str, about: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=about)


def response_header(
    name: str, about: str, statuses: Any = True, required: bool = False, kind: type = str
) -> OpenApiParameter:
    """A header of responses: of those with `statuses`, or of all."""
    return OpenApiParameter(
        name, kind, OpenApiParameter.HEADER, response=statuses, required=required, description=about
    )


def sentence(label: Any) -> str:
    """A filter's description as a sentence."""
    text = str(label)
    return f"{text[:1].upper()}{text[1:]}."


def component_of(each: Filter) -> str:
    """The name of the schema component for a value of a filter; empty where the schema is not shared."""
    if isinstance(each, ChoiceFilter):
        return each.choices.__name__
    kind = next((kind for kind in reversed(COMPONENTS) if isinstance(each, kind) and each.schema is kind.schema), None)
    return kind.__name__.removesuffix("Filter") if kind else ""


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def one_value(each: Filter) -> dict[str, Any]:
    """The schema of a parameter with one value of a filter."""
    name = component_of(each)
    return reference(name) if name else each.schema


def several_values(each: Filter) -> dict[str, Any]:
    """The schema of a parameter with several values of a filter."""
    name = component_of(each)
    return reference(f"{name}List") if name else list_of(each.schema)


def list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": MAX_VALUES}


def value_components(enumerations: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The schema components that filters refer to, by name; those of enumerations exist already."""
    shared = {kind.__name__.removesuffix("Filter"): (kind.schema, about) for kind, about in COMPONENTS.items()}
    for name, (schema, description) in shared.items():
        yield name, {**schema, "description": description}
    for name in (*shared, *enumerations):
        yield f"{name}List", {**list_of(reference(name)), "description": "Any of these."}


def filter_parameters(parameters: Parameters) -> Iterator[OpenApiParameter]:
    """One parameter for each name that the filters of an action accept."""
    for name, (each, lookup) in parameters.filters.parameters().items():
        one, many = one_value(each), several_values(each)
        about, field = f"Only {each.label}", name.removesuffix(f"__{lookup}")
        bound = f"{BOUNDS.get(lookup, 'on')} this {'moment' if isinstance(each, MomentFilter) else 'day'}"
        if each.single:
            yield query_parameter(name, each.schema, f"{each.label}.", required=name in parameters.required)
        elif lookup == "in":
            yield query_parameter(
                name, many, f"Any of several values of `{field}`, separated by commas.", explode=False
            )
        elif lookup in BOUNDS and "exact" in each.lookups:
            yield query_parameter(name, one, f"Like `{field}`, but {bound}.")
        elif lookup in BOUNDS:
            yield query_parameter(name, one, f"{about.replace('in this time', bound)}.")
        elif isinstance(each, BooleanFilter):
            yield query_parameter(name, many, f"{about}; `false`: only the others.")
        else:
            yield query_parameter(name, many, f"{about.replace('in this time', bound)}. Repeated values mean OR.")


def selection_parameters() -> Iterator[OpenApiParameter]:
    """The parameters that select fields."""
    paths = {"type": "array", "items": PATH, "minItems": 1}
    yield query_parameter("fields", paths, "Only these fields, as in `slug,speaker.name`.", explode=False)
    yield query_parameter("omit", paths, "All fields but these.", explode=False)
    yield query_parameter("brief", {"type": "boolean"}, "The short form of a row; not together with `fields`.")


def page_parameters(parameters: Parameters) -> Iterator[OpenApiParameter]:
    """The parameters that choose a page of a list."""
    yield query_parameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        "The number of rows on a page.",
    )
    yield query_parameter(
        "cursor",
        {"type": "string"},
        "Which page: the `cursor` of an address in `next` or `previous`, with the same ordering.",
    )
    if "count" not in parameters.page_parameters:
        return
    known = [sign + name for name in parameters.orderings for sign in ("", "-")]
    yield query_parameter(
        "count",
        {"type": "string", "enum": ["exact", "estimate"]},
        "Adds the number of rows as `count`: `exact` counts them, `estimate` is quick and only roughly right.",
    )
    yield query_parameter(
        "ordering",
        {
            "type": "array",
            "items": {"type": "string", "enum": known},
            "minItems": 1,
            "maxItems": len(parameters.orderings),
            "uniqueItems": True,
        },
        f"Sort by {', '.join(f'`{name}`' for name in parameters.orderings)}; a minus in front reverses the order. "
        f"The default is `{parameters.default_ordering}`. Rows with equal values have a fixed order.",
        explode=False,
    )
    yield query_parameter(
        "format",
        {"type": "string", "enum": list(FORMS)},
        "`json` is a page. All other forms have the whole list as it is at one moment, without `limit` and `count`: "
        "`ndjson` lines of JSON with cursors to go on from, `csv` a table, `xlsx` a sheet. `Accept` says the same.",
    )
    yield query_parameter("bom", {"type": "boolean"}, "CSV with a byte order mark, for Excel.")
    yield query_parameter(
        "trailer", {"type": "boolean"}, "CSV without a last record that says that it is complete, where false."
    )


def conditional_headers() -> Iterator[OpenApiParameter]:
    """The headers of conditional reads."""
    yield request_header(
        "If-None-Match", "The `ETag` of an earlier answer: if the answer is still the same, the response is 304."
    )
    yield response_header("ETag", "The version of the answer, for `If-None-Match`; a stream has none.", [200, 304])


def common_headers() -> list[OpenApiParameter]:
    """The headers of every response."""
    return [
        response_header("X-Request-Id", "Identifies the request in the server's log.", required=True),
        response_header("RateLimit-Policy", "How many requests (`q`) are answered in how many seconds (`w`)."),
        response_header("RateLimit", "How many requests are left (`r`) for how many seconds (`t`)."),
        response_header("Retry-After", "How many seconds to wait.", [429, 503], required=True, kind=int),
    ]
